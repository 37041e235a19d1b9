package vn.nharong.media.srtp;

/** A source of {@link PacketCipher}s. Immutable; any thread. */
public interface SrtpBackend {
    /** For example {@code openssl}. */
    String name();

    /** For example {@code OpenSSL 3.0.19 27 Jan 2026}. */
    String version();

    /**
     * A cipher for one direction.
     *
     * @param sealing true for {@link PacketCipher#seal}, false for {@link PacketCipher#open}; the other always fails
     * @throws IllegalStateException when the library refuses the key, which means it is broken
     */
    PacketCipher cipher(SessionKeys keys, boolean sealing);
}
