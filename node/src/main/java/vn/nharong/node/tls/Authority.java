package vn.nharong.node.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.GeneralSubtree;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.NameConstraints;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The house's own certificate authority (RFC 5280), made at the first start and kept. Its certificate is constrained to
 * names and addresses of local networks: whoever trusts it trusts it with nothing of the Internet. Any thread.
 */
public final class Authority {
    private static final Duration LIFETIME = Duration.ofDays(3650);
    /** Apple takes no server certificate that lives longer. */
    private static final Duration LEAF_LIFETIME = Duration.ofDays(397);

    /** A client's clock may be behind. */
    private static final Duration BACKDATED = Duration.ofDays(1);

    private static final List<String> LOCAL_RANGES = List.of(
            "10.0.0.0/8",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "169.254.0.0/16",
            "127.0.0.0/8",
            "::1/128",
            "fe80::/10",
            "fc00::/7");

    private final X509Certificate certificate;
    private final PrivateKey key;
    private final String host;
    private final SecureRandom random;

    private Authority(X509Certificate certificate, PrivateKey key, String host, SecureRandom random) {
        this.certificate = certificate;
        this.key = key;
        this.host = host;
        this.random = random;
    }

    /**
     * The one kept in the folder, or a new one.
     *
     * @param host this machine's name, which a new one may vouch for beside the local endings
     */
    public static Authority open(Path folder, String host, Instant now, SecureRandom random) throws IOException {
        Path keyFile = folder.resolve("authority.key");
        Path certificateFile = folder.resolve("authority.crt");
        Files.createDirectories(folder);
        try {
            if (Files.exists(keyFile) && Files.exists(certificateFile)) {
                X509Certificate kept = Pem.certificates(certificateFile).getFirst();
                if (kept.getNotAfter().toInstant().isAfter(now.plus(LEAF_LIFETIME))) {
                    return new Authority(kept, Pem.privateKey(keyFile), hostOf(kept), random);
                }
            }
            KeyPair pair = pair(random);
            X509Certificate made = selfSigned(pair, host, now, random);
            Pem.write(keyFile, "PRIVATE KEY", pair.getPrivate().getEncoded(), true);
            Pem.write(certificateFile, "CERTIFICATE", made.getEncoded(), false);
            return new Authority(made, pair.getPrivate(), host, random);
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("the authority's certificate: " + e.getMessage(), e);
        }
    }

    private static KeyPair pair(SecureRandom random) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private static X509Certificate selfSigned(KeyPair pair, String host, Instant now, SecureRandom random)
            throws GeneralSecurityException, OperatorCreationException, CertIOException {
        X500Principal name = new X500Principal("O=Nhà Rông, CN=Nhà Rông " + host);
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name, serial(random), date(now.minus(BACKDATED)), date(now.plus(LIFETIME)), name, pair.getPublic());
        JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        builder.addExtension(Extension.subjectKeyIdentifier, false, utils.createSubjectKeyIdentifier(pair.getPublic()));
        List<GeneralSubtree> permitted = new ArrayList<>();
        for (String range : LOCAL_RANGES) {
            permitted.add(new GeneralSubtree(new GeneralName(GeneralName.iPAddress, range)));
        }
        for (String ending : MachineNames.LOCAL_ENDINGS) {
            permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, ending)));
        }
        if (!host.isEmpty()) {
            permitted.add(new GeneralSubtree(new GeneralName(GeneralName.dNSName, host)));
        }
        builder.addExtension(
                Extension.nameConstraints, true, new NameConstraints(permitted.toArray(GeneralSubtree[]::new), null));
        return sign(builder, pair.getPrivate());
    }

    /** The name behind the fixed words of the subject. */
    private static String hostOf(X509Certificate certificate) {
        String name = certificate.getSubjectX500Principal().getName(X500Principal.RFC1779);
        int at = name.indexOf("CN=Nhà Rông ");
        if (at < 0) {
            return "";
        }
        String rest = name.substring(at + "CN=Nhà Rông ".length());
        int end = rest.indexOf(',');
        return (end < 0 ? rest : rest.substring(0, end)).strip();
    }

    /** A server certificate with a new key. @param names all must be ones the authority may vouch for */
    Leaf issue(MachineNames names, Instant now) throws IOException {
        try {
            KeyPair pair = pair(random);
            X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    certificate.getSubjectX500Principal(),
                    serial(random),
                    date(now.minus(BACKDATED)),
                    date(now.plus(LEAF_LIFETIME)),
                    new X500Principal("CN=" + (names.host().isEmpty() ? "localhost" : names.host())),
                    pair.getPublic());
            JcaX509ExtensionUtils utils = new JcaX509ExtensionUtils();
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(
                    Extension.authorityKeyIdentifier, false, utils.createAuthorityKeyIdentifier(certificate));
            List<GeneralName> alternatives = new ArrayList<>();
            names.names().forEach(name -> alternatives.add(new GeneralName(GeneralName.dNSName, name)));
            names.addresses().forEach(address -> alternatives.add(new GeneralName(GeneralName.iPAddress, address)));
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(alternatives.toArray(GeneralName[]::new)));
            return new Leaf(names, List.of(sign(builder, key), certificate), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("a server certificate: " + e.getMessage(), e);
        }
    }

    /** @param chain the server's own certificate first */
    record Leaf(MachineNames names, List<X509Certificate> chain, PrivateKey key) {
        Instant expires() {
            return chain.getFirst().getNotAfter().toInstant();
        }
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(key)));
    }

    private static BigInteger serial(SecureRandom random) {
        return new BigInteger(126, random).add(BigInteger.ONE);
    }

    private static Date date(Instant instant) {
        return Date.from(instant);
    }

    /** The machine's name that it may vouch for. */
    public String host() {
        return host;
    }

    public X509Certificate certificate() {
        return certificate;
    }

    /** SHA-256 of the certificate, for comparing by eye: upper-case hex with colons. */
    public String fingerprint() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return HexFormat.ofDelimiter(":").withUpperCase().formatHex(digest);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
