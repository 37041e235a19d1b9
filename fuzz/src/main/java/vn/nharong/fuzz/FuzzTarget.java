package vn.nharong.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One parser under fuzz: what it is fed from, what it may answer, what it may spend. Built once, then only read. */
public final class FuzzTarget {
    /** The parser behind one door for bytes. May keep state: it is called by one thread. */
    @FunctionalInterface
    public interface Parser {
        /**
         * Parses, and looks at everything the result names.
         *
         * @return whether the input was taken; a refusal by {@link FuzzTarget#refusing} means the same as false
         * @throws Exception anything but the declared refusal is a defect
         */
        boolean take(byte[] input) throws Exception;
    }

    /** Mends what would hide the rest of the parser: a checksum, a signature, a total length. */
    @FunctionalInterface
    public interface Repair {
        byte[] repair(byte[] bent, RandomGenerator random);
    }

    /** An input bigger than any datagram is of no use against most parsers. */
    private static final int DEFAULT_INPUT_BYTES = 2048;

    private static final long DEFAULT_ALLOCATED_BYTES = 256 << 10;

    final String name;
    final Parser parser;
    final List<byte[]> corpus = new ArrayList<>();
    final List<byte[]> words = new ArrayList<>();
    private final Set<Class<?>> covers;

    Repair repair = (bent, random) -> bent;

    @Nullable
    Class<? extends Exception> refusal;

    boolean text;
    boolean takesEverything;
    int inputBytes = DEFAULT_INPUT_BYTES;
    long allocatedBytes = DEFAULT_ALLOCATED_BYTES;

    private FuzzTarget(String name, Parser parser, Set<Class<?>> covers) {
        this.name = name;
        this.parser = parser;
        this.covers = covers;
    }

    /** @param covers the classes whose reading of foreign bytes is tried by this target */
    public static FuzzTarget of(String name, Parser parser, Class<?>... covers) {
        return new FuzzTarget(name, parser, Set.of(covers));
    }

    /** Valid inputs to start from; each must be taken as it is. */
    public FuzzTarget corpus(List<byte[]> inputs) {
        corpus.addAll(inputs);
        return this;
    }

    public FuzzTarget corpus(byte[]... inputs) {
        return corpus(List.of(inputs));
    }

    /** The corpus is text: lines, numbers and marks are bent too. */
    public FuzzTarget text() {
        text = true;
        return this;
    }

    /** Words of the format that random bytes would hardly hit. */
    public FuzzTarget words(String... more) {
        for (String word : more) {
            words.add(word.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    public FuzzTarget refusing(Class<? extends Exception> exception) {
        refusal = exception;
        return this;
    }

    /** There is no input this parser refuses. */
    public FuzzTarget takesEverything() {
        takesEverything = true;
        return this;
    }

    public FuzzTarget repaired(Repair how) {
        repair = how;
        return this;
    }

    /**
     * @param input bytes of the largest input made
     * @param allocated bytes one input may cost; beyond, memory is not bounded by what comes in
     */
    public FuzzTarget bounds(int input, long allocated) {
        inputBytes = input;
        allocatedBytes = allocated;
        return this;
    }

    public String name() {
        return name;
    }

    public Set<Class<?>> covers() {
        return covers;
    }

    @Override
    public String toString() {
        return name;
    }
}
