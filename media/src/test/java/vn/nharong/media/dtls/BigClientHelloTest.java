package vn.nharong.media.dtls;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nharong.media.srtp.SrtpKeys;
import vn.nharong.media.srtp.SrtpProfile;

/**
 * A client that offers DTLS 1.3 and 1.2 with a post-quantum key share, as browsers do: the ClientHello is larger than a
 * datagram and comes in fragments, here in any order. It is answered with 1.2.
 */
@Timeout(60)
final class BigClientHelloTest {
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int KEY_SHARE = 51;
    private static final int X25519MLKEM768 = 0x11ec;

    @ParameterizedTest
    @ValueSource(ints = {200, 600, 1200})
    void aFragmentedHelloWithVersion13IsAnsweredWith12(int datagramBytes) throws Exception {
        try (DtlsPair pair = new DtlsPair(1, 0, DtlsPair.ALL, DtlsPair.ALL)) {
            CompletableFuture<SrtpKeys> clientKeys = new CompletableFuture<>();
            DtlsPolicy policy = new DtlsPolicy(
                    DtlsPair.CLIENT_CERTIFICATE,
                    DtlsPair.ALL,
                    DtlsPair.SERVER_CERTIFICATE.fingerprint("sha-256"),
                    clientKeys::complete);
            Line line = new Line(pair.server, datagramBytes);
            Browser browser = new Browser(policy);
            pair.serverEnd.onTransmit = line.arrived::add;
            pair.server.start();
            DTLSTransport transport = new DTLSClientProtocol().connect(browser, line);

            assertTrue(line.helloDatagrams > 2400 / datagramBytes, "the hello was not fragmented");
            assertEquals(ProtocolVersion.DTLSv12, browser.negotiated);
            SrtpKeys keys = pair.serverEnd.awaitKeys();
            assertEquals(SrtpProfile.AEAD_AES_128_GCM, keys.profile());
            assertArrayEquals(clientKeys.get(10, TimeUnit.SECONDS).clientKey(), keys.clientKey());
            byte[] hello = {1, 2, 3};
            transport.send(hello, 0, hello.length);
            assertArrayEquals(hello, pair.serverEnd.awaitData());
            transport.close();
            assertEquals("closed by the peer", pair.serverEnd.awaitClosed());
            pair.client.start();
        }
    }

    /** Small datagrams; those of the first flight arrive shuffled. */
    private static final class Line implements DatagramTransport {
        final BlockingQueue<byte[]> arrived = new LinkedBlockingQueue<>();
        int helloDatagrams;
        private final List<byte[]> flight = new ArrayList<>();
        private final DtlsEndpoint server;
        private final int datagramBytes;

        Line(DtlsEndpoint server, int datagramBytes) {
            this.server = server;
            this.datagramBytes = datagramBytes;
        }

        @Override
        public int getReceiveLimit() {
            return 2048;
        }

        @Override
        public int getSendLimit() {
            return datagramBytes;
        }

        @Override
        public void send(byte[] buffer, int offset, int length) {
            byte[] datagram = Arrays.copyOfRange(buffer, offset, offset + length);
            if (helloDatagrams == 0) {
                flight.add(datagram);
            } else {
                assertTrue(server.handleDatagram(datagram));
            }
        }

        @Override
        public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
            if (helloDatagrams == 0) {
                helloDatagrams = flight.size();
                Collections.shuffle(flight, new Random(datagramBytes));
                for (byte[] datagram : flight) {
                    assertTrue(server.handleDatagram(datagram));
                }
            }
            try {
                byte[] datagram = arrived.poll(waitMillis, TimeUnit.MILLISECONDS);
                if (datagram == null) {
                    return -1;
                }
                System.arraycopy(datagram, 0, buffer, offset, datagram.length);
                return datagram.length;
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        @Override
        public void close() {}
    }

    /** Adds what a browser's hello has and Bouncy Castle's has not. */
    private static final class Browser extends DtlsClientSide {
        private ProtocolVersion negotiated = ProtocolVersion.DTLSv10;

        Browser(DtlsPolicy policy) {
            super(DtlsPair.CLIENT_CERTIFICATE, policy);
        }

        @Override
        @SuppressWarnings({"rawtypes", "unchecked"})
        public Hashtable getClientExtensions() throws IOException {
            Hashtable extensions = super.getClientExtensions();
            extensions.put(SUPPORTED_VERSIONS, new byte[] {4, (byte) 0xfe, (byte) 0xfc, (byte) 0xfe, (byte) 0xfd});
            // Two shares: X25519MLKEM768 (1216 bytes) and X25519 (32 bytes); then a second post-quantum one for size.
            byte[] shares = new byte[2 + 2 * (4 + 1216) + 4 + 32];
            int at = put16(shares, 0, shares.length - 2);
            for (int group : new int[] {X25519MLKEM768, X25519MLKEM768 + 1}) {
                at = put16(shares, at, group);
                at = put16(shares, at, 1216) + 1216;
            }
            at = put16(shares, at, 29);
            put16(shares, at, 32);
            extensions.put(KEY_SHARE, shares);
            return extensions;
        }

        private static int put16(byte[] bytes, int at, int value) {
            bytes[at] = (byte) (value >>> 8);
            bytes[at + 1] = (byte) value;
            return at + 2;
        }

        @Override
        public void notifyServerVersion(ProtocolVersion serverVersion) throws IOException {
            super.notifyServerVersion(serverVersion);
            negotiated = serverVersion;
        }
    }
}
