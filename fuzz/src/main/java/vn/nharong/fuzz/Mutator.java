package vn.nharong.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Makes hostile inputs of valid ones: bytes are flipped, lengths are bent to where checks are off by one, parts are cut,
 * doubled, moved and grafted onto other inputs. Seeded: the same seed makes the same inputs in the same order.
 */
final class Mutator {
    private static final int MOST_EDITS = 8;

    /** One edit in so many repeats a part until the input is as large as it may be. */
    private static final int SWELL_RARITY = 200;

    private static final String MARKS = ":;=/,.\"'{}[]() \t\r\n\0-+*%\\~éẾ😀";
    private static final String[] NUMBERS = {
        "0",
        "-1",
        "1",
        "127",
        "128",
        "255",
        "256",
        "65535",
        "65536",
        "2147483647",
        "2147483648",
        "4294967295",
        "4294967296",
        "9223372036854775808",
        "99999999999999999999999999",
        "1e999",
        "1e999999999",
        "-1e-999999999",
        "0x10",
        "1.5",
        "00",
        "NaN"
    };

    private final RandomGenerator random;
    private final List<byte[]> corpus;
    private final List<byte[]> words;
    private final boolean text;
    private final byte[] bytes;
    private int length;

    Mutator(FuzzTarget target, long seed) {
        this.random = new SplittableRandom(seed);
        this.corpus = target.corpus;
        this.words = target.words;
        this.text = target.text;
        this.bytes = new byte[target.inputBytes];
    }

    RandomGenerator random() {
        return random;
    }

    byte[] next() {
        byte[] from = any(corpus);
        length = Math.min(from.length, bytes.length);
        System.arraycopy(from, 0, bytes, 0, length);
        // Few edits mostly: an input that breaks at its first byte tries nothing behind it.
        int edits = 1 + random.nextInt(1 + random.nextInt(MOST_EDITS));
        for (int i = 0; i < edits; i++) {
            edit();
        }
        return Arrays.copyOf(bytes, length);
    }

    private byte[] any(List<byte[]> from) {
        return from.get(random.nextInt(from.size()));
    }

    /** A position; 0 when there is nothing. */
    private int place() {
        return length == 0 ? 0 : random.nextInt(length);
    }

    private void edit() {
        if (random.nextInt(SWELL_RARITY) == 0) {
            swell();
            return;
        }
        switch (random.nextInt(text ? 15 : 12)) {
            case 0 -> set(place(), 1, at(place()) ^ 1 << random.nextInt(8));
            case 1 -> set(place(), 1, random.nextInt(256));
            case 2, 3 -> boundary();
            case 4 -> nudge();
            case 5 -> cut();
            case 6 -> append();
            case 7 -> remove(place(), 1 + random.nextInt(1 + random.nextInt(16)));
            case 8 -> copy(place(), random.nextInt(length + 1), true);
            case 9 -> copy(place(), place(), false);
            case 10 -> graft();
            case 11 -> word();
            case 12 -> line();
            case 13 -> number();
            default -> mark();
        }
    }

    private int at(int index) {
        return index < length ? bytes[index] & 0xff : 0;
    }

    /** Writes a big-endian number of {@code width} bytes where it fits. */
    private void set(int index, int width, long value) {
        if (index < 0 || index + width > length) {
            return;
        }
        for (int i = 0; i < width; i++) {
            bytes[index + i] = (byte) (value >>> 8 * (width - 1 - i));
        }
    }

    /** A number as length fields have them: an end of its range, or what is really left, give or take a little. */
    private void boundary() {
        int width = 1 + random.nextInt(4);
        int index = place();
        if (random.nextBoolean()) {
            index &= ~1;
        }
        long max = (1L << 8 * width) - 1;
        long left = length - index - width;
        long value = switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> max;
            case 2 -> max / 2 + 1;
            case 3 -> max / 2;
            case 4 -> left;
            case 5 -> left / 4;
            case 6 -> length;
            default -> random.nextInt(1 + length);
        };
        set(index, width, value + random.nextInt(5) - 2);
    }

    private void nudge() {
        int index = place();
        int width = 1 + random.nextInt(2);
        long old = width == 1 ? at(index) : at(index) << 8 | at(index + 1);
        set(index, width, old + random.nextInt(9) - 4);
    }

    private void cut() {
        length = random.nextBoolean() ? place() : Math.max(0, length - 1 - random.nextInt(8));
    }

    private void append() {
        int count = Math.min(1 + random.nextInt(16), bytes.length - length);
        int fill = random.nextInt(3);
        for (int i = 0; i < count; i++) {
            bytes[length++] = (byte) (fill == 0 ? 0 : fill == 1 ? 0xff : random.nextInt());
        }
    }

    private void remove(int index, int count) {
        int gone = Math.min(count, length - index);
        System.arraycopy(bytes, index + gone, bytes, index, length - index - gone);
        length -= gone;
    }

    private void insert(int index, byte[] from, int at, int count) {
        int room = Math.min(count, bytes.length - length);
        System.arraycopy(bytes, index, bytes, index + room, length - index);
        System.arraycopy(from, at, bytes, index, room);
        length += room;
    }

    private void copy(int from, int to, boolean insert) {
        int count = Math.min(1 + random.nextInt(1 + random.nextInt(64)), length - from);
        if (insert) {
            byte[] part = Arrays.copyOfRange(bytes, from, from + count);
            insert(to, part, 0, count);
        } else {
            System.arraycopy(bytes, from, bytes, to, Math.min(count, length - to));
        }
    }

    /** The head of this input and the tail of another. */
    private void graft() {
        byte[] other = any(corpus);
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        int at = random.nextInt(length + 1);
        int count = Math.min(other.length - from, bytes.length - at);
        System.arraycopy(other, from, bytes, at, count);
        length = at + count;
    }

    private void word() {
        if (words.isEmpty()) {
            boundary();
            return;
        }
        byte[] word = any(words);
        int at = place();
        if (random.nextBoolean()) {
            insert(at, word, 0, word.length);
        } else {
            System.arraycopy(word, 0, bytes, at, Math.min(word.length, length - at));
        }
    }

    private void swell() {
        if (length == 0) {
            return;
        }
        int from = place();
        byte[] part = Arrays.copyOfRange(bytes, from, Math.min(length, from + 1 + random.nextInt(64)));
        int target = 1 + random.nextInt(bytes.length);
        while (length < target) {
            insert(from, part, 0, part.length);
        }
    }

    private int lineStart(int from) {
        int index = from;
        while (index > 0 && bytes[index - 1] != '\n') {
            index--;
        }
        return index;
    }

    private int lineEnd(int from) {
        int index = from;
        while (index < length && bytes[index] != '\n') {
            index++;
        }
        return Math.min(length, index + 1);
    }

    private void line() {
        int start = lineStart(place());
        byte[] line = Arrays.copyOfRange(bytes, start, lineEnd(start));
        if (random.nextBoolean()) {
            remove(start, line.length);
        }
        if (random.nextInt(3) > 0) {
            insert(lineStart(place()), line, 0, line.length);
        }
    }

    private void number() {
        int at = place();
        while (at < length && (bytes[at] < '0' || bytes[at] > '9')) {
            at++;
        }
        int end = at;
        while (end < length && bytes[end] >= '0' && bytes[end] <= '9') {
            end++;
        }
        byte[] number = NUMBERS[random.nextInt(NUMBERS.length)].getBytes(StandardCharsets.US_ASCII);
        remove(at, end - at);
        insert(at, number, 0, number.length);
    }

    private void mark() {
        int at = MARKS.offsetByCodePoints(0, random.nextInt(MARKS.codePointCount(0, MARKS.length())));
        byte[] mark = Character.toString(MARKS.codePointAt(at)).getBytes(StandardCharsets.UTF_8);
        insert(place(), mark, 0, mark.length);
    }
}
