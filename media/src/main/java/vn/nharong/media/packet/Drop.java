package vn.nharong.media.packet;

/**
 * Why a packet went no further. On the packet path nothing is thrown: a stage answers with one of these, and the
 * transport counts it under this name.
 */
public enum Drop {
    /** Not dropped. */
    NONE,
    /** Shorter than its header, or a length field points past its end. */
    MALFORMED,
    /** Came before the keys were there. */
    NOT_SECURED,
    /** Its index was seen before (RFC 3711 §3.3.2). */
    REPLAYED,
    /** Its index lies before the replay window. */
    TOO_OLD,
    /** The authentication tag does not match. */
    BAD_AUTH_TAG,
    /** No publication is known for this SSRC, MID or RID. */
    UNKNOWN_SSRC,
    /** A payload type that was not negotiated. */
    UNKNOWN_PAYLOAD_TYPE,
    /** No transport for this 5-tuple or ufrag. */
    UNKNOWN_SOURCE,
    /** A bounded table or queue is full. */
    LIMIT,
    /** Came while the socket's buffer was full: nobody here has seen it. */
    SOCKET_FULL,
    /** Larger than a datagram we handle. */
    TOO_LARGE
}
