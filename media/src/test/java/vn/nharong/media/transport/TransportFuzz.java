package vn.nharong.media.transport;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import vn.nharong.fuzz.FuzzTarget;
import vn.nharong.media.Edges;
import vn.nharong.media.codec.H264Nal;
import vn.nharong.media.codec.Vp8Descriptor;
import vn.nharong.media.dtls.DtlsCertificate;
import vn.nharong.media.dtls.DtlsRole;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.ice.IceLiteAgent;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.receive.ReceiveSection;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.rtcp.RtcpFuzz;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpFuzz;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.sctp.SctpAssociation;
import vn.nharong.media.sctp.SctpFuzz;
import vn.nharong.media.send.PacketOut;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.send.SendClass;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.media.srtp.SrtpProfile;

/** The doors of a transport: any datagram from anybody; and packets of a publisher that holds the keys and lies. */
public final class TransportFuzz {
    private static final HexFormat HEX = HexFormat.of();

    private TransportFuzz() {}

    private record Here(InetSocketAddress remote, String protocol) implements Path {}

    public static FuzzTarget datagrams() {
        PacketPool pool = PacketPool.direct(64);
        Edges edges = new Edges(pool);
        SecureRandom random = new SecureRandom();
        WebRtcTransport transport = new WebRtcTransport(
                new WebRtcTransport.Shared(
                        pool,
                        SrtpBackends.jce(),
                        DtlsCertificate.generate(random),
                        List.of(SrtpProfile.values()),
                        task -> {},
                        task -> task.accept(0),
                        random),
                new IceLiteAgent(new IceCredentials("ours", "a password of twenty-four"), 0),
                DtlsRole.SERVER,
                1,
                new Nowhere());
        Path path = new Here(new InetSocketAddress("192.0.2.1", 4000), "udp");
        String fingerprint = DtlsCertificate.generate(random).fingerprintSha256();
        transport.remote("sha-256", fingerprint);
        List<byte[]> corpus = new ArrayList<>(RtpFuzz.packets());
        corpus.addAll(RtcpFuzz.packets());
        corpus.add(HEX.parseHex("16fefd0000000000000000001001000004000000000000000401020304"));
        corpus.add(HEX.parseHex("000100002112a442b7e7a701bc34d686fa87dfae"));
        return FuzzTarget.of(
                        "datagrams",
                        input -> {
                            // Whatever it is, it is counted under a name.
                            edges.both(input, packet -> transport.handleDatagram(packet, path, 0) != Drop.NONE);
                            transport.handleTimeout(0);
                            return true;
                        },
                        WebRtcTransport.class,
                        Demux.class)
                .corpus(corpus)
                .takesEverything()
                .bounds(PacketBuffer.CAPACITY, 64 << 10);
    }

    /** Reports of a peer that holds the keys and lies, to a transport that has sent it pictures. */
    public static FuzzTarget reports() {
        PacketPool pool = PacketPool.direct(1 << 13);
        Edges edges = new Edges(); // the history of what was sent stays leased
        ReceiveSide receive = new ReceiveSide(1);
        SendSide send = new SendSide();
        PacedOut paced = new PacedOut(
                new PacedOut.Out() {
                    @Override
                    public void leave(PacketBuffer packet) {
                        packet.release();
                    }

                    @Override
                    public void onEstimate(long targetBps, long nowNanos) {
                        if (targetBps <= 0) {
                            throw new AssertionError("an estimate of " + targetBps);
                        }
                    }
                },
                send.senders());
        RtcpIn in = new RtcpIn(receive, send, paced, new Nowhere());
        RtpSender sender = new RtpSender(MediaKind.VIDEO, "0", 9, 10, 90_000, "c", 1, new Through(pool, paced));
        sender.payloadTypes(96, 97);
        send.extensions(new ExtensionIds(1, 0, 0, 0, 2, 0, 0, 0, 0, 0));
        send.add(sender, (who, rtcp, now) -> {}, 0);
        RtpHeader header = new RtpHeader();
        long[] state = {0, 100};
        return FuzzTarget.of(
                        "reports",
                        input -> {
                            long now = state[0] += 10_000_000;
                            PacketBuffer picture = pool.lease();
                            picture.length(60);
                            picture.u8(0, 0x80);
                            if (header.parse(picture, ExtensionIds.NONE)) {
                                sender.send(picture, header, state[1]++, state[1] * 900, 0, now);
                            }
                            picture.release();
                            boolean taken = edges.both(input, packet -> in.read(packet, now));
                            paced.handleTimeout(now);
                            if (pool.leased() > 4_096) {
                                throw new AssertionError(pool.leased() + " packets are kept");
                            }
                            return taken;
                        },
                        RtcpIn.class)
                .corpus(RtcpFuzz.packets())
                .bounds(PacketBuffer.CAPACITY, 512 << 10);
    }

    private record Through(PacketPool pool, PacedOut paced) implements PacketOut {
        @Override
        public PacketBuffer lease() {
            return pool.lease();
        }

        @Override
        public void send(PacketBuffer packet, SendClass kind, long nowNanos) {
            paced.send(packet, kind, nowNanos);
        }

        @Override
        public boolean takeRepairRoom(int sizeBytes, boolean old) {
            return paced.takeRepairRoom(sizeBytes, old);
        }
    }

    private static final class Nowhere implements TransportSink {
        @Override
        public void transmit(PacketBuffer datagram, Path path) {
            datagram.release();
        }

        @Override
        public void onState(State state, String reason) {}

        @Override
        public void onSecured(SrtpProfile profile) {
            throw new AssertionError("secured without a handshake");
        }

        @Override
        public void onPictureLoss(RtpSender sender, long nowNanos) {}
    }

    private static CodecParameters codec(int payloadType, String name, int clock, int rtx) {
        return new CodecParameters(payloadType, name, clock, 1, rtx, Map.of(), true, true, false);
    }

    /** What is authentic still may be nonsense: bindings, RTX, losses, reports. */
    public static FuzzTarget received() {
        PacketPool pool = PacketPool.direct(256);
        Edges edges = new Edges(pool);
        Reader reader = new Reader();
        ReceiveSide side = new ReceiveSide(1);
        side.extensions(RtpFuzz.IDS);
        List<CodecParameters> video = List.of(codec(96, "VP8", 90_000, 97), codec(102, "H264", 90_000, 103));
        side.add(new ReceiveSection(
                MediaKind.AUDIO, "0", List.of(codec(111, "opus", 48_000, -1)), List.of(), 0xdeadbeef, 0, reader));
        side.add(new ReceiveSection(MediaKind.VIDEO, "v", video, List.of("q", "hi", "f"), 0, 0, reader));
        RtcpOut out = new RtcpOut(pool, PacketBuffer::release);
        long[] now = {1_000_000_000L};
        return FuzzTarget.of(
                        "received RTP",
                        input -> {
                            boolean[] taken = new boolean[1];
                            now[0] += 1_000_000;
                            edges.both(input, packet -> {
                                Drop drop = side.onRtp(packet, now[0]);
                                taken[0] |= drop == Drop.NONE || drop == Drop.REPLAYED;
                                return drop != Drop.MALFORMED;
                            });
                            if (now[0] >= side.nextTimeoutNanos()) {
                                side.handleTimeout(out, now[0]);
                                out.flush();
                            }
                            return taken[0];
                        },
                        ReceiveSide.class,
                        RtpReceiver.class)
                .corpus(received(0x60, 0x61))
                .repaired((bent, random) -> {
                    if (bent.length > 12 && random.nextBoolean()) {
                        ByteBuffer.wrap(bent).putShort(2, (short) random.nextInt(65536));
                    }
                    return bent;
                })
                .bounds(1984, 256 << 10);
    }

    /** SCTP packets through to the channels that a transport knows by their labels. */
    public static FuzzTarget data() {
        List<byte[]> talk = SctpFuzz.conversation();
        class Victim implements DataSide.Out {
            private static final int INPUTS_PER_LIFE = 500;
            private DataSide side = new DataSide(false, SctpFuzz.answering(), this);
            private int inputs;
            private int opened;

            void take(byte[] packet) {
                if (inputs++ % INPUTS_PER_LIFE == 0) {
                    side = new DataSide(false, SctpFuzz.answering(), this);
                    opened = 0;
                    for (byte[] each : talk.subList(0, 12)) {
                        side.handlePacket(each, inputs);
                    }
                    if (opened != 2) {
                        throw new AssertionError(opened + " channels are open");
                    }
                }
                side.handlePacket(packet, inputs);
                side.send("_reliable", new byte[100], true, inputs);
                side.handleTimeout(inputs);
            }

            @Override
            public void transmit(byte[] packet) {}

            @Override
            public void onOpen(String label) {
                opened++;
            }

            @Override
            public void onRefused(String label) {}

            @Override
            public void onMessage(String label, byte[] message, boolean binary) {}
        }
        Victim victim = new Victim();
        return FuzzTarget.of(
                        "data channels",
                        input -> {
                            victim.take(input);
                            return true;
                        },
                        DataSide.class)
                .corpus(talk.subList(0, Math.min(300, talk.size())))
                .takesEverything()
                .repaired(SctpFuzz::repair)
                .bounds(SctpAssociation.MAX_PACKET, 8 << 20);
    }

    private static List<byte[]> received(int video, int repair) {
        List<byte[]> packets = new ArrayList<>();
        Random random = new Random(1);
        packets.add(HEX.parseHex("906f000100000064deadbeef" + "bede0001" + "10854030" + "f8f8"));
        String[] rids = {"a071", "a16869", "a066"};
        for (int i = 0; i < rids.length; i++) {
            String ssrc = "0000000" + (i + 2);
            String extension = ("4076" + rids[i] + "31000" + i + "0000000000000000").substring(0, 24);
            packets.add(HEX.parseHex("90%02x%04x".formatted(video, random.nextInt(65536)) + "00000064" + ssrc
                    + "bede0003" + extension + "90f09234" + "56a7100000" + "9d012a0005d002"));
            String repaired = ("4076" + "b" + rids[i].substring(1) + "000000000000000000").substring(0, 24);
            packets.add(HEX.parseHex("90%02x%04x".formatted(repair, random.nextInt(65536)) + "00000064" + "0000001"
                    + (i + 2) + "bede0003" + repaired + "0102" + "90f09234"));
        }
        return packets;
    }

    private static final class Reader implements ReceiveSection.Sink {
        private final Vp8Descriptor vp8 = new Vp8Descriptor();

        @Override
        public void onRtp(
                int encoding,
                RtpReceiver stream,
                CodecParameters codec,
                PacketBuffer packet,
                RtpHeader header,
                long extSeq,
                long nowNanos) {
            if (header.headerLength + header.payloadLength + header.paddingLength != packet.length()
                    || header.payloadLength < 0) {
                throw new AssertionError("the header does not fit its packet");
            }
            switch (codec.name()) {
                case "VP8" -> {
                    boolean unused = vp8.parse(packet, header.headerLength, header.payloadLength);
                }
                case "H264" -> {
                    boolean unused = H264Nal.startsKeyframe(packet, header.headerLength, header.payloadLength);
                }
                default -> {}
            }
        }

        @Override
        public void onUnrepairable(int encoding, long nowNanos) {}
    }
}
