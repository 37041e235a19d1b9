package vn.nharong.bench.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import vn.nharong.media.bwe.Allocator;
import vn.nharong.media.bwe.StreamClass;

/** Layer selection: what of sixteen streams a line gets, which a transport decides ten times a second. */
@State(Scope.Thread)
public class AllocatorBenchmark {
    private static final int CAMERAS = 15;
    private static final long[] LADDER = {160_000, 450_000, 1_700_000};

    private final Allocator allocator = new Allocator();
    private long nowNanos = 1_000_000_000;
    private int turn;

    public AllocatorBenchmark() {
        int sound = allocator.open(StreamClass.AUDIO, 0);
        allocator.bitrate(sound, 0, 40_000);
        allocator.wanted(sound, 0);
        for (int i = 0; i < CAMERAS; i++) {
            int slot = allocator.open(StreamClass.CAMERA, i);
            for (int rung = 0; rung < Allocator.RUNGS; rung++) {
                allocator.bitrate(slot, rung, LADDER[rung / 3] * (rung % 3 + 1) / 3);
            }
            allocator.wanted(slot, Allocator.RUNGS - 1);
        }
    }

    /** The line gets wider and narrower between 1 and 9 Mbit/s. */
    @Benchmark
    public long sixteenStreams() {
        nowNanos += 100_000_000;
        turn = turn + 1 & 15;
        allocator.allocate(1_000_000L + 1_000_000L * Math.min(turn, 16 - turn), true, nowNanos);
        return allocator.allocatedBps();
    }
}
