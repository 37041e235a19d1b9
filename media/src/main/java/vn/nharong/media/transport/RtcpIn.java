package vn.nharong.media.transport;

import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.rtcp.RtcpReader;
import vn.nharong.media.send.RtpSender;

/** Brings what the peer reports to those whom it concerns. Belongs to the transport's thread. */
final class RtcpIn implements RtcpReader.Handler {
    private final ReceiveSide receive;
    private final SendSide send;
    private final PacedOut paced;
    private final TransportSink sink;
    private long nowNanos;

    RtcpIn(ReceiveSide receive, SendSide send, PacedOut paced, TransportSink sink) {
        this.receive = receive;
        this.send = send;
        this.paced = paced;
        this.sink = sink;
    }

    /** Reads one compound packet, decrypted. @return false when it is malformed */
    boolean read(PacketBuffer packet, long nowNanos) {
        this.nowNanos = nowNanos;
        return RtcpReader.read(packet, this);
    }

    @Override
    public void onSenderReport(int ssrc, long ntp, long rtpTimestamp) {
        RtpReceiver stream = receive.stream(ssrc);
        if (stream != null) {
            stream.onSenderReport(ntp, rtpTimestamp, nowNanos);
        }
    }

    @Override
    public void onReportBlock(int about, int fraction, int lost, long highest, long jitter, long lastSr, long delay) {
        RtpSender sender = send.onReportBlock(about, fraction, lost, jitter, lastSr, delay, nowNanos);
        if (sender != null) {
            paced.onReceiverReport(fraction, sender.rttNanos(), nowNanos);
        }
    }

    @Override
    public void onNack(int about, int seq16) {
        RtpSender sender = send.sender(about);
        if (sender != null && sender.ssrc() == about) {
            sender.onNack(seq16, paced.queueDelayNanos(), nowNanos);
        }
    }

    @Override
    public void onPictureLoss(int about) {
        RtpSender sender = send.sender(about);
        if (sender != null) {
            sink.onPictureLoss(sender, nowNanos);
        }
    }

    @Override
    public void onTransportCc(PacketBuffer packet, int at, int length) {
        paced.onFeedback(packet, at, length, nowNanos);
    }

    @Override
    public void onRemb(long bitrateBps) {
        paced.onRemb(bitrateBps, nowNanos);
    }

    @Override
    public void onBye(int ssrc) {
        receive.onBye(ssrc, nowNanos);
    }

    @Override
    public void onReferenceTime(int fromSsrc, long ntp) {
        send.onReferenceTime(fromSsrc, ntp, nowNanos);
    }
}
