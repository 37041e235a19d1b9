package vn.nharong.media.dtls;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsClient;
import org.bouncycastle.tls.TlsFatalAlertReceived;
import org.bouncycastle.tls.TlsTimeoutException;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.dtls.DtlsDatagrams.Event;
import vn.nharong.media.srtp.SrtpProfile;

/**
 * One DTLS association. Its methods may be called from any thread and never block: they fill a bounded queue, and what
 * does not fit is lost like a datagram. One task of the executor (a virtual thread is meant: it waits most of its life)
 * makes the handshake, then reads application data until the end, and makes every call to the {@link DtlsSink}.
 *
 * <p>The sink hears {@link DtlsSink#onKeys} before any data; what the peer sends the moment our last flight reached it
 * waits in the queue meanwhile.
 */
public final class DtlsEndpoint {
    /** Bytes in a datagram we send; what fits the paths of WebRTC without fragmentation. */
    public static final int MAX_DATAGRAM = 1200;

    /** Application data in one {@link #send}: a datagram less record header, explicit nonce and tag (RFC 5288). */
    public static final int MAX_APPLICATION_DATA = MAX_DATAGRAM - 13 - 8 - 16;

    /** Larger datagrams from the peer are dropped. */
    static final int MAX_RECEIVED = 2048;

    /** Datagrams and outgoing data waiting for the task; more than a window of a data channel. */
    static final int QUEUE = 256;

    private final DtlsRole role;
    private final DtlsCertificate certificate;
    private final List<SrtpProfile> preference;
    private final Executor threads;
    private final DtlsSink sink;
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean closing;
    private volatile @Nullable CertificateFingerprint expected;

    /**
     * @param preference SRTP profiles, the best first; as server the choice is ours
     * @param threads runs one task for the life of the association
     */
    public DtlsEndpoint(
            DtlsRole role, DtlsCertificate certificate, List<SrtpProfile> preference, Executor threads, DtlsSink sink) {
        if (preference.isEmpty()) {
            throw new IllegalArgumentException("no SRTP profile to negotiate");
        }
        this.role = role;
        this.certificate = certificate;
        this.preference = List.copyOf(preference);
        this.threads = threads;
        this.sink = sink;
    }

    public DtlsRole role() {
        return role;
    }

    /**
     * The certificate the peer must show; to be called before {@link #start()}, otherwise every peer is refused.
     *
     * @param algorithm as in SDP, for example {@code sha-256}
     * @param hex pairs with colons
     * @throws IllegalArgumentException for a hash weaker than SHA-256 or a malformed value
     */
    public void expectFingerprint(String algorithm, String hex) {
        expected = new CertificateFingerprint(algorithm, hex);
    }

    /** Begins the handshake; again is harmless. */
    public void start() {
        if (started.compareAndSet(false, true)) {
            threads.execute(new Association());
        }
    }

    /**
     * A datagram that its first byte says is DTLS (RFC 7983: 20–63). May come before {@link #start()}.
     *
     * @param datagram not copied
     * @return false when it is no DTLS we use or the queue is full
     */
    public boolean handleDatagram(byte[] datagram) {
        return !closing
                && datagram.length <= MAX_RECEIVED
                && DtlsRecords.plausible(datagram)
                && events.offer(new Event.Datagram(datagram));
    }

    /**
     * Sends one record of application data, after the handshake if that is still going on.
     *
     * @param applicationData 1 to {@link #MAX_APPLICATION_DATA} bytes; not copied
     * @return false when it is lost: too large, queue full, or closed
     */
    public boolean send(byte[] applicationData) {
        return !closing
                && applicationData.length > 0
                && applicationData.length <= MAX_APPLICATION_DATA
                && events.offer(new Event.Outgoing(applicationData));
    }

    /** Says goodbye to the peer and ends the task; {@link DtlsSink#onClosed} follows if it was started. */
    public void close() {
        closing = true;
        // A full queue wakes the task as well.
        events.offer(new Event.Wake());
    }

    /** The task. */
    private final class Association implements Runnable {
        private final DtlsDatagrams datagrams = new DtlsDatagrams(events, () -> closing, sink::transmit, MAX_DATAGRAM);
        private final DtlsPolicy policy = new DtlsPolicy(certificate, preference, expected, sink::onKeys);

        @Override
        public void run() {
            String reason;
            boolean failed = false;
            try {
                DTLSTransport transport = handshake();
                converse(transport);
                reason = closing ? "closed by us" : "closed by the peer";
                transport.close();
                datagrams.flush();
            } catch (DtlsDatagrams.ClosedLocally e) {
                reason = "closed during the handshake";
            } catch (IOException e) {
                failed = true;
                reason = describe(e);
                // The alert for the peer.
                datagrams.flush();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                reason = "stopped";
            } catch (RuntimeException e) {
                failed = true;
                reason = "defect: " + e;
            }
            closing = true;
            events.clear();
            sink.onClosed(reason, failed);
        }

        private DTLSTransport handshake() throws IOException {
            if (closing) {
                throw new DtlsDatagrams.ClosedLocally();
            }
            DTLSTransport transport;
            if (role == DtlsRole.SERVER) {
                // No HelloVerifyRequest: the peer's address was proven by ICE (RFC 8842 §5.1).
                transport = new DTLSServerProtocol().accept(new DtlsServerSide(certificate, policy), datagrams);
            } else {
                TlsClient client = new DtlsClientSide(certificate, policy);
                transport = new DTLSClientProtocol().connect(client, datagrams);
            }
            datagrams.handshakeDone();
            datagrams.flush();
            return transport;
        }

        /** Until either end closes. */
        private void converse(DTLSTransport transport) throws IOException, InterruptedException {
            byte[] buffer = new byte[MAX_RECEIVED];
            for (Event.Outgoing outgoing : datagrams.early()) {
                send(transport, outgoing);
            }
            while (!closing && !datagrams.closed()) {
                switch (events.take()) {
                    case Event.Outgoing outgoing -> send(transport, outgoing);
                    case Event.Datagram datagram -> receive(transport, datagram, buffer);
                    case Event.Wake wake -> {}
                }
            }
        }

        private void send(DTLSTransport transport, Event.Outgoing outgoing) throws IOException {
            transport.send(outgoing.bytes(), 0, outgoing.bytes().length);
            datagrams.flush();
        }

        /** Every record of the datagram: data, a retransmitted last flight, an alert. */
        private void receive(DTLSTransport transport, Event.Datagram datagram, byte[] buffer) throws IOException {
            datagrams.offer(datagram.bytes());
            try {
                while (!datagrams.closed()) {
                    // The wait is formal: the datagrams say Drained instead of waiting.
                    int length = transport.receive(buffer, 0, buffer.length, 1);
                    if (length > 0) {
                        sink.onApplicationData(Arrays.copyOf(buffer, length));
                    }
                }
            } catch (DtlsDatagrams.Drained e) {
                datagrams.flush();
            }
        }

        private String describe(IOException e) {
            String refusal = policy.refusal();
            if (refusal != null) {
                return refusal;
            }
            return switch (e) {
                case TlsFatalAlertReceived alert ->
                    "the peer refused: " + AlertDescription.getText(alert.getAlertDescription());
                case TlsTimeoutException timeout -> "no answer within the handshake's time";
                default -> String.valueOf(e.getMessage());
            };
        }
    }
}
