package vn.nharong.media.bwe;

import java.util.Arrays;

/** Bit rate over a sliding window, in buckets of time. Time may step back by less than the window. No allocation. */
final class RateWindow {
    private final long bucketMicros;
    private final long[] bytes;
    /** Number of the newest bucket; buckets are numbered by time. */
    private long newest;

    private long first = Long.MIN_VALUE;
    private long sumBytes;

    RateWindow(long bucketMicros, int buckets) {
        this.bucketMicros = bucketMicros;
        bytes = new long[buckets];
    }

    void clear() {
        Arrays.fill(bytes, 0);
        sumBytes = 0;
        first = Long.MIN_VALUE;
    }

    void add(long nowMicros, int sizeBytes) {
        long bucket = Math.floorDiv(nowMicros, bucketMicros);
        if (first == Long.MIN_VALUE) {
            first = bucket;
            newest = bucket;
        }
        move(bucket);
        if (bucket > newest - bytes.length) {
            bytes[Math.floorMod(bucket, bytes.length)] += sizeBytes;
            sumBytes += sizeBytes;
        }
    }

    /** Bits per second over the window that ends now, or 0 when less than half of it has been seen. */
    long bps(long nowMicros) {
        if (first == Long.MIN_VALUE) {
            return 0;
        }
        long bucket = Math.floorDiv(nowMicros, bucketMicros);
        move(bucket);
        // The newest bucket is still filling: count it for the part that has passed.
        long start = Math.max(first, newest - bytes.length + 1) * bucketMicros;
        long spanMicros = Math.max(nowMicros, newest * bucketMicros) - start;
        return spanMicros * 2 < bucketMicros * bytes.length ? 0 : sumBytes * 8_000_000 / spanMicros;
    }

    private void move(long bucket) {
        if (bucket <= newest) {
            return;
        }
        if (bucket - newest >= bytes.length) {
            Arrays.fill(bytes, 0);
            sumBytes = 0;
            newest = bucket;
            return;
        }
        while (newest < bucket) {
            newest++;
            int at = Math.floorMod(newest, bytes.length);
            sumBytes -= bytes[at];
            bytes[at] = 0;
        }
    }
}
