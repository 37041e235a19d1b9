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
 * comprehension-optional attributes are skipped. One object reads one message after the other, for clients check their
 * lines all the time: what it says holds until the next {@link #read}. Belongs to one thread.
 */
public final class StunMessage {
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

    private final CRC32 crc = new CRC32();
    private byte[] bytes = new byte[128];
    private int usernameAt;
    private int usernameLength = -1;
    private long priority;
    private boolean useCandidate;
    private boolean controlling;
    private boolean controlled;
    private int mappedAt;
    private int mappedLength;
    private int errorCode;
    /** Index of MESSAGE-INTEGRITY's header, or -1. */
    private int integrityAt = -1;

    /** First byte and cookie say STUN; enough to route, not to trust. */
    public static boolean looksLikeStun(PacketBuffer packet) {
        return packet.length() >= HEADER_LENGTH && packet.u8(0) < 4 && packet.i32(4) == MAGIC_COOKIE;
    }

    /** @return null when it is not a well-formed STUN message, or its FINGERPRINT is wrong */
    public static @Nullable StunMessage parse(byte[] bytes) {
        StunMessage message = new StunMessage();
        return message.read(bytes) ? message : null;
    }

    /** Reads a copy of the packet. @return whether it is a well-formed STUN message with a right FINGERPRINT or none */
    public boolean read(PacketBuffer packet) {
        if (!looksLikeStun(packet)) {
            return false;
        }
        int size = packet.length();
        if (size > bytes.length) {
            bytes = new byte[size];
        }
        packet.get(0, bytes, 0, size);
        return read(size);
    }

    private boolean read(byte[] message) {
        bytes = message;
        return message.length >= HEADER_LENGTH
                && (message[0] & 0xff) < 4
                && i32(message, 4) == MAGIC_COOKIE
                && read(message.length);
    }

    private boolean read(int size) {
        int end = HEADER_LENGTH + u16(bytes, 2);
        if (end != size || (end & 3) != 0) {
            return false;
        }
        usernameAt = 0;
        usernameLength = -1;
        priority = 0;
        useCandidate = false;
        controlling = false;
        controlled = false;
        mappedAt = 0;
        mappedLength = 0;
        errorCode = 0;
        integrityAt = -1;
        int at = HEADER_LENGTH;
        while (at + 4 <= end) {
            int attribute = u16(bytes, at);
            int length = u16(bytes, at + 2);
            int value = at + 4;
            if (value + length > end) {
                return false;
            }
            if (attribute == FINGERPRINT) {
                // it is the last one (RFC 8489 §14.7)
                return length == 4 && i32(bytes, value) == fingerprint(crc, bytes, at);
            }
            // what follows MESSAGE-INTEGRITY is not covered by it (§14.5)
            if (integrityAt < 0 && !attribute(attribute, value, length)) {
                return false;
            }
            at = value + ((length + 3) & ~3);
        }
        return true;
    }

    private boolean attribute(int attribute, int value, int length) {
        switch (attribute) {
            case USERNAME -> {
                if (length > MAX_USERNAME) {
                    return false;
                }
                usernameAt = value;
                usernameLength = length;
            }
            case PRIORITY -> priority = length == 4 ? i32(bytes, value) & 0xffff_ffffL : 0;
            case USE_CANDIDATE -> useCandidate = true;
            case ICE_CONTROLLING -> controlling = true;
            case ICE_CONTROLLED -> controlled = true;
            case XOR_MAPPED_ADDRESS -> {
                mappedAt = value;
                mappedLength = length;
            }
            case ERROR_CODE ->
                errorCode = length >= 4 ? (bytes[value + 2] & 7) * 100 + (bytes[value + 3] & 0xff) % 100 : 0;
            case MESSAGE_INTEGRITY -> {
                if (length != INTEGRITY_LENGTH) {
                    return false;
                }
                integrityAt = value - 4;
            }
            default -> {
                // skipped
            }
        }
        return true;
    }

    public int type() {
        return u16(bytes, 0);
    }

    public byte[] transactionId() {
        return Arrays.copyOfRange(bytes, 8, HEADER_LENGTH);
    }

    void transactionId(byte[] to, int at) {
        System.arraycopy(bytes, 8, to, at, HEADER_LENGTH - 8);
    }

    /** As text, or null. */
    public @Nullable String username() {
        return usernameLength < 0 ? null : new String(bytes, usernameAt, usernameLength, StandardCharsets.UTF_8);
    }

    /**
     * Whether USERNAME is {@code ours:theirs} (RFC 8445 §7.2.2).
     *
     * @param theirs null when any will do
     */
    public boolean isFor(byte[] ours, byte @Nullable [] theirs) {
        int colon = ours.length;
        if (usernameLength <= colon
                || bytes[usernameAt + colon] != ':'
                || !Arrays.equals(bytes, usernameAt, usernameAt + colon, ours, 0, colon)) {
            return false;
        }
        return theirs == null
                || Arrays.equals(bytes, usernameAt + colon + 1, usernameAt + usernameLength, theirs, 0, theirs.length);
    }

    /** Of the candidate (RFC 8445 §7.1.1), or 0. */
    public long priority() {
        return priority;
    }

    public boolean useCandidate() {
        return useCandidate;
    }

    public boolean controlling() {
        return controlling;
    }

    public boolean controlled() {
        return controlled;
    }

    /** From XOR-MAPPED-ADDRESS, or null. */
    public @Nullable InetSocketAddress mapped() {
        return xorAddress(bytes, mappedAt, mappedLength);
    }

    /** 300…699, or 0. */
    public int errorCode() {
        return errorCode;
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

    static int fingerprint(CRC32 crc, byte[] bytes, int length) {
        crc.reset();
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
