package vn.nharong.media.transport;

/**
 * RTP header extension ids of one BUNDLE group (RFC 8285, RFC 8843 §9.2); 0 where not negotiated. Sources: MID and RID
 * RFC 8852/9143, level RFC 6464, transport-cc draft-holmer-rmcat-transport-wide-cc-extensions-01.
 */
public record ExtensionIds(
        int mid,
        int rid,
        int repairedRid,
        int audioLevel,
        int transportCc,
        int absSendTime,
        int absCaptureTime,
        int playoutDelay,
        int videoOrientation,
        int dependencyDescriptor) {
    public static final ExtensionIds NONE = new ExtensionIds(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
}
