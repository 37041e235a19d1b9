package vn.nharong.bench.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import vn.nharong.media.bwe.BandwidthEstimator;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.receive.TwccRecorder;
import vn.nharong.media.rtcp.TwccFeedback;
import vn.nharong.media.rtcp.TwccWriter;

/** Transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01), ten packets at a time: 50 ms of 720p. */
@State(Scope.Thread)
public class TwccBenchmark {
    private static final int PACKETS = 10;
    private static final long STEP_NANOS = 5_000_000;

    private final PacketPool pool = PacketPool.direct(8);
    private final PacketBuffer written = pool.lease();
    private final PacketBuffer answer = pool.lease();
    private final TwccRecorder recorder = new TwccRecorder();
    private final TwccRecorder answering = new TwccRecorder();
    private final TwccFeedback feedback = new TwccFeedback();
    private final TwccFeedback heard = new TwccFeedback();
    private final BandwidthEstimator estimator = new BandwidthEstimator();
    private final PacketBuffer sample = pool.lease();
    private final int sampleLength;
    private int recordedSeq;
    private long recordedNanos = 1_000_000_000;
    private long sentSeq = 0x10000;
    private long nowNanos = 1_000_000_000;

    public TwccBenchmark() {
        TwccWriter writer = new TwccWriter();
        writer.begin(1, nowNanos);
        for (int i = 0; i < PACKETS; i++) {
            if (i == 4) {
                writer.lost(1);
            }
            writer.add(nowNanos + i * STEP_NANOS);
        }
        sampleLength = writer.write(sample, 0, 1, 2, 0);
        sample.length(sampleLength);
        estimator.wantedBps(2_000_000);
    }

    /** What a publisher's packets cost: recorded, and every ten answered. */
    @Benchmark
    public int recordTenAndWrite() {
        for (int i = 0; i < PACKETS; i++) {
            recordedNanos += STEP_NANOS;
            recorder.onPacket(recordedSeq++ & 0xffff, recordedNanos);
        }
        written.length(TwccWriter.MAX_BYTES);
        return recorder.writeFeedback(written, 0, 1, 2);
    }

    @Benchmark
    public boolean readTen() {
        return feedback.parse(sample, 0, sampleLength);
    }

    /** What a subscriber costs beside its packets: ten noted as they leave, an answer written for it, read, and judged. */
    @Benchmark
    public long estimatorOnTen() {
        for (int i = 0; i < PACKETS; i++) {
            nowNanos += STEP_NANOS;
            estimator.onSent(sentSeq, 1100, 0, nowNanos);
            answering.onPacket((int) sentSeq & 0xffff, nowNanos);
            sentSeq++;
        }
        answer.length(TwccWriter.MAX_BYTES);
        int length = answering.writeFeedback(answer, 0, 1, 2);
        if (!heard.parse(answer, 0, length)) {
            throw new IllegalStateException("a feedback that cannot be read");
        }
        estimator.onFeedback(heard, nowNanos);
        if (nowNanos >= estimator.nextTimeoutNanos()) {
            estimator.handleTimeout(nowNanos);
        }
        return estimator.targetBps();
    }
}
