package vn.nharong.fuzz;

/**
 * How long to search: until either bound is reached.
 *
 * @param seed of the mutator; what was found with it is found again
 */
public record FuzzBox(double seconds, long inputs, long seed) {
    /**
     * As the build asks: {@code fuzz.seconds}, {@code fuzz.inputs} (0 for no bound) and {@code fuzz.seed}. Five seconds
     * and always the same seed when it says nothing: a test must not fail on some days only.
     */
    public static FuzzBox asked() {
        long inputs = Long.getLong("fuzz.inputs", 0);
        return new FuzzBox(
                Double.parseDouble(System.getProperty("fuzz.seconds", "5")),
                inputs > 0 ? inputs : Long.MAX_VALUE,
                Long.getLong("fuzz.seed", 1));
    }
}
