package vn.nharong.bench;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * {@code bench stranger --port N}: sends what a media port gets from people it does not know, from many addresses, at a steady
 * rate: checks with invented names, greetings of DTLS, invented SRTP, noise. Ends by itself; prints what it sent and what came
 * back.
 */
final class Stranger {
    private static final int SOCKETS = 64;
    private static final int SLICE_NANOS = 2_000_000;

    private Stranger() {}

    static int run(String[] arguments) throws Exception {
        BenchOptions options = new BenchOptions(arguments);
        int perSecond = options.number("rate", 50_000);
        long end = System.nanoTime() + options.number("seconds", 60) * 1_000_000_000L;
        InetSocketAddress target =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(options.required("port")));
        SplittableRandom random = new SplittableRandom(4);
        List<DatagramChannel> sockets = new ArrayList<>();
        for (int i = 0; i < SOCKETS; i++) {
            DatagramChannel socket = DatagramChannel.open();
            socket.configureBlocking(false);
            socket.connect(target);
            sockets.add(socket);
        }
        ByteBuffer datagram = ByteBuffer.allocateDirect(1500);
        ByteBuffer answer = ByteBuffer.allocateDirect(2048);
        long sent = 0;
        long sentBytes = 0;
        long answers = 0;
        long answerBytes = 0;
        long next = System.nanoTime();
        while (System.nanoTime() < end) {
            int share = (int) (perSecond * (long) SLICE_NANOS / 1_000_000_000L);
            for (int i = 0; i < share; i++) {
                DatagramChannel socket = sockets.get((int) (sent % SOCKETS));
                datagram.clear();
                make((int) (sent / SOCKETS % 4), datagram, random);
                datagram.flip();
                int length = datagram.remaining();
                try {
                    if (socket.write(datagram) == length) {
                        sent++;
                        sentBytes += length;
                    }
                } catch (IOException e) {
                    // an ICMP error: nobody is there now
                }
            }
            for (DatagramChannel socket : sockets) {
                answer.clear();
                while (read(socket, answer)) {
                    answers++;
                    answerBytes += answer.position();
                    answer.clear();
                }
            }
            next += SLICE_NANOS;
            long rest = next - System.nanoTime();
            if (rest > 0) {
                java.util.concurrent.locks.LockSupport.parkNanos(rest);
            }
        }
        JsonObject result = new JsonObject();
        result.addProperty("sent", sent);
        result.addProperty("sent_bytes", sentBytes);
        result.addProperty("answers", answers);
        result.addProperty("answer_bytes", answerBytes);
        System.out.println(result);
        return 0;
    }

    private static boolean read(DatagramChannel socket, ByteBuffer into) {
        try {
            return socket.read(into) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void make(int kind, ByteBuffer into, SplittableRandom random) {
        switch (kind) {
            case 0 -> check(into, random);
            case 1 -> greeting(into, random);
            case 2 -> {
                into.put((byte) 0x80).put((byte) 96);
                noise(into, random, 200 + random.nextInt(900));
            }
            default -> noise(into, random, 1 + random.nextInt(1200));
        }
    }

    /** A Binding request with an invented name and no right password (RFC 8489 §5, RFC 8445 §7.2.2). */
    private static void check(ByteBuffer into, SplittableRandom random) {
        into.putShort((short) 0x0001).putShort((short) (4 + 16 + 4 + 20)).putInt(0x2112_a442);
        noise(into, random, 12);
        into.putShort((short) 0x0006).putShort((short) 16);
        for (int i = 0; i < 16; i++) {
            into.put((byte) (i == 8 ? ':' : 'a' + random.nextInt(26)));
        }
        into.putShort((short) 0x0008).putShort((short) 20);
        noise(into, random, 20);
    }

    /** A record with the beginning of a ClientHello (RFC 6347 §4.1, §4.2.2). */
    private static void greeting(ByteBuffer into, SplittableRandom random) {
        int body = 60 + random.nextInt(100);
        into.put((byte) 22)
                .putShort((short) 0xfefd)
                .putShort((short) 0)
                .putInt(0)
                .putShort((short) 0);
        into.putShort((short) (12 + body)).put((byte) 1).put((byte) 0).putShort((short) body);
        into.putShort((short) 0).put((byte) 0).putShort((short) 0).put((byte) 0).putShort((short) body);
        into.putShort((short) 0xfefd);
        noise(into, random, body - 2);
    }

    private static void noise(ByteBuffer into, SplittableRandom random, int count) {
        for (int i = 0; i < count; i++) {
            into.put((byte) random.nextInt());
        }
    }
}
