package vn.nharong.media.dtls;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DatagramTransport;
import vn.nharong.fuzz.FuzzTarget;

/** DTLS before the peer is known: records, and the handshake with a server that believes every datagram is for it. */
public final class DtlsFuzz {
    private static final int HANDSHAKE = 22;

    private DtlsFuzz() {}

    /** The client's datagrams of a handshake that succeeds. */
    private static List<byte[]> flights() {
        try (DtlsPair pair = new DtlsPair(1, 0, DtlsPair.ALL, DtlsPair.ALL)) {
            pair.start();
            pair.serverEnd.awaitKeys();
            pair.clientEnd.awaitKeys();
            return List.copyOf(pair.clientEnd.sent);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static FuzzTarget records() {
        return FuzzTarget.of("DTLS records", DtlsRecords::plausible, DtlsRecords.class)
                .corpus(flights())
                .bounds(DtlsEndpoint.MAX_RECEIVED, 4 << 10);
    }

    /** An input is several datagrams, each with its length before it. */
    public static FuzzTarget handshake() {
        List<byte[]> flights = flights();
        return FuzzTarget.of("DTLS handshake", DtlsFuzz::converse, DtlsEndpoint.class)
                .corpus(framed(flights))
                .corpus(framed(flights.subList(0, 1)))
                .corpus(framed(List.of(flights.get(0), flights.get(0), flights.get(1))))
                .refusing(IOException.class)
                // Bouncy Castle's elliptic curves leave some 20 MiB behind on the way; no input may add to it.
                .bounds(8192, 64 << 20);
    }

    private static byte[] framed(List<byte[]> datagrams) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] datagram : datagrams) {
            out.write(datagram.length >> 8);
            out.write(datagram.length);
            out.writeBytes(datagram);
        }
        return out.toByteArray();
    }

    private static boolean converse(byte[] input) throws IOException {
        Script script = new Script(input);
        try {
            DtlsPolicy policy = new DtlsPolicy(
                    DtlsPair.SERVER_CERTIFICATE,
                    DtlsPair.ALL,
                    DtlsPair.CLIENT_CERTIFICATE.fingerprint("sha-256"),
                    keys -> {});
            new DTLSServerProtocol().accept(new DtlsServerSide(DtlsPair.SERVER_CERTIFICATE, policy), script);
            throw new AssertionError("a handshake replayed");
        } catch (IOException e) {
            // It answered, and then wants more or finds the second flight to be that of another handshake.
            if (script.answered) {
                return true;
            }
            throw e;
        }
    }

    /** Gives the datagrams that {@link DtlsEndpoint} would let through, then ends. */
    private static final class Script implements DatagramTransport {
        private final byte[] input;
        private int at;
        private boolean answered;

        Script(byte[] input) {
            this.input = input;
        }

        @Override
        public int getReceiveLimit() {
            return DtlsEndpoint.MAX_RECEIVED;
        }

        @Override
        public int getSendLimit() {
            return DtlsEndpoint.MAX_DATAGRAM;
        }

        @Override
        public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
            while (at + 2 <= input.length) {
                int size = Math.min((input[at] & 0xff) << 8 | input[at + 1] & 0xff, input.length - at - 2);
                byte[] datagram = Arrays.copyOfRange(input, at + 2, at + 2 + size);
                at += 2 + size;
                if (size <= DtlsEndpoint.MAX_RECEIVED && DtlsRecords.plausible(datagram)) {
                    int count = Math.min(length, size);
                    System.arraycopy(datagram, 0, buffer, offset, count);
                    return count;
                }
            }
            throw new EOFException("nothing more comes");
        }

        @Override
        public void send(byte[] buffer, int offset, int length) {
            answered |= buffer[offset] == HANDSHAKE;
        }

        @Override
        public void close() {}
    }
}
