package vn.nharong.media.rtcp;

import java.util.HexFormat;
import java.util.List;
import vn.nharong.fuzz.FuzzTarget;
import vn.nharong.media.Edges;
import vn.nharong.media.bwe.BandwidthEstimator;
import vn.nharong.media.packet.PacketBuffer;

/** Compound RTCP, and transport-wide feedback with the estimator behind it. */
public final class RtcpFuzz {
    private static final HexFormat HEX = HexFormat.of();

    private static final String TWCC =
            "8fcd0008" + "00000001" + "00000002" + "fffe0013" + "00000107" + "2002ac01e100" + "040801020304ff380500";
    private static final String SENDER_REPORT = "81c8000c" + "00000001" + "0123456789abcdef" + "00000064" + "00000005"
            + "00000500" + "00000009" + "10000002" + "00010007" + "00000003" + "00000004" + "00000005";
    private static final String NACK = "81cd0004" + "00000001" + "00000009" + "00640003" + "fff08001";
    private static final String DESCRIPTION = "81ca0003" + "00000001" + "01026162" + "00000000";
    private static final String PLI = "81ce0002" + "00000001" + "00000009";
    private static final String FIR = "84ce0004" + "00000001" + "00000000" + "00000009" + "05000000";
    private static final String REMB = "8fce0005" + "00000001" + "00000000" + "52454d42" + "010fffff" + "00000002";
    private static final String XR = "80cf0004" + "00000001" + "04000002" + "0123456789abcdef";
    private static final String BYE = "82cb0002" + "00000001" + "00000002";
    private static final String PADDED = "a1cb0002" + "00000001" + "00000004";

    private RtcpFuzz() {}

    public static List<byte[]> packets() {
        return List.of(
                HEX.parseHex(SENDER_REPORT + DESCRIPTION),
                HEX.parseHex("81c90007" + "00000001" + SENDER_REPORT.substring(56) + NACK + PLI),
                HEX.parseHex(TWCC),
                HEX.parseHex(NACK + TWCC + REMB),
                HEX.parseHex(FIR + XR + BYE),
                HEX.parseHex(PLI + PADDED));
    }

    public static FuzzTarget compound() {
        Edges edges = new Edges();
        Counter counter = new Counter();
        return FuzzTarget.of(
                        "RTCP",
                        input -> edges.both(input, packet -> {
                            counter.calls = 0;
                            boolean taken = RtcpReader.read(packet, counter);
                            // 17 lost packets by 4 bytes of NACK is the most a byte can say.
                            if (counter.calls > 5 * packet.length()) {
                                throw new AssertionError(counter.calls + " calls for " + packet.length() + " bytes");
                            }
                            return taken;
                        }),
                        RtcpReader.class)
                .corpus(packets())
                .bounds(PacketBuffer.CAPACITY, 512 << 10);
    }

    public static FuzzTarget transportWide() {
        Edges edges = new Edges();
        TwccFeedback feedback = new TwccFeedback();
        BandwidthEstimator estimator = new BandwidthEstimator();
        long[] time = {0, 0xfff0};
        return FuzzTarget.of(
                        "transport-cc",
                        input -> {
                            time[0] += 10_000_000;
                            estimator.onSent(time[1]++, 1200, 0, time[0]);
                            boolean taken = edges.both(
                                    input, packet -> feedback.parse(packet, 0, packet.length()) && sound(feedback));
                            if (taken) {
                                estimator.onFeedback(feedback, time[0]);
                            }
                            if (estimator.targetBps() <= 0) {
                                throw new AssertionError("an estimate of " + estimator.targetBps());
                            }
                            return taken;
                        },
                        TwccFeedback.class)
                .corpus(HEX.parseHex(TWCC))
                .corpus(
                        HEX.parseHex("8fcd0005" + "00000001" + "00000002" + "00010002" + "00000100" + "a4000400"),
                        HEX.parseHex("8fcd0006" + "00000001" + "00000002" + "fff00005" + "7fffff00" + "e6400102"
                                + "0304ff00"))
                .bounds(1984, 1 << 20);
    }

    private static boolean sound(TwccFeedback feedback) {
        int received = 0;
        for (int i = 0; i < feedback.count(); i++) {
            received += feedback.received(i) ? 1 : 0;
        }
        if (received != feedback.receivedCount()) {
            throw new AssertionError("received are " + received);
        }
        return true;
    }

    private static final class Counter implements RtcpReader.Handler {
        private final TwccFeedback feedback = new TwccFeedback();
        private int calls;

        @Override
        public void onSenderReport(int ssrc, long ntp, long rtpTimestamp) {
            calls++;
        }

        @Override
        public void onReportBlock(
                int about, int fraction, int lost, long highest, long jitter, long lastSr, long delay) {
            calls++;
        }

        @Override
        public void onNack(int about, int seq16) {
            calls++;
        }

        @Override
        public void onPictureLoss(int about) {
            calls++;
        }

        @Override
        public void onTransportCc(PacketBuffer packet, int at, int length) {
            calls++;
            boolean unused = feedback.parse(packet, at, length);
        }

        @Override
        public void onRemb(long bitrateBps) {
            calls++;
            if (bitrateBps < 0) {
                throw new AssertionError("a rate of " + bitrateBps);
            }
        }

        @Override
        public void onBye(int ssrc) {
            calls++;
        }

        @Override
        public void onReferenceTime(int fromSsrc, long ntp) {
            calls++;
        }
    }
}
