package vn.nharong.media.rtcp;

/** Packet types and feedback formats (RFC 3550 §12.1, RFC 4585 §6, RFC 5104 §4, RFC 3611). */
public final class RtcpTypes {
    public static final int SR = 200;
    public static final int RR = 201;
    public static final int SDES = 202;
    public static final int BYE = 203;
    public static final int APP = 204;
    public static final int RTPFB = 205;
    public static final int PSFB = 206;
    public static final int XR = 207;

    /** Formats of {@link #RTPFB}. */
    public static final int NACK = 1;

    public static final int TWCC = 15;

    /** Formats of {@link #PSFB}. */
    public static final int PLI = 1;

    public static final int FIR = 4;
    public static final int AFB = 15;

    /** Name of the one {@link #AFB} we know (draft-alvestrand-rmcat-remb-03). */
    public static final int REMB = 0x52454d42;

    private RtcpTypes() {}
}
