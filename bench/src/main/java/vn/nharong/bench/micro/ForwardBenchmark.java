package vn.nharong.bench.micro;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.media.srtp.openssl.NativeSlabs;
import vn.nharong.node.capacity.TrialMeeting;

/**
 * One packet from a publisher to everybody: fanout, forwarders, history, pacer and estimator, protected with the back end the
 * server would choose, then thrown away. The figure is for the packet, not for each receiver.
 */
@State(Scope.Thread)
public class ForwardBenchmark {
    private static final int PAYLOAD = 1_080;
    /** Between two packets, so that no line is full. */
    private static final long STEP_NANOS = 5_000_000;

    @Param({"1", "30", "240"})
    public int receivers = 1;

    private final PacketPool pool = new PacketPool(new NativeSlabs(), 1 << 14);
    private TrialMeeting meeting = meeting();
    private long nowNanos;

    private TrialMeeting meeting() {
        return new TrialMeeting(SrtpBackends.best(), pool, receivers, (receiver, packet) -> packet.release());
    }

    @Setup
    public void prepare() {
        meeting.close();
        meeting = meeting();
    }

    @Benchmark
    public void toAll() {
        nowNanos += STEP_NANOS;
        meeting.picture(1, PAYLOAD, nowNanos);
    }

    @TearDown
    public void close() {
        if (meeting.sent() == 0) {
            throw new IllegalStateException("nothing was forwarded");
        }
        meeting.close();
    }
}
