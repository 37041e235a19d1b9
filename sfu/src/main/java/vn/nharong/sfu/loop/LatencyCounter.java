package vn.nharong.sfu.loop;

/** A histogram of microseconds with some 6 % resolution and no allocation. One writer, any reader. */
final class LatencyCounter {
    private static final int SUB = 16;
    private final long[] counts = new long[SUB * 32];
    private final long heldMicros;
    private volatile long held;

    /** @param heldMicros what counts as held */
    LatencyCounter(long heldMicros) {
        this.heldMicros = heldMicros;
    }

    void record(long micros) {
        long value = Math.max(0, micros);
        if (value > heldMicros) {
            held = held + 1;
        }
        counts[bucket(value)]++;
    }

    private static int bucket(long value) {
        if (value < SUB) {
            return (int) value;
        }
        int exponent = 63 - Long.numberOfLeadingZeros(value) - 4;
        return Math.min(SUB * 31, SUB * (exponent + 1) + (int) (value >>> exponent) - SUB);
    }

    private static long valueOf(int bucket) {
        if (bucket < SUB) {
            return bucket;
        }
        int exponent = bucket / SUB - 1;
        return (long) (bucket % SUB + SUB + 1) << exponent;
    }

    /** Packets held longer than asked at construction. */
    long held() {
        return held;
    }

    void addTo(long[] sums) {
        for (int i = 0; i < counts.length; i++) {
            sums[i] += counts[i];
        }
    }

    static long[] sums() {
        return new long[SUB * 32];
    }

    static long total(long[] sums) {
        long total = 0;
        for (long count : sums) {
            total += count;
        }
        return total;
    }

    /** Upper edge of the bucket in which the quantile lies. */
    static long quantile(long[] sums, double quantile) {
        long rank = (long) Math.ceil(total(sums) * quantile);
        long seen = 0;
        for (int i = 0; i < sums.length; i++) {
            seen += sums[i];
            if (seen >= rank && seen > 0) {
                return valueOf(i);
            }
        }
        return 0;
    }
}
