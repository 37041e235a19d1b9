package vn.nharong.media.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * {@code a=fingerprint} (RFC 8122 §5).
 *
 * @param algorithm lower case: {@code sha-256}, {@code sha-384} or {@code sha-512}; weaker hashes are refused
 * @param value upper-case hex pairs with colons
 */
public record CertificateFingerprint(String algorithm, String value) {
    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

    /** @throws IllegalArgumentException for an unknown or weak hash, or a value that is not of its length */
    public CertificateFingerprint {
        algorithm = algorithm.strip().toLowerCase(Locale.ROOT);
        value = value.strip().toUpperCase(Locale.ROOT);
        int bytes = switch (algorithm) {
            case "sha-256" -> 32;
            case "sha-384" -> 48;
            case "sha-512" -> 64;
            default -> throw new IllegalArgumentException("fingerprint hash not accepted: " + algorithm);
        };
        if (PAIRS.parseHex(value).length != bytes) {
            throw new IllegalArgumentException("fingerprint of a wrong length for " + algorithm);
        }
    }

    /** The fingerprint of a certificate in DER. */
    public static CertificateFingerprint of(String algorithm, byte[] der) {
        try {
            String name = algorithm.toUpperCase(Locale.ROOT);
            return new CertificateFingerprint(
                    algorithm, PAIRS.formatHex(MessageDigest.getInstance(name).digest(der)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException("fingerprint hash not accepted: " + algorithm, e);
        }
    }

    boolean matches(byte[] der) {
        return equals(of(algorithm, der));
    }

    /** As in SDP: {@code sha-256 AB:CD:…}. */
    @Override
    public String toString() {
        return algorithm + " " + value;
    }
}
