package vn.nharong.media.dtls;

import java.io.IOException;
import java.util.Hashtable;
import java.util.List;
import java.util.Vector;
import java.util.function.Consumer;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.NamedGroup;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsContext;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsSRTPUtils;
import org.bouncycastle.tls.UseSRTPData;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.srtp.SrtpKeys;
import vn.nharong.media.srtp.SrtpProfile;

/**
 * What both roles agree to: DTLS 1.2, ECDHE-ECDSA with AEAD, one SRTP profile, one expected certificate. One for each
 * handshake; used on the endpoint's thread.
 */
final class DtlsPolicy {
    static final int[] GROUPS = {NamedGroup.x25519, NamedGroup.secp256r1, NamedGroup.secp384r1};

    private static final int[] ECDSA_SUITES = {
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        CipherSuite.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256
    };
    /** RFC 5764 §4.2. */
    private static final String EXPORTER = "EXTRACTOR-dtls_srtp";

    /** Long enough for a line of seconds of outage, short enough for a peer that never answers. */
    static final int HANDSHAKE_TIMEOUT_MILLIS = 30_000;

    /** First retransmission; the second of RFC 6347 §4.2.4.1 is felt by a person waiting to be let in. */
    static final int RESEND_MILLIS = 400;

    private final DtlsCertificate certificate;
    private final List<SrtpProfile> preference;
    private final @Nullable CertificateFingerprint expected;
    private final Consumer<SrtpKeys> keys;
    private @Nullable SrtpProfile profile;
    private boolean peerVerified;
    private @Nullable String refusal;

    DtlsPolicy(
            DtlsCertificate certificate,
            List<SrtpProfile> preference,
            @Nullable CertificateFingerprint expected,
            Consumer<SrtpKeys> keys) {
        this.certificate = certificate;
        this.preference = preference;
        this.expected = expected;
        this.keys = keys;
    }

    /** Why we refused, in words, if it was us. */
    @Nullable
    String refusal() {
        return refusal;
    }

    ProtocolVersion[] versions() {
        return ProtocolVersion.DTLSv12.only();
    }

    int[] cipherSuites() {
        return ECDSA_SUITES.clone();
    }

    /** What certificates may be signed with; RSA for old clients' own certificates. */
    Vector<SignatureAndHashAlgorithm> signatureAlgorithms() {
        Vector<SignatureAndHashAlgorithm> algorithms = new Vector<>();
        algorithms.add(algorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
        algorithms.add(algorithm(HashAlgorithm.sha384, SignatureAlgorithm.ecdsa));
        algorithms.add(SignatureAndHashAlgorithm.rsa_pss_rsae_sha256);
        algorithms.add(algorithm(HashAlgorithm.sha256, SignatureAlgorithm.rsa));
        return algorithms;
    }

    private static SignatureAndHashAlgorithm algorithm(short hash, short signature) {
        return SignatureAndHashAlgorithm.getInstance(hash, signature);
    }

    TlsCredentialedSigner signer(TlsContext context) throws IOException {
        return new BcDefaultTlsCredentialedSigner(
                new TlsCryptoParameters(context),
                certificate.crypto(),
                certificate.privateKey(),
                certificate.chain(),
                algorithm(HashAlgorithm.sha256, SignatureAlgorithm.ecdsa));
    }

    /** The server's choice: the first of our preference that the client offers. */
    void choose(@Nullable Hashtable<?, ?> clientExtensions) throws IOException {
        UseSRTPData offered = clientExtensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(clientExtensions);
        if (offered != null) {
            for (SrtpProfile ours : preference) {
                for (int theirs : offered.getProtectionProfiles()) {
                    if (theirs == ours.id()) {
                        profile = ours;
                        return;
                    }
                }
            }
        }
        throw refuse(AlertDescription.handshake_failure, "no SRTP profile in common");
    }

    /** The client's reading of the server's choice: exactly one, of those we offered. */
    void accept(@Nullable Hashtable<?, ?> serverExtensions) throws IOException {
        UseSRTPData chosen = serverExtensions == null ? null : TlsSRTPUtils.getUseSRTPExtension(serverExtensions);
        if (chosen == null || chosen.getProtectionProfiles().length != 1) {
            throw refuse(AlertDescription.handshake_failure, "the server chose no SRTP profile");
        }
        SrtpProfile theirs = SrtpProfile.byId(chosen.getProtectionProfiles()[0]).orElse(null);
        if (theirs == null || !preference.contains(theirs)) {
            throw refuse(AlertDescription.illegal_parameter, "the server chose an SRTP profile we did not offer");
        }
        profile = theirs;
    }

    void offer(Hashtable<Integer, byte[]> extensions) throws IOException {
        int[] ids = preference.stream().mapToInt(SrtpProfile::id).toArray();
        TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(ids, new byte[0]));
    }

    void answer(Hashtable<Integer, byte[]> extensions) throws IOException {
        if (profile != null) {
            int[] id = {profile.id()};
            TlsSRTPUtils.addUseSRTPExtension(extensions, new UseSRTPData(id, new byte[0]));
        }
    }

    /** RFC 8827 §6.5: any certificate, if it is the one the signalling named. */
    void verifyPeer(@Nullable Certificate chain) throws IOException {
        if (chain == null || chain.isEmpty()) {
            throw refuse(AlertDescription.bad_certificate, "the peer has no certificate");
        }
        if (expected == null || !expected.matches(chain.getCertificateAt(0).getEncoded())) {
            throw refuse(AlertDescription.bad_certificate, "the peer's certificate has another fingerprint");
        }
        peerVerified = true;
    }

    void complete(TlsContext context) throws IOException {
        SrtpProfile chosen = profile;
        if (!peerVerified || chosen == null) {
            throw refuse(AlertDescription.internal_error, "handshake complete without a verified peer");
        }
        keys.accept(
                SrtpKeys.fromExported(chosen, context.exportKeyingMaterial(EXPORTER, null, chosen.exportedLength())));
    }

    private TlsFatalAlert refuse(short alert, String why) {
        refusal = why;
        return new TlsFatalAlert(alert, why);
    }
}
