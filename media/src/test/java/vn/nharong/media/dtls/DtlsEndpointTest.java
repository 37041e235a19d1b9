package vn.nharong.media.dtls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nharong.media.srtp.SrtpKeys;
import vn.nharong.media.srtp.SrtpProfile;

@Timeout(90)
final class DtlsEndpointTest {
    private static void assertSameKeys(SrtpKeys a, SrtpKeys b) {
        assertEquals(a.profile(), b.profile());
        assertArrayEquals(a.clientKey(), b.clientKey());
        assertArrayEquals(a.serverKey(), b.serverKey());
        assertArrayEquals(a.clientSalt(), b.clientSalt());
        assertArrayEquals(a.serverSalt(), b.serverSalt());
    }

    @ParameterizedTest
    @EnumSource
    void bothEndsGetTheSameKeysAndTalk(SrtpProfile profile) throws Exception {
        try (DtlsPair pair = new DtlsPair(1, 0, List.of(profile), DtlsPair.ALL)) {
            pair.start();
            SrtpKeys keys = pair.serverEnd.awaitKeys();
            assertEquals(profile, keys.profile());
            assertSameKeys(keys, pair.clientEnd.awaitKeys());
            for (int i = 1; i <= 20; i++) {
                byte[] data = new byte[Math.min(i * 61, DtlsEndpoint.MAX_APPLICATION_DATA)];
                new Random(i).nextBytes(data);
                assertTrue(pair.client.send(data.clone()));
                assertArrayEquals(data, pair.serverEnd.awaitData());
                assertTrue(pair.server.send(data.clone()));
                assertArrayEquals(data, pair.clientEnd.awaitData());
            }
            assertFalse(pair.client.send(new byte[0]));
            assertFalse(pair.client.send(new byte[DtlsEndpoint.MAX_APPLICATION_DATA + 1]));
        }
    }

    @Test
    void theServersPreferenceDecides() throws Exception {
        List<SrtpProfile> asChromiumOffers = List.of(
                SrtpProfile.AES_CM_128_HMAC_SHA1_80, SrtpProfile.AEAD_AES_256_GCM, SrtpProfile.AEAD_AES_128_GCM);
        try (DtlsPair pair = new DtlsPair(2, 0, DtlsPair.ALL, asChromiumOffers)) {
            pair.start();
            assertEquals(
                    SrtpProfile.AEAD_AES_128_GCM, pair.clientEnd.awaitKeys().profile());
        }
    }

    @Test
    void noProfileInCommonIsRefused() throws Exception {
        try (DtlsPair pair = new DtlsPair(
                3, 0, List.of(SrtpProfile.AEAD_AES_256_GCM), List.of(SrtpProfile.AES_CM_128_HMAC_SHA1_80))) {
            pair.start();
            assertEquals("no SRTP profile in common", pair.serverEnd.awaitClosed());
            assertTrue(pair.serverEnd.failed.get());
            assertTrue(pair.clientEnd.awaitClosed().contains("handshake_failure"));
            assertThrows(ExecutionException.class, () -> pair.clientEnd.keys.get());
        }
    }

    @Test
    void aFlightOfRecordsSharesDatagrams() throws Exception {
        try (DtlsPair pair = new DtlsPair(4, 0, DtlsPair.ALL, DtlsPair.ALL)) {
            pair.start();
            pair.serverEnd.awaitKeys();
            pair.clientEnd.awaitKeys();
            // ServerHello … ServerHelloDone, and the last flight; nothing had to be repeated.
            assertTrue(pair.serverEnd.sent.size() <= 3, "server sent " + pair.serverEnd.sent.size());
            assertTrue(pair.clientEnd.sent.size() <= 3, "client sent " + pair.clientEnd.sent.size());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void lossReorderingAndDuplicationAreRepaired(long seed) throws Exception {
        try (DtlsPair pair = new DtlsPair(seed, 0.2, DtlsPair.ALL, DtlsPair.ALL)) {
            pair.start();
            assertSameKeys(pair.serverEnd.awaitKeys(), pair.clientEnd.awaitKeys());
        }
    }

    @Test
    void anUnexpectedClientCertificateIsRefused() throws Exception {
        try (DtlsPair pair = new DtlsPair(5, 0, DtlsPair.ALL, DtlsPair.ALL)) {
            pair.server.expectFingerprint(
                    "sha-256", DtlsCertificate.generate(new SecureRandom()).fingerprintSha256());
            pair.start();
            assertEquals("the peer's certificate has another fingerprint", pair.serverEnd.awaitClosed());
            assertTrue(pair.serverEnd.failed.get());
            assertTrue(pair.clientEnd.awaitClosed().contains("bad_certificate"));
            assertThrows(ExecutionException.class, () -> pair.serverEnd.keys.get());
            assertThrows(ExecutionException.class, () -> pair.clientEnd.keys.get());
        }
    }

    @Test
    void anUnexpectedServerCertificateIsRefused() throws Exception {
        try (DtlsPair pair = new DtlsPair(6, 0, DtlsPair.ALL, DtlsPair.ALL)) {
            pair.client.expectFingerprint("sha-256", DtlsPair.CLIENT_CERTIFICATE.fingerprintSha256());
            pair.start();
            assertEquals("the peer's certificate has another fingerprint", pair.clientEnd.awaitClosed());
            assertTrue(pair.serverEnd.awaitClosed().contains("bad_certificate"));
        }
    }

    @Test
    void withoutAnExpectedFingerprintEveryPeerIsRefused() throws Exception {
        try (DtlsPair pair = new DtlsPair(7, 0, DtlsPair.ALL, DtlsPair.ALL)) {
            DtlsPair.End end = new DtlsPair.End(0, 0);
            DtlsEndpoint careless =
                    new DtlsEndpoint(DtlsRole.SERVER, DtlsPair.SERVER_CERTIFICATE, DtlsPair.ALL, pair.threads, end);
            end.peer = pair.client;
            pair.clientEnd.peer = careless;
            careless.start();
            pair.client.start();
            assertEquals("the peer's certificate has another fingerprint", end.awaitClosed());
            pair.server.start();
        }
    }

    @Test
    void otherHashesAreUnderstoodAndWeakOnesRefused() throws Exception {
        try (DtlsPair pair = new DtlsPair(8, 0, DtlsPair.ALL, DtlsPair.ALL)) {
            CertificateFingerprint sha384 = DtlsPair.CLIENT_CERTIFICATE.fingerprint("sha-384");
            pair.server.expectFingerprint(sha384.algorithm(), sha384.value().toLowerCase(java.util.Locale.ROOT));
            pair.start();
            assertSameKeys(pair.serverEnd.awaitKeys(), pair.clientEnd.awaitKeys());
            assertThrows(
                    IllegalArgumentException.class,
                    () -> pair.server.expectFingerprint(
                            "sha-1", "AB:CD:EF:AB:CD:EF:AB:CD:EF:AB:CD:EF:AB:CD:EF:AB:CD:EF:AB:CD"));
            assertThrows(IllegalArgumentException.class, () -> pair.server.expectFingerprint("sha-256", "AB:CD"));
            assertThrows(IllegalArgumentException.class, () -> pair.server.expectFingerprint("sha-256", "hello"));
        }
    }

    @Test
    void aClientHelloBeforeStartWaits() throws Exception {
        try (DtlsPair pair = new DtlsPair(9, 0, DtlsPair.ALL, DtlsPair.ALL)) {
            pair.client.start();
            assertTrue(pair.client.send("early".getBytes(StandardCharsets.UTF_8)));
            pair.server.start();
            assertSameKeys(pair.serverEnd.awaitKeys(), pair.clientEnd.awaitKeys());
            assertEquals("early", new String(pair.serverEnd.awaitData(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void noiseBeforeDuringAndAfterTheHandshakeIsIgnored() throws Exception {
        try (DtlsPair pair = new DtlsPair(10, 0, DtlsPair.ALL, DtlsPair.ALL)) {
            Random random = new Random(10);
            noise(pair, random);
            pair.client.start();
            noise(pair, random);
            pair.server.start();
            noise(pair, random);
            assertSameKeys(pair.serverEnd.awaitKeys(), pair.clientEnd.awaitKeys());
            for (int round = 0; round < 30; round++) {
                noise(pair, random);
                byte[] data = new byte[1 + random.nextInt(500)];
                random.nextBytes(data);
                while (!pair.client.send(data)) {
                    Thread.onSpinWait();
                }
                assertArrayEquals(data, pair.serverEnd.awaitData());
            }
            // Records of the right shape and epoch, but forged: silently dropped (RFC 6347 §4.1.2.7).
            for (byte[] genuine : List.copyOf(pair.clientEnd.sent)) {
                byte[] forged = genuine.clone();
                forged[forged.length - 1] ^= 1;
                while (!pair.server.handleDatagram(forged)) {
                    Thread.onSpinWait();
                }
            }
            while (!pair.client.send(new byte[] {7})) {
                Thread.onSpinWait();
            }
            assertArrayEquals(new byte[] {7}, pair.serverEnd.awaitData());
            assertFalse(pair.serverEnd.closed.isDone());
        }
    }

    private static void noise(DtlsPair pair, Random random) {
        for (int i = 0; i < 20; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            if (bytes.length > 13 && i % 2 == 0) {
                // The first bytes of a record of an epoch that is not there.
                bytes[0] = (byte) (20 + random.nextInt(4));
                bytes[1] = (byte) 0xfe;
                bytes[2] = (byte) 0xfd;
                bytes[3] = 9;
                bytes[11] = 0;
                bytes[12] = (byte) (bytes.length - 13);
            }
            pair.server.handleDatagram(bytes);
            pair.client.handleDatagram(bytes.clone());
        }
    }

    @Test
    void closingIsHeardAtTheOtherEnd() throws Exception {
        try (DtlsPair pair = new DtlsPair(21, 0, DtlsPair.ALL, DtlsPair.ALL)) {
            pair.start();
            pair.serverEnd.awaitKeys();
            pair.clientEnd.awaitKeys();
            pair.client.close();
            assertEquals("closed by us", pair.clientEnd.awaitClosed());
            assertEquals("closed by the peer", pair.serverEnd.awaitClosed());
            assertFalse(pair.serverEnd.failed.get());
            assertFalse(pair.server.send(new byte[1]));
            assertFalse(pair.server.handleDatagram(new byte[20]));
        }
    }

    @Test
    void closingDuringTheHandshakeEndsIt() throws Exception {
        try (DtlsPair pair = new DtlsPair(22, 0, DtlsPair.ALL, DtlsPair.ALL)) {
            pair.server.start();
            pair.server.close();
            assertEquals("closed during the handshake", pair.serverEnd.awaitClosed());
            assertFalse(pair.serverEnd.failed.get());
            pair.client.close();
            pair.client.start();
            assertEquals("closed during the handshake", pair.clientEnd.awaitClosed());
            assertTrue(pair.clientEnd.sent.isEmpty());
        }
    }

    @Test
    void aSinkThatThrowsEndsOnlyItsEndpoint() throws Exception {
        try (DtlsPair pair = new DtlsPair(23, 0, DtlsPair.ALL, DtlsPair.ALL)) {
            DtlsPair.End end = pair.serverEnd;
            DtlsEndpoint server = new DtlsEndpoint(
                    DtlsRole.SERVER, DtlsPair.SERVER_CERTIFICATE, DtlsPair.ALL, pair.threads, new DtlsSink() {
                        @Override
                        public void transmit(byte[] datagram) {
                            end.transmit(datagram);
                        }

                        @Override
                        public void onKeys(SrtpKeys keys) {
                            end.onKeys(keys);
                        }

                        @Override
                        public void onApplicationData(byte[] data) {
                            throw new IllegalArgumentException("owner's defect");
                        }

                        @Override
                        public void onClosed(String reason, boolean failed) {
                            end.onClosed(reason, failed);
                        }
                    });
            pair.clientEnd.peer = server;
            server.expectFingerprint("sha-256", DtlsPair.CLIENT_CERTIFICATE.fingerprintSha256());
            server.start();
            pair.client.start();
            end.awaitKeys();
            assertTrue(pair.client.send(new byte[] {1}));
            assertTrue(end.awaitClosed().contains("owner's defect"));
            assertTrue(end.failed.get());
            pair.server.start();
        }
    }

    @Test
    void theWarmUpSucceeds() throws Exception {
        try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
            assertTrue(DtlsWarmUp.run(DtlsPair.SERVER_CERTIFICATE, threads));
        }
    }
}
