package vn.nharong.sfu.forward;

/** Bits and frames of one encoding, by temporal layer, over the last three seconds. Belongs to the publisher's loop. */
final class EncodingRate {
    static final int TEMPORAL_LAYERS = 4;
    private static final long SLOT_NANOS = 100_000_000;
    /** Three seconds: a key frame, several times a usual frame, must not look like a new bitrate. */
    private static final int SLOTS = 30;
    /** Nothing for so long: the encoding is not sent any more. */
    private static final long DEAD_AFTER_NANOS = 1_500_000_000L;

    private final long[][] bits = new long[TEMPORAL_LAYERS][SLOTS];
    private final int[][] frames = new int[TEMPORAL_LAYERS][SLOTS];
    private int slot;
    private long slotEndNanos;
    private long firstNanos;
    private long lastNanos;

    void add(int temporalLayer, int sizeBytes, boolean frameStart, long nowNanos) {
        if (lastNanos == 0 || nowNanos - lastNanos > DEAD_AFTER_NANOS) {
            for (int t = 0; t < TEMPORAL_LAYERS; t++) {
                java.util.Arrays.fill(bits[t], 0);
                java.util.Arrays.fill(frames[t], 0);
            }
            firstNanos = nowNanos;
            slotEndNanos = nowNanos + SLOT_NANOS;
        }
        roll(nowNanos);
        lastNanos = nowNanos;
        int t = Math.clamp(temporalLayer, 0, TEMPORAL_LAYERS - 1);
        bits[t][slot] += sizeBytes * 8L;
        if (frameStart) {
            frames[t][slot]++;
        }
    }

    private void roll(long nowNanos) {
        while (nowNanos >= slotEndNanos) {
            slot = (slot + 1) % SLOTS;
            for (int t = 0; t < TEMPORAL_LAYERS; t++) {
                bits[t][slot] = 0;
                frames[t][slot] = 0;
            }
            slotEndNanos += SLOT_NANOS;
        }
    }

    /** Nothing more comes. */
    void end() {
        lastNanos = 0;
    }

    boolean live(long nowNanos) {
        return lastNanos != 0 && nowNanos - lastNanos < DEAD_AFTER_NANOS;
    }

    /** Bit/s of the layers up to and with {@code temporalLayer}. */
    long bitrateBps(int temporalLayer, long nowNanos) {
        if (!live(nowNanos)) {
            return 0;
        }
        long sum = 0;
        for (int t = 0; t <= Math.min(temporalLayer, TEMPORAL_LAYERS - 1); t++) {
            for (long value : bits[t]) {
                sum += value;
            }
        }
        return sum * 1_000_000_000L / windowNanos(nowNanos);
    }

    /** Frames per second of the layers up to and with {@code temporalLayer}. */
    int framesPerSecond(int temporalLayer, long nowNanos) {
        int sum = 0;
        for (int t = 0; t <= Math.min(temporalLayer, TEMPORAL_LAYERS - 1); t++) {
            for (int value : frames[t]) {
                sum += value;
            }
        }
        return (int) (sum * 1_000_000_000L / windowNanos(nowNanos));
    }

    private long windowNanos(long nowNanos) {
        return Math.clamp(nowNanos - firstNanos, SLOT_NANOS * 2, SLOT_NANOS * (SLOTS - 1) + SLOT_NANOS / 2);
    }
}
