package vn.nharong.media.stun;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import vn.nharong.fuzz.FuzzTarget;
import vn.nharong.media.Edges;
import vn.nharong.media.ice.IceAgent;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.ice.IceLiteAgent;
import vn.nharong.media.transport.Path;

/** STUN as it comes to a lite agent, also from somebody who knows the password. */
public final class StunFuzz {
    private static final String PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt";
    private static final byte[] SECRET = PASSWORD.getBytes(StandardCharsets.US_ASCII);

    private StunFuzz() {}

    private record Here(InetSocketAddress remote, String protocol) implements Path {}

    private static final class Mute implements IceAgent.Sink {
        @Override
        public void transmit(byte[] message, int length, Path path) {
            if (StunMessage.parse(Arrays.copyOf(message, length)) == null) {
                throw new AssertionError("an answer that we would not read ourselves");
            }
        }

        @Override
        public void onNominated(Path path) {}

        @Override
        public void onState(IceAgent.State state) {}
    }

    public static FuzzTarget target() {
        byte[] id = new byte[12];
        Arrays.fill(id, (byte) 7);
        InetSocketAddress four = new InetSocketAddress("192.0.2.1", 32853);
        Path path = new Here(four, "udp");
        Edges edges = new Edges();
        StunMessage message = new StunMessage(); // one for all, as in a transport
        IceLiteAgent agent = new IceLiteAgent(new IceCredentials("evtj", PASSWORD), 0);
        agent.sink(new Mute());
        return FuzzTarget.of(
                        "STUN",
                        input -> edges.both(input, packet -> {
                            if (!message.read(packet)) {
                                return false;
                            }
                            boolean ours = agent.handle(message, path, 1);
                            return !ours || message.authentic(SECRET);
                        }),
                        StunMessage.class,
                        IceLiteAgent.class)
                .corpus(StunMessageTest.vectors())
                .corpus(
                        new StunWriter(StunMessage.BINDING_REQUEST, id)
                                .username("evtj:h6vY")
                                .priority(0x6e0001ffL)
                                .controlling(5)
                                .useCandidate()
                                .sign(SECRET),
                        new StunWriter(StunMessage.BINDING_ERROR, id)
                                .error(487, "Role Conflict")
                                .sign(SECRET),
                        new StunWriter(StunMessage.BINDING_SUCCESS, id)
                                .xorMappedAddress(four)
                                .sign(SECRET))
                .words(
                        "evtj:h6vY",
                        "evtj:",
                        ":",
                        "\u0000\u0008\u0000\u0014",
                        "\u0000\u0006",
                        "\u0000\u0020\u0000\u0008")
                .bounds(1984, 64 << 10)
                .repaired(StunFuzz::repair);
    }

    /** Half get their length right, and of those some a fingerprint or a signature too. */
    private static byte[] repair(byte[] bent, RandomGenerator random) {
        int how = random.nextInt(6);
        if (how < 3 || bent.length < StunMessage.HEADER_LENGTH) {
            return bent;
        }
        byte[] bytes = Arrays.copyOf(bent, bent.length & ~3);
        ByteBuffer.wrap(bytes).putInt(4, StunMessage.MAGIC_COOKIE).put(0, (byte) (bytes[0] & 3));
        if (how == 4) {
            bytes = signed(bytes);
        }
        if (how >= 4) {
            int at = bytes.length;
            bytes = Arrays.copyOf(bytes, at + 8);
            length(bytes);
            ByteBuffer.wrap(bytes)
                    .putShort(at, (short) StunMessage.FINGERPRINT)
                    .putShort(at + 2, (short) 4)
                    .putInt(at + 4, StunMessage.fingerprint(new CRC32(), bytes, at));
        }
        length(bytes);
        return bytes;
    }

    private static byte[] signed(byte[] bytes) {
        int at = bytes.length;
        byte[] longer = Arrays.copyOf(bytes, at + 24);
        length(longer);
        ByteBuffer.wrap(longer)
                .putShort(at, (short) StunMessage.MESSAGE_INTEGRITY)
                .putShort(at + 2, (short) 20)
                .put(at + 4, new ShortTermPassword(SECRET).integrity(longer, at));
        return longer;
    }

    private static void length(byte[] bytes) {
        ByteBuffer.wrap(bytes).putShort(2, (short) (bytes.length - StunMessage.HEADER_LENGTH));
    }
}
