package vn.nharong.media.sctp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import vn.nharong.fuzz.FuzzTarget;

/** SCTP packets of a peer that knows the tags, through to its data channels; and the message that opens one. */
public final class SctpFuzz {
    private static final long MS = Network.MS;

    /** Then begin anew, so that an association that was thrown off its numbers does not see all the rest. */
    private static final int INPUTS_PER_LIFE = 500;

    private SctpFuzz() {}

    private static final class End implements DataChannelSink, Network.Node {
        private final Network network;
        private final int other;
        private final DataChannels channels;
        private boolean closed;
        private final List<DataChannel> opened = new ArrayList<>();

        End(Network network, int other) {
            this.network = network;
            this.other = other;
            channels = new DataChannels(other == 1, other == 1 ? new Random(2) : answering(), this);
            network.nodes.add(this);
        }

        @Override
        public void transmit(byte[] packet) {
            network.transmit(other, packet);
        }

        @Override
        public void onEstablished() {}

        @Override
        public void onOpen(DataChannel channel) {
            opened.add(channel);
        }

        @Override
        public void onAcknowledged(DataChannel channel) {}

        @Override
        public void onMessage(DataChannel channel, byte[] payload, boolean binary) {
            if (payload.length > SctpAssociation.MAX_MESSAGE) {
                throw new AssertionError("a message of " + payload.length);
            }
        }

        @Override
        public void onChannelClosed(DataChannel channel) {}

        @Override
        public void onClosed(String reason, boolean failed) {
            closed = true;
        }

        @Override
        public void handlePacket(byte[] packet, long now) {
            channels.handlePacket(packet, now);
        }

        @Override
        public void handleTimeout(long now) {
            channels.handleTimeout(now);
        }

        @Override
        public long nextTimeoutNanos() {
            return channels.nextTimeoutNanos();
        }
    }

    /** Two ends with the same secrets each time, so that what was once said fits again. */
    private static final class Pair {
        private final Network network = new Network(1);
        private final End a = new End(network, 1);
        private final End b = new End(network, 0);
        private final DataChannel reliable;
        private final DataChannel lossy;

        Pair() {
            reliable = a.channels.open("_reliable", "", true, Reliability.RELIABLE, network.now);
            lossy = a.channels.open("_lossy", "p", false, Reliability.maxRetransmits(0), network.now);
            a.channels.connect(network.now);
            if (!network.run(() -> b.opened.size() == 2, 60_000 * MS)) {
                throw new AssertionError("no channels");
            }
        }

        void talk() {
            network.loss = 0.3;
            for (int i = 0; i < 20; i++) {
                a.channels.send(reliable, new byte[3000], true, network.now);
                a.channels.send(lossy, new byte[i * 200], i % 2 == 0, network.now);
                b.channels.send(b.opened.getFirst(), new byte[i], false, network.now);
                network.sleep(100 * MS);
            }
            network.loss = 0;
            network.sleep(40_000 * MS); // a heartbeat
            a.channels.close(reliable, network.now);
            network.sleep(2_000 * MS);
            a.channels.shutdown(network.now);
            network.sleep(2_000 * MS);
        }
    }

    /** A whole conversation, both ways. */
    public static List<byte[]> conversation() {
        Pair source = new Pair();
        source.talk();
        return List.copyOf(source.network.log);
    }

    /** The randomness of the end that did not open the channels: whoever has it can be spoken to as in the conversation. */
    public static Random answering() {
        return new Random(1);
    }

    /** One in eight shows that the checksum is looked at. */
    public static byte[] repair(byte[] bent, RandomGenerator random) {
        if (bent.length >= PacketWriter.HEADER && random.nextInt(8) > 0) {
            PacketWriter.seal(bent);
        }
        return bent;
    }

    public static FuzzTarget association() {
        List<byte[]> talk = conversation();
        class Victim {
            private Pair pair = new Pair();
            private int inputs;

            void take(byte[] packet) {
                if (++inputs > INPUTS_PER_LIFE || pair.a.closed || pair.b.closed) {
                    inputs = 0;
                    pair = new Pair();
                }
                Network network = pair.network;
                pair.a.handlePacket(packet, network.now);
                pair.b.handlePacket(packet, network.now);
                network.now += 3 * MS;
                for (End end : List.of(pair.a, pair.b)) {
                    if (network.now >= end.nextTimeoutNanos()) {
                        end.handleTimeout(network.now);
                    }
                }
                network.log.clear();
                network.forget();
            }
        }
        Victim victim = new Victim();
        return FuzzTarget.of(
                        "SCTP",
                        packet -> {
                            victim.take(packet);
                            return packet.length > PacketWriter.HEADER && PacketWriter.checksumHolds(packet);
                        },
                        SctpAssociation.class,
                        DataChannels.class,
                        InitChunk.class,
                        StateCookie.class)
                .corpus(talk.subList(0, Math.min(200, talk.size())))
                .corpus(talk.subList(talk.size() - 40, talk.size())) // heartbeat, reset, shutdown
                .repaired(SctpFuzz::repair)
                .bounds(SctpAssociation.MAX_PACKET, 4 << 20);
    }

    public static FuzzTarget open() {
        return FuzzTarget.of(
                        "DCEP",
                        input -> OpenMessage.read(input).map(SctpFuzz::sound).orElse(false),
                        OpenMessage.class)
                .corpus(
                        new OpenMessage("nhãn", "proto", false, Reliability.maxRetransmits(3)).write(),
                        new OpenMessage("_reliable", "", true, Reliability.RELIABLE).write(),
                        new OpenMessage("", "", true, Reliability.maxLifetime(300)).write())
                .bounds(4096, 64 << 10);
    }

    /** What we would write ourselves reads the same; names that were no UTF-8 have grown and are nobody's to write. */
    private static boolean sound(OpenMessage message) {
        int label = message.label().getBytes(StandardCharsets.UTF_8).length;
        int protocol = message.protocol().getBytes(StandardCharsets.UTF_8).length;
        if (message.label().length() > 1024 || message.protocol().length() > 1024) {
            throw new AssertionError("a name of " + message.label().length());
        }
        if (label <= 1024 && protocol <= 1024) {
            OpenMessage again = OpenMessage.read(message.write()).orElseThrow();
            if (!again.equals(message)) {
                throw new AssertionError(message + " becomes " + again);
            }
        }
        return true;
    }
}
