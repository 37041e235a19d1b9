package vn.nharong.media.stun;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;

/**
 * One STUN message read from the wire (RFC 8489), with the attributes of ICE (RFC 8445 §7.1). Unknown
 * comprehension-optional attributes are skipped.
 *
 * @param username as text, or null
 * @param priority of the candidate (RFC 8445 §7.1.1), or 0
 * @param mapped from XOR-MAPPED-ADDRESS, or null
 * @param errorCode 300…699, or 0
 * @param integrityAt index of MESSAGE-INTEGRITY's header in {@code bytes}, or -1
 */
public record StunMessage(
        int type,
        byte[] transactionId,
        @Nullable String username,
        long priority,
        boolean useCandidate,
        boolean controlling,
        boolean controlled,
        @Nullable InetSocketAddress mapped,
        int errorCode,
        int integrityAt,
        byte[] bytes) {

    public static final int BINDING_REQUEST = 0x0001;
    public static final int BINDING_INDICATION = 0x0011;
    public static final int BINDING_SUCCESS = 0x0101;
    public static final int BINDING_ERROR = 0x0111;

    static final int MAGIC_COOKIE = 0x2112A442;
    static final int HEADER_LENGTH = 20;
    static final int USERNAME = 0x0006;
    static final int MESSAGE_INTEGRITY = 0x0008;
    static final int ERROR_CODE = 0x0009;
    static final int XOR_MAPPED_ADDRESS = 0x0020;
    static final int PRIORITY = 0x0024;
    static final int USE_CANDIDATE = 0x0025;
    static final int FINGERPRINT = 0x8028;
    static final int ICE_CONTROLLED = 0x8029;
    static final int ICE_CONTROLLING = 0x802A;
    static final int FINGERPRINT_XOR = 0x5354554e;
    private static final int INTEGRITY_LENGTH = ShortTermPassword.LENGTH;
    /** RFC 8489 §14.3: a USERNAME has fewer than 509 bytes. */
    private static final int MAX_USERNAME = 508;

    /** First byte and cookie say STUN; enough to route, not to trust. */
    public static boolean looksLikeStun(PacketBuffer packet) {
        return packet.length() >= HEADER_LENGTH && packet.u8(0) < 4 && packet.i32(4) == MAGIC_COOKIE;
    }

    /** @return null when it is not a well-formed STUN message, or its FINGERPRINT is wrong */
    public static @Nullable StunMessage parse(PacketBuffer packet) {
        return looksLikeStun(packet) ? parse(packet.toArray()) : null;
    }

    /** @see #parse(PacketBuffer) */
    public static @Nullable StunMessage parse(byte[] bytes) {
        if (bytes.length < HEADER_LENGTH || (bytes[0] & 0xff) >= 4 || i32(bytes, 4) != MAGIC_COOKIE) {
            return null;
        }
        int end = HEADER_LENGTH + u16(bytes, 2);
        if (end != bytes.length || (end & 3) != 0) {
            return null;
        }
        String username = null;
        long priority = 0;
        boolean useCandidate = false;
        boolean controlling = false;
        boolean controlled = false;
        InetSocketAddress mapped = null;
        int errorCode = 0;
        int integrityAt = -1;
        int at = HEADER_LENGTH;
        while (at + 4 <= end) {
            int attribute = u16(bytes, at);
            int length = u16(bytes, at + 2);
            int value = at + 4;
            if (value + length > end) {
                return null;
            }
            if (attribute == FINGERPRINT) {
                if (length != 4 || i32(bytes, value) != fingerprint(bytes, at)) {
                    return null;
                }
                break; // it is the last one (RFC 8489 §14.7)
            }
            if (integrityAt < 0) { // what follows MESSAGE-INTEGRITY is not covered by it (§14.5)
                switch (attribute) {
                    case USERNAME -> {
                        if (length > MAX_USERNAME) {
                            return null;
                        }
                        username = new String(bytes, value, length, StandardCharsets.UTF_8);
                    }
                    case PRIORITY -> priority = length == 4 ? i32(bytes, value) & 0xffff_ffffL : 0;
                    case USE_CANDIDATE -> useCandidate = true;
                    case ICE_CONTROLLING -> controlling = true;
                    case ICE_CONTROLLED -> controlled = true;
                    case XOR_MAPPED_ADDRESS -> mapped = xorAddress(bytes, value, length);
                    case ERROR_CODE ->
                        errorCode = length >= 4 ? (bytes[value + 2] & 7) * 100 + (bytes[value + 3] & 0xff) % 100 : 0;
                    case MESSAGE_INTEGRITY -> {
                        if (length != INTEGRITY_LENGTH) {
                            return null;
                        }
                        integrityAt = at;
                    }
                    default -> {
                        // skipped
                    }
                }
            }
            at = value + ((length + 3) & ~3);
        }
        return new StunMessage(
                u16(bytes, 0),
                Arrays.copyOfRange(bytes, 8, 20),
                username,
                priority,
                useCandidate,
                controlling,
                controlled,
                mapped,
                errorCode,
                integrityAt,
                bytes);
    }

    /** Checks MESSAGE-INTEGRITY with a short-term password (RFC 8489 §14.5). */
    public boolean authentic(ShortTermPassword password) {
        if (integrityAt < 0) {
            return false;
        }
        byte[] expected = password.integrity(bytes, integrityAt);
        int differing = 0;
        for (int i = 0; i < INTEGRITY_LENGTH; i++) { // all of them, whatever the first ones are
            differing |= expected[i] ^ bytes[integrityAt + 4 + i];
        }
        return differing == 0;
    }

    /** The same for a password that is used once. */
    public boolean authentic(byte[] password) {
        return authentic(new ShortTermPassword(password));
    }

    static int fingerprint(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue() ^ FINGERPRINT_XOR;
    }

    private static @Nullable InetSocketAddress xorAddress(byte[] bytes, int at, int length) {
        if (length != 8 && length != 20) {
            return null;
        }
        int port = u16(bytes, at + 2) ^ (MAGIC_COOKIE >>> 16);
        byte[] address = Arrays.copyOfRange(bytes, at + 4, at + length);
        for (int i = 0; i < address.length; i++) {
            address[i] ^= bytes[4 + i]; // cookie, then transaction id (RFC 8489 §14.2)
        }
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), port);
        } catch (java.net.UnknownHostException e) {
            return null;
        }
    }

    static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xff) << 8 | bytes[at + 1] & 0xff;
    }

    static int i32(byte[] bytes, int at) {
        return u16(bytes, at) << 16 | u16(bytes, at + 2);
    }
}
