package vn.nharong.media.ice;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.media.srtp.openssl.HmacSha1;
import vn.nharong.media.stun.ShortTermPassword;
import vn.nharong.media.stun.StunMessage;
import vn.nharong.media.stun.StunWriter;
import vn.nharong.media.transport.Path;

/**
 * The lite half of ICE (RFC 8445 §7.3, §8.2): answers authenticated binding requests and takes the pair that the
 * controlling client nominates. Belongs to its transport's thread. <b>The sink must not call back into the agent.</b>
 */
public final class IceLiteAgent implements IceAgent {
    /** Without a valid check for this long the pair is called disconnected; Chromium checks every 2.5 s. */
    public static final long DISCONNECTED_AFTER_NANOS = 8_000_000_000L;
    /** Consent expires after 30 s (RFC 7675 §5.1). */
    public static final long FAILED_AFTER_NANOS = 30_000_000_000L;

    private @Nullable Sink sink;
    private IceCredentials local;
    private ShortTermPassword localPassword;
    private @Nullable ShortTermPassword previousPassword;
    private byte @Nullable [] remoteUfrag;
    private byte[] localUfrag;
    private byte @Nullable [] previousUfrag;
    private final StunWriter answer = new StunWriter();
    private @Nullable Path answered;
    private byte[] answeredIp = new byte[0];
    private @Nullable Path nominated;
    private State state = State.WAITING;
    private long lastValidNanos;

    public IceLiteAgent(IceCredentials local, long nowNanos) {
        this.local = local;
        this.localUfrag = ascii(local.ufrag());
        this.localPassword = passwordOf(local);
        this.lastValidNanos = nowNanos;
    }

    private static ShortTermPassword passwordOf(IceCredentials credentials) {
        byte[] password = ascii(credentials.password());
        HmacSha1 library = SrtpBackends.hmacSha1(password);
        return new ShortTermPassword(password, library == null ? null : library::sign);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void sink(Sink sink) {
        this.sink = sink;
    }

    private Sink sink() {
        return Objects.requireNonNull(sink, "sink not set");
    }

    public IceCredentials local() {
        return local;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public @Nullable Path nominated() {
        return nominated;
    }

    public void remoteUfrag(String ufrag) {
        remoteUfrag = ascii(ufrag);
    }

    /** Begins a new generation (RFC 8445 §9); checks with the old credentials are still answered until a new pair is nominated. */
    public void restart(IceCredentials fresh) {
        previousUfrag = localUfrag;
        previousPassword = localPassword;
        local = fresh;
        localUfrag = ascii(fresh.ufrag());
        localPassword = passwordOf(fresh);
        remoteUfrag = null;
    }

    @Override
    public boolean handle(StunMessage message, Path path, long nowNanos) {
        if (message.type() != StunMessage.BINDING_REQUEST) {
            return false;
        }
        ShortTermPassword password;
        // The peer's ufrag is checked once its description is known (checks may overtake the answer).
        boolean current = message.isFor(localUfrag, remoteUfrag);
        if (current) {
            password = localPassword;
        } else if (previousUfrag != null && previousPassword != null && message.isFor(previousUfrag, null)) {
            password = previousPassword;
        } else {
            return false;
        }
        if (!message.authentic(password)) {
            return false;
        }
        if (message.controlled()) {
            // A lite agent is always controlled (§6.1.1); the full peer must switch.
            answer.answer(StunMessage.BINDING_ERROR, message)
                    .error(487, "Role Conflict")
                    .finish(password);
            sink().transmit(answer.bytes(), answer.length(), path);
            return true;
        }
        lastValidNanos = nowNanos;
        if (path != answered) {
            answered = path;
            answeredIp = path.remote().getAddress().getAddress();
        }
        answer.answer(StunMessage.BINDING_SUCCESS, message)
                .xorMappedAddress(answeredIp, path.remote().getPort())
                .finish(password);
        sink().transmit(answer.bytes(), answer.length(), path);
        if (message.useCandidate() || path == nominated) {
            if (current && previousUfrag != null) {
                previousUfrag = null;
                previousPassword = null;
            }
            if (nominated != path) {
                nominated = path;
                sink().onNominated(path);
            }
            become(State.CONNECTED);
        }
        return true;
    }

    /** Authenticated media on the nominated pair shows that the peer is there, but is no consent by itself. */
    @Override
    public void handleTimeout(long nowNanos) {
        long silent = nowNanos - lastValidNanos;
        if (silent >= FAILED_AFTER_NANOS) {
            become(State.FAILED);
        } else if (state == State.CONNECTED && silent >= DISCONNECTED_AFTER_NANOS) {
            become(State.DISCONNECTED);
        }
    }

    @Override
    public long nextTimeoutNanos() {
        return switch (state) {
            case CONNECTED -> lastValidNanos + DISCONNECTED_AFTER_NANOS;
            case WAITING, DISCONNECTED -> lastValidNanos + FAILED_AFTER_NANOS;
            case FAILED -> Long.MAX_VALUE;
        };
    }

    private void become(State next) {
        if (state != next) {
            state = next;
            sink().onState(next);
        }
    }
}
