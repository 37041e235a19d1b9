package vn.nharong.media.dtls;

import vn.nharong.media.srtp.SrtpKeys;

/**
 * What a {@link DtlsEndpoint} says. <b>Every method is called on the endpoint's own thread</b>, one of the executor it
 * was given, never on the caller's: an owner on a media loop only enqueues here. An exception thrown by a method ends
 * the endpoint.
 */
public interface DtlsSink {
    /** A datagram for the peer, at most {@link DtlsEndpoint#MAX_DATAGRAM} bytes; the array is the receiver's to keep. */
    void transmit(byte[] datagram);

    /** The handshake is done and the peer's certificate has the expected fingerprint. Called at most once, before any data. */
    void onKeys(SrtpKeys keys);

    /** One record of application data; the array is the receiver's to keep. */
    void onApplicationData(byte[] data);

    /**
     * The last call.
     *
     * @param reason for a log, in English
     * @param failed false when either end closed in order
     */
    void onClosed(String reason, boolean failed);
}
