package vn.nharong.media.dtls;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.srtp.SrtpKeys;
import vn.nharong.media.srtp.SrtpProfile;

/** A server and a client with a seeded line between them. Real time: Bouncy Castle reads the clock. */
final class DtlsPair implements AutoCloseable {
    static final List<SrtpProfile> ALL = List.of(SrtpProfile.values());
    static final DtlsCertificate SERVER_CERTIFICATE = DtlsCertificate.generate(new SecureRandom());
    static final DtlsCertificate CLIENT_CERTIFICATE = DtlsCertificate.generate(new SecureRandom());

    /** One end's sink: futures to wait on, and a line to the other end. */
    static final class End implements DtlsSink {
        final CompletableFuture<SrtpKeys> keys = new CompletableFuture<>();
        final CompletableFuture<String> closed = new CompletableFuture<>();
        final CompletableFuture<Boolean> failed = new CompletableFuture<>();
        final BlockingQueue<byte[]> data = new LinkedBlockingQueue<>();
        final List<byte[]> sent = Collections.synchronizedList(new ArrayList<>());
        private final Random random;
        private final double loss;
        private byte @Nullable [] held;
        volatile @Nullable DtlsEndpoint peer;
        /** Instead of the line to the peer. */
        volatile @Nullable Consumer<byte[]> onTransmit;

        End(long seed, double loss) {
            this.random = new Random(seed);
            this.loss = loss;
        }

        @Override
        public void transmit(byte[] datagram) {
            assertTrue(datagram.length <= DtlsEndpoint.MAX_DATAGRAM);
            sent.add(datagram);
            Consumer<byte[]> instead = onTransmit;
            if (instead != null) {
                instead.accept(datagram);
                return;
            }
            if (random.nextDouble() < loss) {
                return;
            }
            if (loss > 0 && held == null && random.nextInt(5) == 0) {
                held = datagram;
                return;
            }
            deliver(datagram);
            if (loss > 0 && random.nextInt(5) == 0) {
                deliver(datagram);
            }
            byte[] late = held;
            if (late != null) {
                held = null;
                deliver(late);
            }
        }

        private void deliver(byte[] datagram) {
            DtlsEndpoint to = peer;
            if (to != null) {
                to.handleDatagram(datagram.clone());
            }
        }

        @Override
        public void onKeys(SrtpKeys negotiated) {
            keys.complete(negotiated);
        }

        @Override
        public void onApplicationData(byte[] bytes) {
            assertTrue(keys.isDone(), "data before keys");
            data.add(bytes);
        }

        @Override
        public void onClosed(String reason, boolean isFailure) {
            closed.complete(reason);
            failed.complete(isFailure);
            keys.completeExceptionally(new IllegalStateException(reason));
        }

        SrtpKeys awaitKeys() throws Exception {
            return keys.get(30, TimeUnit.SECONDS);
        }

        String awaitClosed() throws Exception {
            return closed.get(30, TimeUnit.SECONDS);
        }

        byte[] awaitData() throws Exception {
            byte[] bytes = data.poll(30, TimeUnit.SECONDS);
            if (bytes == null) {
                throw new AssertionError("no data");
            }
            return bytes;
        }
    }

    final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    final End serverEnd;
    final End clientEnd;
    final DtlsEndpoint server;
    final DtlsEndpoint client;

    DtlsPair(long seed, double loss, List<SrtpProfile> serverPrefers, List<SrtpProfile> clientOffers) {
        serverEnd = new End(seed, loss);
        clientEnd = new End(seed + 1000, loss);
        server = new DtlsEndpoint(DtlsRole.SERVER, SERVER_CERTIFICATE, serverPrefers, threads, serverEnd);
        client = new DtlsEndpoint(DtlsRole.CLIENT, CLIENT_CERTIFICATE, clientOffers, threads, clientEnd);
        serverEnd.peer = client;
        clientEnd.peer = server;
        server.expectFingerprint("sha-256", CLIENT_CERTIFICATE.fingerprintSha256());
        client.expectFingerprint("SHA-256", SERVER_CERTIFICATE.fingerprintSha256());
    }

    void start() {
        server.start();
        client.start();
    }

    @Override
    public void close() throws Exception {
        client.close();
        server.close();
        threads.shutdown();
        assertTrue(threads.awaitTermination(30, TimeUnit.SECONDS), "a task did not end");
    }
}
