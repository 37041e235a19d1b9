package vn.nharong.loadtest;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.IntCountsHistogram;
import vn.nharong.sites.media.ReceivedTrack;

/** What one site saw in all its lives. On its load loop; read after that has stopped, or there. */
final class SiteFigures {
    /** Microseconds; later than this is written as this. */
    static final long LATEST_MICROS = 60_000_000;

    private final String identity;
    private final BooleanSupplier measuring;
    private final Histogram all;
    private final LongSupplier stalledNanos;
    private final IntCountsHistogram latency = new IntCountsHistogram(1, LATEST_MICROS, 2);
    private final List<Long> joins = new ArrayList<>();
    private final List<Long> firstFrames = new ArrayList<>();
    private long askedNanos;
    private long excusedUntilNanos;
    private long packets;
    private long lost;
    private long repaired;
    private long excused;
    /** As the time began that is not held against the server; -1 outside of it. */
    private long missingBefore = -1;

    private long frames;
    private int freezes;
    private long longestFreezeNanos;
    private int layers;
    private int breaks;

    /**
     * @param all of the loop's sites together: the same latencies once more
     * @param stalledNanos when the loop itself last stood still: what it missed meanwhile is not the server's
     */
    SiteFigures(String identity, BooleanSupplier measuring, Histogram all, LongSupplier stalledNanos) {
        this.stalledNanos = stalledNanos;
        this.identity = identity;
        this.measuring = measuring;
        this.all = all;
    }

    /** It asks for the programme now: the next frame is the first. */
    void asks(long nowNanos) {
        askedNanos = nowNanos;
    }

    void joined(long millis) {
        joins.add(millis);
    }

    void broke() {
        breaks++;
    }

    void onPacket(long capturedNanos, long arrivedNanos) {
        if (capturedNanos != 0 && measuring.getAsBoolean() && arrivedNanos >= excusedUntilNanos) {
            long micros = Math.clamp((arrivedNanos - capturedNanos) / 1_000, 0, LATEST_MICROS);
            latency.recordValue(micros);
            all.recordValue(micros);
        }
    }

    void onFrame(long nowNanos) {
        if (askedNanos != 0) {
            firstFrames.add((nowNanos - askedNanos) / 1_000_000);
            askedNanos = 0;
        }
        if (measuring.getAsBoolean()) {
            frames++;
        }
    }

    void onFreeze(long gapNanos, long nowNanos) {
        boolean own = nowNanos - stalledNanos.getAsLong() <= gapNanos;
        if (measuring.getAsBoolean() && nowNanos > excusedUntilNanos && !own) {
            freezes++;
            longestFreezeNanos = Math.max(longestFreezeNanos, gapNanos);
        }
    }

    void onLayer() {
        layers++;
    }

    /** What is missing from now until then was taken away on purpose. */
    void excuse(long missing, long untilNanos) {
        if (missingBefore < 0) {
            missingBefore = missing;
        }
        excusedUntilNanos = Math.max(excusedUntilNanos, untilNanos);
    }

    /** Whatever was taken away is back or lost by now, unless something was taken away since. */
    void settle(long missing, long nowNanos) {
        if (missingBefore >= 0 && nowNanos >= excusedUntilNanos) {
            excused += missing - missingBefore;
            missingBefore = -1;
        }
    }

    /** A life ends. */
    void add(List<ReceivedTrack> tracks) {
        settle(missing(tracks), Long.MAX_VALUE);
        for (ReceivedTrack track : tracks) {
            packets += track.packets();
            lost += track.lost();
            repaired += track.repaired();
        }
    }

    static long missing(List<ReceivedTrack> tracks) {
        return tracks.stream().mapToLong(ReceivedTrack::lost).sum();
    }

    String identity() {
        return identity;
    }

    IntCountsHistogram latency() {
        return latency;
    }

    List<Long> joins() {
        return joins;
    }

    List<Long> firstFrames() {
        return firstFrames;
    }

    long packets() {
        return packets;
    }

    long lost() {
        return Math.max(0, lost - excused);
    }

    long repaired() {
        return repaired;
    }

    long frames() {
        return frames;
    }

    int freezes() {
        return freezes;
    }

    long longestFreezeMillis() {
        return longestFreezeNanos / 1_000_000;
    }

    int layers() {
        return layers;
    }

    /** Connections that ended without having been asked to. */
    int breaks() {
        return breaks;
    }
}
