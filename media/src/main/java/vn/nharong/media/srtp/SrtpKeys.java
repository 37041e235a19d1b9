package vn.nharong.media.srtp;

import java.util.Arrays;

/**
 * Master keys and salts of both directions (RFC 5764 §4.2). "Client" and "server" are the DTLS roles: the DTLS client
 * protects what it sends with the client's key. The arrays are not copied; treat them as given away.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record SrtpKeys(SrtpProfile profile, byte[] clientKey, byte[] clientSalt, byte[] serverKey, byte[] serverSalt) {

    /** @throws IllegalArgumentException when a length does not fit the profile */
    public SrtpKeys {
        if (clientKey.length != profile.keyLength()
                || serverKey.length != profile.keyLength()
                || clientSalt.length != profile.saltLength()
                || serverSalt.length != profile.saltLength()) {
            throw new IllegalArgumentException("key or salt of a wrong length for " + profile);
        }
    }

    /**
     * Cuts exported keying material: client key, server key, client salt, server salt.
     *
     * @param exported {@link SrtpProfile#exportedLength()} bytes
     */
    public static SrtpKeys fromExported(SrtpProfile profile, byte[] exported) {
        if (exported.length != profile.exportedLength()) {
            throw new IllegalArgumentException("exported keying material of " + exported.length + " bytes");
        }
        int key = profile.keyLength();
        int salt = profile.saltLength();
        return new SrtpKeys(
                profile,
                Arrays.copyOfRange(exported, 0, key),
                Arrays.copyOfRange(exported, 2 * key, 2 * key + salt),
                Arrays.copyOfRange(exported, key, 2 * key),
                Arrays.copyOfRange(exported, 2 * key + salt, 2 * (key + salt)));
    }

    byte[] key(boolean client) {
        return client ? clientKey : serverKey;
    }

    byte[] salt(boolean client) {
        return client ? clientSalt : serverSalt;
    }

    /** Keys never reach a log. */
    @Override
    public String toString() {
        return "SrtpKeys[" + profile + "]";
    }
}
