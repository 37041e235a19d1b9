package vn.nharong.bench.micro;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import vn.nharong.media.ice.IceAgent;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.ice.IceLiteAgent;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.stun.StunMessage;
import vn.nharong.media.stun.StunWriter;
import vn.nharong.media.transport.Path;

/** One connectivity check (RFC 8445 §7.3): read, its integrity verified, answered (RFC 8489). */
@State(Scope.Thread)
public class StunBenchmark implements IceAgent.Sink {
    private final IceCredentials ours = new IceCredentials("ourufrag", "a-password-of-24-letters");
    private final IceLiteAgent agent = new IceLiteAgent(ours, 0);
    private final PacketBuffer check = PacketPool.direct(1).lease();
    private final StunMessage message = new StunMessage();
    private final Path path = new Path() {
        private final InetSocketAddress remote = new InetSocketAddress(InetAddress.getLoopbackAddress(), 50_000);

        @Override
        public InetSocketAddress remote() {
            return remote;
        }

        @Override
        public String protocol() {
            return "udp";
        }
    };
    private long nowNanos;
    private int answered;

    @Setup
    public void prepare() {
        agent.sink(this);
        agent.remoteUfrag("theirs");
        byte[] request = new StunWriter(StunMessage.BINDING_REQUEST, new byte[12])
                .username("ourufrag:theirs")
                .priority(1)
                .controlling(7)
                .useCandidate()
                .sign(ours.password().getBytes(StandardCharsets.US_ASCII));
        check.length(request.length);
        check.put(0, request, 0, request.length);
    }

    @Benchmark
    public int verifyAndAnswer() {
        nowNanos += 1_000_000;
        if (!message.read(check) || !agent.handle(message, path, nowNanos)) {
            throw new IllegalStateException("a check of ours is refused");
        }
        return answered;
    }

    @Override
    public void transmit(byte[] answer, int length, Path to) {
        answered += length;
    }

    @Override
    public void onNominated(Path nominated) {}

    @Override
    public void onState(IceAgent.State state) {}
}
