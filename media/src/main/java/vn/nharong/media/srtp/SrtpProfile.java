package vn.nharong.media.srtp;

import java.util.Optional;

/** SRTP protection profiles of DTLS-SRTP (RFC 5764 §4.1.2, RFC 7714 §14.2). All lengths in bytes. */
public enum SrtpProfile {
    AEAD_AES_128_GCM(7, 16, 12, 16, 0),
    AEAD_AES_256_GCM(8, 32, 12, 16, 0),
    AES_CM_128_HMAC_SHA1_80(1, 16, 14, 10, 20);

    private final int id;
    private final int keyLength;
    private final int saltLength;
    private final int tagLength;
    private final int authenticationKeyLength;

    SrtpProfile(int id, int keyLength, int saltLength, int tagLength, int authenticationKeyLength) {
        this.id = id;
        this.keyLength = keyLength;
        this.saltLength = saltLength;
        this.tagLength = tagLength;
        this.authenticationKeyLength = authenticationKeyLength;
    }

    /** Number in the {@code use_srtp} extension. */
    public int id() {
        return id;
    }

    /** Length of the master key and of the session encryption key. */
    public int keyLength() {
        return keyLength;
    }

    /** Length of the master salt and of the session salt. */
    public int saltLength() {
        return saltLength;
    }

    /** Length of the authentication tag, the same for SRTP and SRTCP. */
    public int tagLength() {
        return tagLength;
    }

    /** Length of the session authentication key; 0 for AEAD. */
    public int authenticationKeyLength() {
        return authenticationKeyLength;
    }

    public boolean aead() {
        return authenticationKeyLength == 0;
    }

    /** Bytes to take from the DTLS exporter {@code EXTRACTOR-dtls_srtp} (RFC 5764 §4.2): 56, 88 or 60. */
    public int exportedLength() {
        return 2 * (keyLength + saltLength);
    }

    /** The profile with this number, if it is one of ours. */
    public static Optional<SrtpProfile> byId(int id) {
        for (SrtpProfile profile : values()) {
            if (profile.id == id) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }
}
