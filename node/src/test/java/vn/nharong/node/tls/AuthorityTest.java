package vn.nharong.node.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final MachineNames NAMES = new MachineNames(
            "may-chu.xa.gov.vn",
            List.of("localhost", "may-chu.xa.gov.vn", "may-chu.local"),
            List.of("0:0:0:0:0:0:0:1", "10.1.2.3", "127.0.0.1", "fd00:0:0:0:0:0:0:5"));

    @TempDir
    Path folder;

    private Authority open(Instant now) throws IOException {
        return Authority.open(folder, "may-chu.xa.gov.vn", now, new SecureRandom());
    }

    /** The authority's own certificate stands in the path, since the JDK does not look at constraints of an anchor. */
    private static void validate(Authority authority, X509Certificate leaf) throws Exception {
        X509Certificate own = authority.certificate();
        PKIXParameters parameters =
                new PKIXParameters(Set.of(new TrustAnchor(own.getSubjectX500Principal(), own.getPublicKey(), null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(Date.from(NOW));
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(List.of(leaf, own)), parameters);
    }

    @Test
    void itIsMadeOnceAndItsKeyIsForItsOwner() throws Exception {
        Authority first = open(NOW);
        Authority second = open(NOW.plus(Duration.ofDays(100)));
        assertEquals(first.fingerprint(), second.fingerprint());
        assertEquals("may-chu.xa.gov.vn", second.host());
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("authority.key"))));
        Authority muchLater = open(NOW.plus(Duration.ofDays(3400)));
        assertFalse(muchLater.fingerprint().equals(first.fingerprint()), "before it ends there is a new one");
    }

    @Test
    void whatItIssuesIsValidForLocalNamesAndNothingElse() throws Exception {
        Authority authority = open(NOW);
        Authority.Leaf leaf = authority.issue(NAMES, NOW);
        validate(authority, leaf.chain().getFirst());
        assertEquals(7, leaf.chain().getFirst().getSubjectAlternativeNames().size());
        for (MachineNames foreign : List.of(
                new MachineNames("x", List.of("example.com"), List.of()),
                new MachineNames("x", List.of("notlocal"), List.of()),
                new MachineNames("x", List.of(), List.of("8.8.8.8")),
                new MachineNames("x", List.of(), List.of("2001:db8:0:0:0:0:0:1")))) {
            X509Certificate bad = authority.issue(foreign, NOW).chain().getFirst();
            assertThrows(CertPathValidatorException.class, () -> validate(authority, bad), foreign.toString());
        }
        assertTrue(Duration.between(NOW, leaf.expires()).toDays() <= 398);
    }

    @Test
    void whatLiesBeyondIsSaidNotIssued() {
        MachineNames names = new MachineNames(
                "may", List.of("localhost", "may", "hop.example.com"), List.of("127.0.0.1", "8.8.8.8", "192.168.1.1"));
        assertEquals(List.of("hop.example.com", "8.8.8.8"), names.beyond("may"));
        assertEquals(List.of("127.0.0.1", "192.168.1.1"), names.local("may").addresses());
        assertEquals(List.of("may", "hop.example.com", "8.8.8.8"), names.beyond("other"));
    }

    /** A clock that the test moves. */
    private static final class Hands extends Clock {
        private Instant now = NOW;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @Test
    void theCertificateFollowsTheNamesAndIsRenewedInTime() throws Exception {
        Hands clock = new Hands();
        AtomicReference<MachineNames> names = new AtomicReference<>(NAMES);
        ServerCertificate certificate = ServerCertificate.issued(open(NOW), names::get, clock);
        Certificate first = certificate.keys().getCertificate("server");
        assertFalse(certificate.refresh());
        names.set(new MachineNames("may-chu.xa.gov.vn", List.of("localhost"), List.of("10.9.9.9", "127.0.0.1")));
        assertTrue(certificate.refresh());
        X509Certificate second = (X509Certificate) certificate.keys().getCertificate("server");
        assertFalse(second.equals(first));
        assertTrue(second.getSubjectAlternativeNames().toString().contains("10.9.9.9"));
        clock.now = NOW.plus(Duration.ofDays(360));
        assertFalse(certificate.refresh());
        clock.now = NOW.plus(Duration.ofDays(370));
        assertTrue(certificate.refresh());
    }

    @Test
    void aGivenCertificateIsShownAsItIs() throws Exception {
        Authority authority = open(NOW);
        Authority.Leaf leaf = authority.issue(NAMES, NOW);
        Pem.write(folder.resolve("given.key"), "PRIVATE KEY", leaf.key().getEncoded(), true);
        Pem.write(
                folder.resolve("given.crt"),
                "CERTIFICATE",
                leaf.chain().getFirst().getEncoded(),
                false);
        ServerCertificate given = ServerCertificate.given(folder.resolve("given.crt"), folder.resolve("given.key"));
        assertEquals(leaf.chain().getFirst(), given.keys().getCertificate("server"));
        assertFalse(given.refresh());
        assertEquals(leaf.chain().getFirst(), given.shown());

        Authority.Leaf next = authority.issue(NAMES, NOW.plusSeconds(60));
        Path certificate = folder.resolve("given.crt");
        Path key = folder.resolve("given.key");
        Pem.write(certificate, "CERTIFICATE", next.chain().getFirst().getEncoded(), false);
        Files.setLastModifiedTime(certificate, FileTime.from(NOW.plusSeconds(60)));
        assertThrows(IOException.class, given::refresh, "the key is still that of the old one");
        assertEquals(leaf.chain().getFirst(), given.keys().getCertificate("server"));
        Pem.write(key, "PRIVATE KEY", next.key().getEncoded(), true);
        assertTrue(given.refresh(), "read again");
        assertEquals(next.chain().getFirst(), given.keys().getCertificate("server"));
        assertEquals(next.chain().getFirst(), given.shown());
        assertFalse(given.refresh());
        assertThrows(
                IOException.class,
                () -> ServerCertificate.given(folder.resolve("given.key"), folder.resolve("given.key")));
    }
}
