package vn.nharong.media.srtp.openssl;

import java.util.Optional;
import vn.nharong.media.srtp.PacketCipher;
import vn.nharong.media.srtp.SessionKeys;
import vn.nharong.media.srtp.SrtpBackend;

/**
 * Ciphers of the host's libcrypto.so.3. Allocates nothing for a packet; fastest when packets lie in memory of
 * {@link NativeSlabs}, otherwise each is copied twice.
 */
public final class OpenSslBackend implements SrtpBackend {
    private final String version = LibCrypto.version();

    private OpenSslBackend() {}

    /** Absent when the library, one of its functions or the permission for native access is. */
    public static Optional<SrtpBackend> load() {
        try {
            return Optional.of(new OpenSslBackend());
        } catch (LinkageError | RuntimeException e) {
            // ExceptionInInitializerError at the first try, NoClassDefFoundError later.
            return Optional.empty();
        }
    }

    @Override
    public String name() {
        return "openssl";
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public PacketCipher cipher(SessionKeys keys, boolean sealing) {
        return keys.profile().aead() ? new GcmCipher(keys, sealing) : new CounterModeCipher(keys, sealing);
    }
}
