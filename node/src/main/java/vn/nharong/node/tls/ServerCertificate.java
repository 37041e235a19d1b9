package vn.nharong.node.tls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that HTTPS shows now: ours, which follows the machine's names and is renewed before it ends, or a
 * given one. One thread at a time.
 */
public final class ServerCertificate {
    /** Where a given one stands, and what was there. */
    private record Given(Path certificate, Path key, FileTime certificateAt, FileTime keyAt) {
        static Given at(Path certificate, Path key) throws IOException {
            return new Given(certificate, key, Files.getLastModifiedTime(certificate), Files.getLastModifiedTime(key));
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ServerCertificate.class);
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    static final char[] PASSWORD = "in memory only".toCharArray();

    private final @Nullable Authority authority;
    private final Supplier<MachineNames> names;
    private final Clock clock;
    private List<String> toldBeyond = List.of();
    private Authority.@Nullable Leaf leaf;
    private @Nullable Given given;
    private KeyStore keys;
    private volatile @Nullable X509Certificate shown;

    private ServerCertificate(
            @Nullable Authority authority, Supplier<MachineNames> names, Clock clock, @Nullable KeyStore given)
            throws IOException {
        this.authority = authority;
        this.names = names;
        this.clock = clock;
        this.keys = given != null ? given : empty();
        if (authority != null) {
            refresh();
        }
    }

    /** One that the authority issues and re-issues. @param names asked again at each {@link #refresh()} */
    public static ServerCertificate issued(Authority authority, Supplier<MachineNames> names, Clock clock)
            throws IOException {
        return new ServerCertificate(authority, names, clock, null);
    }

    /** One from files: certificate with its chain, and its key without a password. */
    public static ServerCertificate given(Path certificate, Path key) throws IOException {
        List<X509Certificate> chain = Pem.certificates(certificate);
        KeyStore store = store(chain, Pem.privateKey(key));
        ServerCertificate server =
                new ServerCertificate(null, () -> new MachineNames("", List.of(), List.of()), Clock.systemUTC(), store);
        server.given = Given.at(certificate, key);
        server.shown = chain.getFirst();
        return server;
    }

    /**
     * Looks whether the machine's names changed or the certificate nears its end.
     *
     * @return true when there is a new certificate
     */
    public boolean refresh() throws IOException {
        Authority issuer = authority;
        if (issuer == null) {
            return reread();
        }
        MachineNames all = names.get();
        MachineNames local = all.local(issuer.host());
        tellBeyond(all.beyond(issuer.host()));
        Instant now = clock.instant();
        Authority.Leaf old = leaf;
        if (old != null
                && old.names().equals(local)
                && now.isBefore(old.expires().minus(RENEW_BEFORE))) {
            return false;
        }
        Authority.Leaf fresh = issuer.issue(local, now);
        keys = store(fresh.chain(), fresh.key());
        leaf = fresh;
        shown = fresh.chain().getFirst();
        LOG.info("HTTPS certificate for {} {} until {}", local.names(), local.addresses(), fresh.expires());
        return true;
    }

    /** Whoever puts a new one in the place of the old has it shown at once: nobody has to be there, nothing is begun anew. */
    private boolean reread() throws IOException {
        Given before = given;
        if (before == null) {
            return false;
        }
        Given now = Given.at(before.certificate, before.key);
        if (now.equals(before)) {
            return false;
        }
        List<X509Certificate> chain = Pem.certificates(before.certificate);
        keys = store(chain, Pem.privateKey(before.key));
        shown = chain.getFirst();
        given = now;
        LOG.info(
                "HTTPS certificate read again, until {}",
                chain.getFirst().getNotAfter().toInstant());
        return true;
    }

    /** The certificate itself, without its chain. Any thread. */
    public @Nullable X509Certificate shown() {
        return shown;
    }

    private void tellBeyond(List<String> beyond) {
        if (!beyond.isEmpty() && !beyond.equals(toldBeyond)) {
            LOG.warn("not local, so HTTPS needs a given certificate (tls-cert, tls-key) for: {}", beyond);
        }
        toldBeyond = beyond;
    }

    /** Key and chain, protected by {@link #password()}; lives in memory. */
    public KeyStore keys() {
        return keys;
    }

    public static String password() {
        return new String(PASSWORD);
    }

    private static KeyStore empty() throws IOException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException(e);
        }
    }

    private static KeyStore store(List<X509Certificate> chain, PrivateKey key) throws IOException {
        KeyStore store = empty();
        try {
            if (!together(chain.getFirst().getPublicKey(), key)) {
                throw new IOException("certificate and key do not go together");
            }
            store.setKeyEntry("server", key, PASSWORD, chain.toArray(Certificate[]::new));
            return store;
        } catch (GeneralSecurityException e) {
            throw new IOException("certificate and key cannot be used: " + e.getMessage(), e);
        }
    }

    /** The store takes any two: what the one signs must hold before the other. */
    private static boolean together(PublicKey open, PrivateKey key) throws GeneralSecurityException {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] anything = {1, 2, 3};
        try {
            Signature signing = Signature.getInstance(algorithm);
            signing.initSign(key);
            signing.update(anything);
            byte[] signature = signing.sign();
            Signature reading = Signature.getInstance(algorithm);
            reading.initVerify(open);
            reading.update(anything);
            return reading.verify(signature);
        } catch (SignatureException | InvalidKeyException e) {
            return false; // keys of two kinds
        }
    }
}
