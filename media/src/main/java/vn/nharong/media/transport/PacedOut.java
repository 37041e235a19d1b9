package vn.nharong.media.transport;

import java.util.List;
import vn.nharong.media.bwe.BandwidthEstimator;
import vn.nharong.media.bwe.ProbeCluster;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.rtcp.TwccFeedback;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.send.Pacer;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.send.SendClass;

/**
 * What leaves a transport in RTP, and how fast: pacer, estimator and the transport-wide numbering between them. Belongs
 * to the transport's thread.
 */
final class PacedOut implements PeerLine {
    /** What weighs on the line beside an RTP packet as it waits: the tag of SRTP, UDP and IPv4 headers. */
    private static final int LINE_OVERHEAD = 16 + 28;

    /**
     * Repairs of pictures are at most this share of the pictures themselves. A line so narrow that it drops what we send asks
     * for all of it again: answered without end, that fills it for good, and sound drowns.
     */
    private static final double REPAIRS = 0.5;

    /** A key frame that was lost may be repaired at once, as far as the line carries it in this time. */
    private static final double REPAIR_BURST_SECONDS = 0.25;

    private static final int REPAIR_BURST_MIN_BYTES = 6_000;

    /** How the packets get on. */
    interface Out {
        /** Encrypts and sends; takes the packet over. */
        void leave(PacketBuffer packet);

        /** The estimate changed noticeably. */
        void onEstimate(long targetBps, long nowNanos);
    }

    private final Pacer pacer = new Pacer(LINE_OVERHEAD);
    private final BandwidthEstimator estimator = new BandwidthEstimator();
    private final TwccFeedback feedback = new TwccFeedback();
    private final Out out;
    private final List<RtpSender> senders;
    private long transportSeq = 0x10000;
    /** The estimator's, as of its last input: asked for with each packet. */
    private long targetBps;

    private long toldBps;
    private long wantedBps;
    private boolean draining;
    private boolean promisesAnswers;
    private boolean atOnce;
    private double repairRoomBytes = REPAIR_BURST_MIN_BYTES;

    /** @param senders of this transport, kept by {@link SendSide}: one of them makes the padding of a probe */
    PacedOut(Out out, List<RtpSender> senders) {
        this.out = out;
        this.senders = senders;
        targetBps = estimator.targetBps();
        pacer.rates(targetBps, 0, Pacer.Line.UNTRIED);
    }

    /** From now on nothing waits here: who sends has its own pace. */
    void atOnce() {
        atOnce = true;
    }

    /** Takes the packet over. */
    void send(PacketBuffer packet, SendClass kind, long nowNanos) {
        if (kind == SendClass.VIDEO) {
            repairRoomBytes = Math.min(most(), repairRoomBytes + REPAIRS * packet.length());
        }
        if (atOnce || !draining && pacer.passes(packet.length(), kind, nowNanos)) {
            leave(packet, nowNanos);
            return;
        }
        if (!pacer.enqueue(packet, kind, nowNanos)) {
            packet.release();
            return;
        }
        if (!draining) {
            drain(nowNanos);
        }
    }

    private double most() {
        return Math.max(REPAIR_BURST_MIN_BYTES, targetBps * REPAIR_BURST_SECONDS / 8);
    }

    /** @param old of a layer that was left: gets only what the present one is not likely to need */
    boolean takeRepairRoom(int sizeBytes, boolean old) {
        if (repairRoomBytes - (old ? most() / 2 : 0) < sizeBytes) {
            return false;
        }
        repairRoomBytes -= sizeBytes;
        return true;
    }

    void drain(long nowNanos) {
        draining = true;
        try {
            while (true) {
                PacketBuffer packet = pacer.poll(nowNanos);
                if (packet != null) {
                    leave(packet, nowNanos);
                } else if (!pad(nowNanos)) {
                    return;
                }
            }
        } finally {
            draining = false;
        }
    }

    private void leave(PacketBuffer packet, long nowNanos) {
        if (packet.tag < 0) {
            stampSendTime(packet, -packet.tag, nowNanos);
        } else if (packet.tag > 0) {
            packet.u16(packet.tag, (int) transportSeq);
            estimator.onSent(transportSeq, packet.length() + LINE_OVERHEAD, pacer.polledCluster(), nowNanos);
            transportSeq++;
        }
        out.leave(packet);
    }

    /** abs-send-time: seconds in 6.18 fixed point, the clock's origin being nobody's business. */
    private static void stampSendTime(PacketBuffer packet, int at, long nowNanos) {
        long seconds = nowNanos / 1_000_000_000;
        long fixed = (seconds << 18) + ((nowNanos % 1_000_000_000 << 18) / 1_000_000_000);
        packet.u8(at, (int) (fixed >> 16) & 0xff);
        packet.u16(at + 1, (int) fixed & 0xffff);
    }

    /** Padding for a running probe. @return whether a packet was queued */
    private boolean pad(long nowNanos) {
        if (!pacer.probing()) {
            return false;
        }
        int bytes = pacer.paddingWanted(nowNanos);
        if (bytes <= 0) {
            return false;
        }
        for (int i = 0; i < senders.size(); i++) {
            RtpSender sender = senders.get(i);
            int before = pacer.queued();
            // A transport that has failed throws away what is sent: without a look at the queue this would never end.
            if (sender.kind() == MediaKind.VIDEO
                    && sender.sendPadding(bytes, nowNanos) > 0
                    && pacer.queued() > before) {
                return true;
            }
        }
        pacer.cancelProbe();
        return false;
    }

    void onFeedback(PacketBuffer packet, int at, int length, long nowNanos) {
        if (feedback.parse(packet, at, length)) {
            estimator.onFeedback(feedback, nowNanos);
            changed(nowNanos);
        }
    }

    void onReceiverReport(int fraction, long rttNanos, long nowNanos) {
        estimator.onReceiverReport(fraction, rttNanos, nowNanos);
        changed(nowNanos);
    }

    void onRemb(long bps, long nowNanos) {
        estimator.onRemb(bps);
        changed(nowNanos);
    }

    void promisesAnswers(boolean promises) {
        promisesAnswers = promises;
    }

    @Override
    public boolean promisesAnswers() {
        return promisesAnswers;
    }

    @Override
    public void want(long bps, long upToBps, long nowNanos) {
        wantedBps = bps;
        estimator.wantedBps(upToBps);
        targetBps = estimator.targetBps();
        pacer.rates(targetBps, bps, line(nowNanos));
    }

    private void changed(long nowNanos) {
        targetBps = estimator.targetBps();
        pacer.rates(targetBps, wantedBps, line(nowNanos));
        if (Math.abs(targetBps - toldBps) * 20 > toldBps) {
            toldBps = targetBps;
            out.onEstimate(targetBps, nowNanos);
        }
        probe(nowNanos);
    }

    private Pacer.Line line(long nowNanos) {
        return Pacer.Line.of(estimator.seenFull(), estimator.suspected(nowNanos));
    }

    private void probe(long nowNanos) {
        if (pacer.probing()) {
            return;
        }
        ProbeCluster cluster = estimator.pollProbe(nowNanos);
        if (cluster != null) {
            pacer.probe(cluster.id(), cluster.bitrateBps(), cluster.minBytes(), cluster.minPackets(), nowNanos);
        }
    }

    void handleTimeout(long nowNanos) {
        if (nowNanos >= estimator.nextTimeoutNanos()) {
            estimator.handleTimeout(nowNanos);
            changed(nowNanos);
        }
        drain(nowNanos);
    }

    long nextTimeoutNanos(long nowNanos) {
        return Math.min(pacer.nextSendNanos(nowNanos), estimator.nextTimeoutNanos());
    }

    boolean waiting() {
        return pacer.queued() > 0;
    }

    @Override
    public long targetBps() {
        return targetBps;
    }

    @Override
    public boolean limited(long nowNanos) {
        return estimator.limited(nowNanos);
    }

    @Override
    public boolean tried(long nowNanos) {
        return estimator.tried(nowNanos);
    }

    @Override
    public boolean answers() {
        return estimator.feedbackSeen() || estimator.rembSeen();
    }

    /** Somebody answers, and there is a stream to pad. */
    @Override
    public boolean canProbe() {
        if (estimator.silent() || !estimator.feedbackSeen()) {
            return false;
        }
        for (int i = 0; i < senders.size(); i++) {
            RtpSender sender = senders.get(i);
            if (sender.kind() == MediaKind.VIDEO && sender.rtxSsrc() != 0 && sender.started()) {
                return true;
            }
        }
        return false;
    }

    long rttNanos() {
        return estimator.rttNanos();
    }

    /** How long packets wait in the line's queue these days, in nanoseconds. */
    long queueDelayNanos() {
        return estimator.queueDelayNanos();
    }

    long dropped() {
        return pacer.dropped();
    }

    void close() {
        pacer.clear();
    }
}
