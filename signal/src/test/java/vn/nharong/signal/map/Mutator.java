package vn.nharong.signal.map;

import java.util.Arrays;
import java.util.Random;

/** Bends good messages: flips, cuts, repeats, inserts. Seeded, so that what is found is found again. */
final class Mutator {
    private final Random random;

    Mutator(long seed) {
        this.random = new Random(seed);
    }

    byte[] mutate(byte[] good) {
        byte[] bytes = good.clone();
        int times = 1 + random.nextInt(6);
        for (int i = 0; i < times && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            switch (random.nextInt(6)) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, at);
                case 3 -> {
                    int length = Math.min(random.nextInt(40), bytes.length - at);
                    System.arraycopy(bytes, at, bytes, random.nextInt(bytes.length - length + 1), length);
                }
                case 4 -> {
                    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
                    System.arraycopy(bytes, at, longer, at + 1, bytes.length - at);
                    longer[at] = (byte) random.nextInt();
                    bytes = longer;
                }
                default -> bytes[at] = (byte) 0xff;
            }
        }
        return bytes;
    }
}
