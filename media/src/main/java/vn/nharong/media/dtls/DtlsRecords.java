package vn.nharong.media.dtls;

/**
 * A look at a datagram before Bouncy Castle sees it (RFC 6347 §4.1, §4.2.2). Its reassembler trusts the length a
 * handshake fragment names, up to 16 MiB for each of 16 messages; and it is cheaper to refuse noise here.
 */
final class DtlsRecords {
    /** A ClientHello with post-quantum key shares is some 3 kB, a chain of RSA certificates perhaps 8 kB. */
    static final int MAX_HANDSHAKE_MESSAGE = 16_384;

    private static final int RECORD_HEADER = 13;
    private static final int HANDSHAKE_HEADER = 12;
    private static final int CHANGE_CIPHER_SPEC = 20;
    private static final int HANDSHAKE = 22;
    private static final int APPLICATION_DATA = 23;

    private DtlsRecords() {}

    /** Whether a datagram consists of whole records of a kind we use, none naming a message that is too large. */
    static boolean plausible(byte[] datagram) {
        int at = 0;
        while (at < datagram.length) {
            if (datagram.length - at < RECORD_HEADER) {
                return false;
            }
            int type = datagram[at] & 0xff;
            int end = at + RECORD_HEADER + u16(datagram, at + 11);
            if (type < CHANGE_CIPHER_SPEC
                    || type > APPLICATION_DATA
                    || (datagram[at + 1] & 0xff) != 0xfe
                    || end > datagram.length) {
                return false;
            }
            boolean encrypted = u16(datagram, at + 3) != 0;
            if (type == HANDSHAKE && !encrypted && !plausibleFragments(datagram, at + RECORD_HEADER, end)) {
                return false;
            }
            at = end;
        }
        return datagram.length > 0;
    }

    private static boolean plausibleFragments(byte[] datagram, int from, int end) {
        int at = from;
        while (at < end) {
            if (end - at < HANDSHAKE_HEADER) {
                return false;
            }
            int length = u24(datagram, at + 1);
            int offset = u24(datagram, at + 6);
            int fragment = u24(datagram, at + 9);
            if (length > MAX_HANDSHAKE_MESSAGE
                    || offset + fragment > length
                    || fragment > end - at - HANDSHAKE_HEADER) {
                return false;
            }
            at += HANDSHAKE_HEADER + fragment;
        }
        return true;
    }

    private static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | (bytes[at + 1] & 0xff);
    }

    private static int u24(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 16 | u16(bytes, at + 1);
    }
}
