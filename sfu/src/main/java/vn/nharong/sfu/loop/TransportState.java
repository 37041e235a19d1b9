package vn.nharong.sfu.loop;

/** ICE and DTLS taken together. */
public enum TransportState {
    NEW,
    CONNECTING,
    /** A pair is nominated and DTLS is done. */
    CONNECTED,
    /** No valid check for some seconds; may come back to CONNECTED. */
    DISCONNECTED,
    /** Consent is gone (RFC 7675) or DTLS failed; only an ICE restart or a new transport helps. */
    FAILED,
    CLOSED
}
