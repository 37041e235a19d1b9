package vn.nharong.media.sctp;

/** Chunk types and parameter types we speak (RFC 9260 §3.2, RFC 3758 §3, RFC 6525 §3 and §4). */
final class ChunkType {
    static final int DATA = 0;
    static final int INIT = 1;
    static final int INIT_ACK = 2;
    static final int SACK = 3;
    static final int HEARTBEAT = 4;
    static final int HEARTBEAT_ACK = 5;
    static final int ABORT = 6;
    static final int SHUTDOWN = 7;
    static final int SHUTDOWN_ACK = 8;
    static final int ERROR = 9;
    static final int COOKIE_ECHO = 10;
    static final int COOKIE_ACK = 11;
    static final int SHUTDOWN_COMPLETE = 14;
    static final int RE_CONFIG = 130;
    static final int FORWARD_TSN = 192;

    static final int PARAMETER_HEARTBEAT_INFO = 1;
    static final int PARAMETER_STATE_COOKIE = 7;
    static final int PARAMETER_OUTGOING_RESET = 13;
    static final int PARAMETER_RECONFIG_RESPONSE = 16;
    static final int PARAMETER_SUPPORTED_EXTENSIONS = 0x8008;
    static final int PARAMETER_FORWARD_TSN_SUPPORTED = 0xc000;

    /** Flags of DATA. */
    static final int END = 1;

    static final int BEGIN = 2;
    static final int UNORDERED = 4;
    /** RFC 7053: the sender wants a SACK at once. */
    static final int IMMEDIATE = 8;

    /** Flag of ABORT and SHUTDOWN_COMPLETE: the verification tag is the sender's own. */
    static final int TAG_REFLECTED = 1;

    private ChunkType() {}
}
