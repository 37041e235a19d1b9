package vn.nharong.sim;

import java.util.Locale;

/**
 * How bad one direction of a line is. Immutable; {@link #with} makes a changed copy from text such as {@code "loss=5%
 * burst=5%/3-8 delay=150ms jitter=30ms reorder=1%/10ms duplicate=1% rate=500k queue=300ms cut=true"}.
 *
 * @param loss probability of a packet to be lost by itself
 * @param burstLoss share of packets lost in bursts (Gilbert–Elliott: a good state that loses nothing, a bad one that loses
 *     all)
 * @param burstMean mean burst in packets; bursts are geometric, unless {@code burstLongest} is given
 * @param burstShortest with {@code burstLongest}: bursts are uniform between the two
 * @param burstLongest 0 for geometric bursts
 * @param delayNanos one way
 * @param jitterNanos each packet's delay differs by up to this either way; none overtakes another, it waits for it; the
 *     mean stays at {@code delayNanos}, the spread narrows where packets are dense
 * @param reorder probability of a packet to be held back so that others overtake it
 * @param reorderNanos for how long
 * @param duplicate probability of a packet to come twice
 * @param rateBps bits per second of payload, 0 for no limit
 * @param queueNanos packets that would wait longer than this before the bottleneck are dropped
 * @param queueBytes bytes that may wait before the bottleneck
 * @param cut nothing passes
 */
public record LineSpec(
        double loss,
        double burstLoss,
        double burstMean,
        int burstShortest,
        int burstLongest,
        long delayNanos,
        long jitterNanos,
        double reorder,
        long reorderNanos,
        double duplicate,
        long rateBps,
        long queueNanos,
        long queueBytes,
        boolean cut) {

    private static final long MS = 1_000_000;

    /** A perfect line. */
    public static final LineSpec CLEAN =
            new LineSpec(0, 0, 1, 0, 0, 0, 0, 0, 10 * MS, 0, 0, 300 * MS, Long.MAX_VALUE, false);

    public LineSpec {
        check(
                probability(loss) && probability(burstLoss) && probability(reorder) && probability(duplicate),
                "probability");
        check(burstMean >= 1 && burstShortest >= 0 && burstLongest >= burstShortest, "burst length");
        check(delayNanos >= 0 && jitterNanos >= 0 && jitterNanos <= delayNanos + 1_000 * MS, "delay or jitter");
        check(reorderNanos >= 0 && queueNanos > 0 && queueBytes > 0 && rateBps >= 0, "negative value");
    }

    /** {@link #CLEAN} changed by the text. */
    public static LineSpec parse(String text) {
        return CLEAN.with(text);
    }

    /**
     * A copy with the named values changed; words are parted by spaces or commas, {@code clean} resets everything.
     *
     * @throws IllegalArgumentException for an unknown key or a value that does not fit
     */
    public LineSpec with(String text) {
        LineSpec spec = this;
        for (String word : text.trim().split("[\\s,]+")) {
            if (!word.isEmpty()) {
                int equals = word.indexOf('=');
                String key = equals < 0 ? word : word.substring(0, equals);
                spec = spec.withOne(key, equals < 0 ? "" : word.substring(equals + 1));
            }
        }
        return spec;
    }

    private LineSpec withOne(String key, String value) {
        double loss = this.loss;
        double burstLoss = this.burstLoss;
        double burstMean = this.burstMean;
        int burstShortest = this.burstShortest;
        int burstLongest = this.burstLongest;
        long delayNanos = this.delayNanos;
        long jitterNanos = this.jitterNanos;
        double reorder = this.reorder;
        long reorderNanos = this.reorderNanos;
        double duplicate = this.duplicate;
        long rateBps = this.rateBps;
        long queueNanos = this.queueNanos;
        long queueBytes = this.queueBytes;
        boolean cut = this.cut;
        String[] parts = value.split("/", 2);
        switch (key) {
            case "clean" -> {
                return CLEAN;
            }
            case "loss" -> loss = share(value);
            case "burst" -> {
                burstLoss = share(parts[0]);
                String length = parts.length > 1 ? parts[1] : "5";
                int dash = length.indexOf('-');
                burstShortest = dash < 0 ? 0 : Integer.parseInt(length.substring(0, dash));
                burstLongest = dash < 0 ? 0 : Integer.parseInt(length.substring(dash + 1));
                burstMean = dash < 0 ? Double.parseDouble(length) : (burstShortest + burstLongest) / 2.0;
            }
            case "delay" -> delayNanos = nanos(value);
            case "jitter" -> jitterNanos = nanos(value);
            case "reorder" -> {
                reorder = share(parts[0]);
                reorderNanos = parts.length > 1 ? nanos(parts[1]) : reorderNanos;
            }
            case "duplicate" -> duplicate = share(value);
            case "rate" -> rateBps = value.equals("none") ? 0 : (long) scaled(value);
            case "queue" -> {
                if (value.endsWith("B")) {
                    queueBytes = (long) scaled(value.substring(0, value.length() - 1));
                } else {
                    queueNanos = nanos(value);
                }
            }
            case "cut" -> cut = value.isEmpty() || Boolean.parseBoolean(value);
            default ->
                throw new IllegalArgumentException("unknown key \"" + key + "\"; known: clean loss burst delay jitter"
                        + " reorder duplicate rate queue cut");
        }
        return new LineSpec(
                loss,
                burstLoss,
                burstMean,
                burstShortest,
                burstLongest,
                delayNanos,
                jitterNanos,
                reorder,
                reorderNanos,
                duplicate,
                rateBps,
                queueNanos,
                queueBytes,
                cut);
    }

    /** {@code "5%"} or {@code "0.05"}. */
    private static double share(String value) {
        return value.endsWith("%")
                ? Double.parseDouble(value.substring(0, value.length() - 1)) / 100
                : Double.parseDouble(value);
    }

    /** {@code "150ms"}, {@code "2s"}, {@code "250us"} or plain milliseconds. */
    static long nanos(String value) {
        String number = value.toLowerCase(Locale.ROOT);
        if (number.endsWith("us")) {
            return (long) (Double.parseDouble(number.substring(0, number.length() - 2)) * 1e3);
        }
        if (number.endsWith("ms")) {
            return (long) (Double.parseDouble(number.substring(0, number.length() - 2)) * 1e6);
        }
        if (number.endsWith("s")) {
            return (long) (Double.parseDouble(number.substring(0, number.length() - 1)) * 1e9);
        }
        return (long) (Double.parseDouble(number) * 1e6);
    }

    /** {@code "500k"}, {@code "2.5M"} or a plain number; powers of ten. */
    private static double scaled(String value) {
        char last = value.isEmpty() ? '0' : value.charAt(value.length() - 1);
        double factor = switch (last) {
            case 'k', 'K' -> 1e3;
            case 'm', 'M' -> 1e6;
            default -> 1;
        };
        return Double.parseDouble(factor == 1 ? value : value.substring(0, value.length() - 1)) * factor;
    }

    private static boolean probability(double p) {
        return p >= 0 && p < 1;
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("line: " + what + " out of range");
        }
    }
}
