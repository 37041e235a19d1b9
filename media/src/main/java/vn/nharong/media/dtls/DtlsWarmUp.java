package vn.nharong.media.dtls;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vn.nharong.media.srtp.SrtpKeys;
import vn.nharong.media.srtp.SrtpProfile;

/**
 * One handshake of the process with itself, so that the first person to join does not wait for classes to load and
 * curves to be prepared: the first handshake costs seconds on a busy machine, later ones milliseconds.
 */
public final class DtlsWarmUp {
    private static final long PATIENCE_SECONDS = 20;

    private DtlsWarmUp() {}

    /**
     * Blocks until the handshake is done; not for a media loop.
     *
     * @return false when it failed or took too long, which means that nobody could join either
     */
    public static boolean run(DtlsCertificate certificate, Executor threads) throws InterruptedException {
        End serverEnd = new End();
        End clientEnd = new End();
        List<SrtpProfile> profiles = List.of(SrtpProfile.AEAD_AES_128_GCM);
        DtlsEndpoint server = new DtlsEndpoint(DtlsRole.SERVER, certificate, profiles, threads, serverEnd);
        DtlsEndpoint client = new DtlsEndpoint(DtlsRole.CLIENT, certificate, profiles, threads, clientEnd);
        serverEnd.peer.complete(client);
        clientEnd.peer.complete(server);
        server.expectFingerprint("sha-256", certificate.fingerprintSha256());
        client.expectFingerprint("sha-256", certificate.fingerprintSha256());
        server.start();
        client.start();
        try {
            return serverEnd.done.get(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    && clientEnd.done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } finally {
            client.close();
            server.close();
        }
    }

    private static final class End implements DtlsSink {
        private final CompletableFuture<DtlsEndpoint> peer = new CompletableFuture<>();
        private final CompletableFuture<Boolean> done = new CompletableFuture<>();

        @Override
        public void transmit(byte[] datagram) {
            peer.join().handleDatagram(datagram);
        }

        @Override
        public void onKeys(SrtpKeys keys) {
            done.complete(true);
        }

        @Override
        public void onApplicationData(byte[] data) {}

        @Override
        public void onClosed(String reason, boolean failed) {
            done.complete(false);
        }
    }
}
