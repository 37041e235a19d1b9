package vn.nharong.media.send;

import vn.nharong.media.packet.PacketBuffer;

/** Knows which instant of the publisher's clock a sender's timestamps mean. */
public interface ReportSource {
    /** Writes the sender's report (see {@link RtpSender#writeReport}), or nothing while the publisher has sent none. */
    void writeReport(RtpSender sender, PacketBuffer rtcp, long nowNanos);
}
