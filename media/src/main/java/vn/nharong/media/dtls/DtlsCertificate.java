package vn.nharong.media.dtls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * A self-signed ECDSA P-256 certificate with its key (RFC 8827 §6.5), made at start-up and shared by all transports of
 * a process. Says nothing about its machine: the subject is a fixed word. Immutable; any thread.
 */
public final class DtlsCertificate {
    /** Browsers do not look at the dates; a process lives shorter. */
    private static final Duration VALIDITY = Duration.ofDays(365);

    private final BcTlsCrypto crypto;
    private final AsymmetricKeyParameter privateKey;
    private final byte[] der;

    private DtlsCertificate(BcTlsCrypto crypto, AsymmetricKeyParameter privateKey, byte[] der) {
        this.crypto = crypto;
        this.privateKey = privateKey;
        this.der = der;
    }

    /** @param random also the source of every handshake made with this certificate */
    public static DtlsCertificate generate(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"), random);
            KeyPair pair = generator.generateKeyPair();
            Instant now = Instant.now();
            X500Name name = new X500Name("CN=WebRTC");
            byte[] der = new X509v3CertificateBuilder(
                            name,
                            new BigInteger(63, random).add(BigInteger.ONE),
                            // A peer's clock may be behind ours.
                            Date.from(now.minus(Duration.ofDays(1))),
                            Date.from(now.plus(VALIDITY)),
                            name,
                            SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()))
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            return new DtlsCertificate(
                    new BcTlsCrypto(random),
                    PrivateKeyFactory.createKey(pair.getPrivate().getEncoded()),
                    der);
        } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
            throw new IllegalStateException("ECDSA P-256 is part of every JDK", e);
        }
    }

    /** Value of {@code a=fingerprint:sha-256}: upper-case hex pairs with colons. */
    public String fingerprintSha256() {
        return fingerprint("sha-256").value();
    }

    public CertificateFingerprint fingerprint(String algorithm) {
        return CertificateFingerprint.of(algorithm, der);
    }

    BcTlsCrypto crypto() {
        return crypto;
    }

    AsymmetricKeyParameter privateKey() {
        return privateKey;
    }

    Certificate chain() throws IOException {
        return new Certificate(new TlsCertificate[] {crypto.createCertificate(der)});
    }
}
