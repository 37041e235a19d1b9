package vn.nharong.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a run did.
 *
 * @param seconds until the end, or until the finding
 * @param finding null when the parser is clean
 */
public record FuzzReport(
        String parser,
        long seed,
        long inputs,
        long taken,
        long refused,
        double seconds,
        @Nullable Finding finding) {
    /**
     * A defect.
     *
     * @param kind a word, for lists
     * @param story what happened, with the stack if there is one
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    public record Finding(Kind kind, String story, byte[] input) {
        public String hex() {
            return HexFormat.of().formatHex(input);
        }
    }

    /** What a parser may not do with any input. */
    public enum Kind {
        /** Something other than the declared refusal was thrown. */
        ESCAPED,
        /** One input cost more memory than the target allows. */
        MEMORY,
        /** One input took more processor time than any may. */
        SLOW,
        /** One input did not come to an end. */
        ENDLESS,
        /** Memory stayed taken after the run. */
        RETAINED,
        /** A valid input was refused, or all mutants were, or none: the run would have tried nothing. */
        IDLE
    }

    public boolean clean() {
        return finding == null;
    }

    public long inputsPerSecond() {
        return seconds > 0 ? Math.round(inputs / seconds) : 0;
    }

    /** For people. */
    @Override
    public String toString() {
        String line = String.format(
                Locale.ROOT,
                "%s: %d inputs in %.1f s (%d a second, %d taken, %d refused), seed %d",
                parser,
                inputs,
                seconds,
                inputsPerSecond(),
                taken,
                refused,
                seed);
        Finding found = finding;
        return found == null
                ? line
                : line + "\n  " + found.kind + ": " + found.story + "\n  again by -Dfuzz.again=" + found.hex()
                        + "\n  (the test of " + parser + " then runs this one input)";
    }

    /** For programs: one file in {@code target/fuzz} of the module. */
    public FuzzReport save() {
        Finding found = finding;
        String json = String.format(
                Locale.ROOT,
                "{\"parser\":\"%s\",\"seed\":%d,\"inputs\":%d,\"taken\":%d,\"refused\":%d,\"seconds\":%.3f,"
                        + "\"inputs_per_s\":%d,\"clean\":%b,\"finding\":%s}%n",
                parser,
                seed,
                inputs,
                taken,
                refused,
                seconds,
                inputsPerSecond(),
                clean(),
                found == null ? "null" : "\"" + found.kind + "\"");
        try {
            Path folder = Files.createDirectories(Path.of("target", "fuzz"));
            Files.writeString(
                    folder.resolve(parser.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + ".json"), json);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return this;
    }
}
