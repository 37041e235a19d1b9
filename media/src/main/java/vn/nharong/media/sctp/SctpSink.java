package vn.nharong.media.sctp;

/**
 * What a {@link SctpAssociation} says, on its owner's thread and during one of its calls. A sink may send messages and
 * reset streams of the same association; packets leave when the outer call ends.
 */
public interface SctpSink {
    /** A packet for DTLS, at most {@link SctpAssociation#MAX_PACKET} bytes; the array is the receiver's to keep. */
    void transmit(byte[] packet);

    /** Both sides have finished the four-way handshake. At most once. */
    void onEstablished();

    /**
     * A complete message, in order unless it was sent unordered.
     *
     * @param ppid payload protocol identifier
     * @param payload the receiver's to keep
     */
    void onMessage(int stream, int ppid, byte[] payload);

    /** The peer reset its outgoing stream (RFC 6525 §5.2.2): it sends no more on it. */
    void onStreamReset(int stream);

    /**
     * The last call.
     *
     * @param failed false when either side closed in order
     */
    void onClosed(String reason, boolean failed);
}
