package vn.nharong.sim.peer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.ice.IceAgent;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.stun.StunMessage;
import vn.nharong.media.stun.StunWriter;
import vn.nharong.media.transport.Path;

/**
 * The client's half of ICE against a lite server with one candidate: checks, nominates at once, keeps consent fresh
 * (RFC 8445 §7.2, RFC 7675). Sans-IO; belongs to its transport's thread.
 */
public final class ControllingAgent implements IceAgent {
    private static final long RETRY_NANOS = 100_000_000;
    private static final long CONSENT_NANOS = 5_000_000_000L;

    private final IceCredentials local;
    private final RandomGenerator random;
    private final long tieBreaker;
    private final Path path;
    private @Nullable Sink sink;
    private @Nullable IceCredentials remote;
    private final byte[] transactionId = new byte[12];
    private boolean answered = true;
    private State state = State.WAITING;
    private long nextNanos = Long.MAX_VALUE;
    private long lastAnswerNanos;

    /** @param path to the server */
    public ControllingAgent(IceCredentials local, Path path, RandomGenerator random) {
        this.local = local;
        this.path = path;
        this.random = random;
        this.tieBreaker = random.nextLong();
    }

    public IceCredentials local() {
        return local;
    }

    /** Begins to check. */
    public void remote(IceCredentials remote, long nowNanos) {
        this.remote = remote;
        this.answered = true;
        this.lastAnswerNanos = nowNanos;
        this.nextNanos = nowNanos;
    }

    @Override
    public void sink(Sink sink) {
        this.sink = sink;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public @Nullable Path nominated() {
        return state == State.CONNECTED ? path : null;
    }

    @Override
    public boolean handle(StunMessage message, Path from, long nowNanos) {
        IceCredentials peer = remote;
        if (peer == null) {
            return false;
        }
        if (message.type() == StunMessage.BINDING_SUCCESS) {
            if (!Arrays.equals(message.transactionId(), transactionId) || !message.authentic(bytes(peer.password()))) {
                return false;
            }
            answered = true;
            lastAnswerNanos = nowNanos;
            // consent checks are spread (RFC 7675 §5.1: 0.8 to 1.2 of the interval)
            nextNanos = nowNanos + CONSENT_NANOS * (80 + random.nextInt(41)) / 100;
            if (state != State.CONNECTED) {
                state = State.CONNECTED;
                out().onNominated(path);
                out().onState(state);
            }
            return true;
        }
        if (message.type() == StunMessage.BINDING_REQUEST && message.authentic(bytes(local.password()))) {
            transmit(
                    new StunWriter()
                            .answer(StunMessage.BINDING_SUCCESS, message)
                            .xorMappedAddress(from.remote())
                            .sign(bytes(local.password())),
                    from);
            return true;
        }
        return false;
    }

    @Override
    public void handleTimeout(long nowNanos) {
        IceCredentials peer = remote;
        if (peer == null || nowNanos < nextNanos) {
            return;
        }
        if (nowNanos - lastAnswerNanos > 30_000_000_000L) {
            nextNanos = Long.MAX_VALUE;
            state = State.FAILED;
            out().onState(state);
            return;
        }
        // What is only repeated keeps its id (RFC 8489 §6.2.1): the answer to the first may come after the second has
        // left.
        if (answered) {
            random.nextBytes(transactionId);
            answered = false;
        }
        nextNanos = nowNanos + RETRY_NANOS;
        transmit(
                new StunWriter(StunMessage.BINDING_REQUEST, transactionId)
                        .username(peer.ufrag() + ":" + local.ufrag())
                        .priority((110L << 24) + (65535 << 8) + 255)
                        .controlling(tieBreaker)
                        .useCandidate()
                        .sign(bytes(peer.password())),
                path);
    }

    @Override
    public long nextTimeoutNanos() {
        return nextNanos;
    }

    private void transmit(byte[] message, Path to) {
        out().transmit(message, message.length, to);
    }

    private Sink out() {
        return Objects.requireNonNull(sink, "sink not set");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
