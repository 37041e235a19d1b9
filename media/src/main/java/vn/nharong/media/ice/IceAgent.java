package vn.nharong.media.ice;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.stun.StunMessage;
import vn.nharong.media.transport.Path;

/** The transport's view of ICE; ours is {@link IceLiteAgent}, a test client brings a controlling one. */
public interface IceAgent {
    /** Where the agent's output goes. <b>It must not call back into the agent.</b> */
    interface Sink {
        /** @param message its first {@code length} bytes, to be copied: the agent writes its next message there */
        void transmit(byte[] message, int length, Path path);

        void onNominated(Path path);

        void onState(State state);
    }

    /** Of the nominated pair. */
    enum State {
        WAITING,
        CONNECTED,
        DISCONNECTED,
        FAILED
    }

    /** Set once, before any input. */
    void sink(Sink sink);

    State state();

    @Nullable
    Path nominated();

    /** @return false when the message was not an authentic one for us */
    boolean handle(StunMessage message, Path path, long nowNanos);

    void handleTimeout(long nowNanos);

    long nextTimeoutNanos();
}
