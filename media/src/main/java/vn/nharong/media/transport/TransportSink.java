package vn.nharong.media.transport;

import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.srtp.SrtpProfile;

/**
 * The one way out of a {@link WebRtcTransport}. Called on its thread. <b>A sink must not call back into the same
 * transport</b>; after each input the owner reads {@link WebRtcTransport#nextTimeoutNanos()} again.
 */
public interface TransportSink {
    /** Takes over a finished datagram. */
    void transmit(PacketBuffer datagram, Path path);

    /** ICE and DTLS taken together changed. */
    void onState(State state, String reason);

    void onSecured(SrtpProfile profile);

    /** The subscriber cannot decode and asks for a key frame. */
    void onPictureLoss(RtpSender sender, long nowNanos);

    /** What the line to the peer is believed to carry, bit/s, whenever it changes noticeably. */
    default void onEstimate(long targetBps, long nowNanos) {}

    /** {@link WebRtcTransport#nextTimeoutNanos()} may have come nearer outside of an input, to this time. */
    default void onTimer(long atNanos) {}

    default void onDataChannel(String label) {}

    /** A reliable message of ours could not be taken: the peer reads too slowly. */
    default void onDataRefused(String label) {}

    default void onData(String label, byte[] message, boolean binary) {}

    /** ICE and DTLS taken together. */
    enum State {
        NEW,
        CONNECTING,
        CONNECTED,
        DISCONNECTED,
        FAILED,
        CLOSED
    }
}
