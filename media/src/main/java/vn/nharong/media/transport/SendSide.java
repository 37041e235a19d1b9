package vn.nharong.media.transport;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtcp.RtcpWriter;
import vn.nharong.media.rtp.SsrcMap;
import vn.nharong.media.send.ReportSource;
import vn.nharong.media.send.RtpSender;

/** The senders of a transport and the reports about them. Belongs to the transport's thread. */
final class SendSide {
    private static final long REPORT_NANOS = 1_000_000_000;

    private final List<RtpSender> senders = new ArrayList<>();
    private final List<ReportSource> sources = new ArrayList<>();
    private final SsrcMap<RtpSender> bySsrc = new SsrcMap<>();
    private final SsrcMap<RtpSender> byRtxSsrc = new SsrcMap<>();
    private ExtensionIds ids = ExtensionIds.NONE;
    private long nextReportNanos = Long.MAX_VALUE;
    private long rttNanos;
    private int referenceSsrc;
    private long referenceNtp;
    private long referenceNanos;

    void extensions(ExtensionIds ids) {
        this.ids = ids;
        for (RtpSender sender : senders) {
            sender.extensions(ids);
        }
    }

    ExtensionIds extensions() {
        return ids;
    }

    void add(RtpSender sender, ReportSource source, long nowNanos) {
        sender.extensions(ids);
        senders.add(sender);
        sources.add(source);
        bySsrc.put(sender.ssrc(), sender);
        if (sender.rtxSsrc() != 0) {
            byRtxSsrc.put(sender.rtxSsrc(), sender);
        }
        if (nextReportNanos == Long.MAX_VALUE) {
            nextReportNanos = nowNanos + REPORT_NANOS / 2;
        }
    }

    void remove(RtpSender sender) {
        int index = senders.indexOf(sender);
        if (index >= 0) {
            senders.remove(index);
            sources.remove(index);
            bySsrc.remove(sender.ssrc());
            if (sender.rtxSsrc() != 0) {
                byRtxSsrc.remove(sender.rtxSsrc());
            }
            sender.close();
        }
    }

    List<RtpSender> senders() {
        return senders;
    }

    @Nullable
    RtpSender sender(int ssrc) {
        RtpSender sender = bySsrc.get(ssrc);
        return sender != null ? sender : byRtxSsrc.get(ssrc);
    }

    /** @return the sender if the block is about its main stream, so that repair streams do not blur its loss */
    @Nullable
    RtpSender onReportBlock(int about, int fraction, int lost, long jitter, long lastSr, long delay, long nowNanos) {
        RtpSender sender = bySsrc.get(about);
        if (sender != null) {
            sender.onReportBlock(fraction, lost, jitter, lastSr, delay, nowNanos);
            if (sender.rttNanos() > 0) {
                rttNanos = sender.rttNanos();
            }
        }
        return sender;
    }

    void onReferenceTime(int ssrc, long ntp, long nowNanos) {
        referenceSsrc = ssrc;
        referenceNtp = ntp;
        referenceNanos = nowNanos;
    }

    long rttNanos() {
        return rttNanos;
    }

    long nextTimeoutNanos() {
        return nextReportNanos;
    }

    void handleTimeout(RtcpOut rtcp, int localSsrc, long nowNanos) {
        if (nowNanos < nextReportNanos) {
            return;
        }
        nextReportNanos = senders.isEmpty() ? Long.MAX_VALUE : nowNanos + REPORT_NANOS;
        for (int i = 0; i < senders.size(); i++) {
            sources.get(i).writeReport(senders.get(i), rtcp.room(96), nowNanos);
        }
        if (referenceNtp != 0) {
            long delay = (nowNanos - referenceNanos) / 1000 * 65536 / 1_000_000;
            RtcpWriter.delaySinceReference(
                    rtcp.room(24), localSsrc, referenceSsrc, referenceNtp >>> 16 & 0xffff_ffffL, delay);
            referenceNtp = 0;
        }
    }

    void close() {
        senders.forEach(RtpSender::close);
        senders.clear();
        sources.clear();
    }
}
