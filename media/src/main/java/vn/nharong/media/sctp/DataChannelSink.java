package vn.nharong.media.sctp;

/** What {@link DataChannels} say, on their owner's thread and during one of their calls; may send and close in turn. */
public interface DataChannelSink {
    /** A packet for DTLS; the array is the receiver's to keep. */
    void transmit(byte[] packet);

    /** The association is up; channels opened before are on their way. */
    void onEstablished();

    /** The peer opened a channel. */
    void onOpen(DataChannel channel);

    /** The peer acknowledged a channel that we opened. Messages may be sent before. */
    void onAcknowledged(DataChannel channel);

    /** A whole message; {@code payload} may be empty and is the receiver's to keep. */
    void onMessage(DataChannel channel, byte[] payload, boolean binary);

    /** A channel is gone: the peer or we closed it, and the other side has followed. */
    void onChannelClosed(DataChannel channel);

    /** The association has ended, and every channel with it. The last call. */
    void onClosed(String reason, boolean failed);
}
