package vn.nharong.media.send;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.codec.Vp8Patch;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.rtcp.RtcpWriter;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.transport.ExtensionIds;

/**
 * One stream that we send to a subscriber: writes headers, keeps a history for retransmission (RFC 4588), counts for
 * sender reports. Hundreds of subscribers share one copy of the publisher's packets. Belongs to its transport's thread.
 */
public final class RtpSender {
    /** Packets that can be sent again; powers of two. At 720p about 3 s of video; 2.5 s of sound. */
    private static final int VIDEO_HISTORY = 512;

    private static final int AUDIO_HISTORY = 128;
    /** The same packet is not sent again before this or a round trip has passed. */
    private static final long MIN_REPEAT_NANOS = 20_000_000;

    /**
     * Chromium asks for lost sound with every packet it gets, that is each 20 ms and a little less: the second request must
     * not fall into the pause after the first.
     */
    private static final long MIN_SOUND_REPEAT_NANOS = 12_000_000;

    private static final int MAX_REPEATS = 8;
    /** A receiver that has not asked for so long has given up. */
    private static final long KEPT_NANOS = 3_000_000_000L;

    /** Of sound, no more is repeated than sent for the first time, over this many packets. */
    private static final int SOUND_REPEAT_BURST = 32;

    /**
     * Over a line that loses, each packet of sound goes a second time, so many packets after: a burst of loss is then half as
     * long in time as it would be, and ends before the second copies of what it took. Requests alone come too late for a
     * buffer of 100 ms: Chromium asks when the first packet after the burst is there, and not at all when the answer would
     * take longer than what it has to play.
     */
    private static final int COPY_AFTER = 4;
    /** Share of packets asked for that begins it, and its weight. */
    private static final double LOSSY = 0.02;

    private static final double LOSSY_WEIGHT = 1.0 / 64;
    /** It ends so long after the last request. */
    private static final long LOSSY_NANOS = 10_000_000_000L;
    /** Where packets queue, the line is narrow rather than bad, and copies would make it narrower. */
    private static final long LOSSY_QUEUE_NANOS = 60_000_000;

    /**
     * What is added to a packet at most so that it is as long as those that leave with it: the kernel then takes them as one
     * message (udp(7), UDP_SEGMENT). A publisher's packets differ by a byte or by an extension in the first.
     */
    public static final int MOST_EVENING = 16;

    /** Shorter ones are not padded: 4 % and more would be too much for a line. */
    private static final int EVENED_FROM = 400;

    private final MediaKind kind;
    private final long minRepeatNanos;
    private final int ssrc;
    private final int rtxSsrc;
    private final int clockRate;
    private final byte[] mid;
    private final byte[] cname;
    private final PacketOut out;
    private int payloadType;
    private int rtxPayloadType;
    private byte[] rid = new byte[0];
    private ExtensionIds ids = ExtensionIds.NONE;
    private ExtensionIds sourceIds = ExtensionIds.NONE;

    private final SentHistory history;
    private boolean kept;
    private long newestNanos;
    private final RtpHeader again = new RtpHeader();

    private long packets;
    private long octets;
    private long bytes;
    private long retransmitted;
    private long startedAnewSeq = Long.MIN_VALUE;
    private int repeatRoom;
    private double askedShare;
    private long lossyUntilNanos = Long.MIN_VALUE;
    private int rtxSeq;
    private long lastTimestamp;
    private boolean started;
    /** When the last packet was evened out, and how long it was then. */
    private long evenedNanos = Long.MIN_VALUE;

    private int evenedLength;

    // Sender reports: what we sent when, to compute the round trip from LSR and DLSR.
    private final int[] reportNtp = new int[8];
    private final long[] reportNanos = new long[8];
    private int reports;

    private long rttNanos;
    private int lostByReport;
    private int fractionLost;
    private long jitterByReport;

    /**
     * @param rtxSsrc 0 when there is no repair stream: then a retransmission repeats the packet itself
     * @param firstRtxSeq random start (RFC 3550 §5.1)
     */
    public RtpSender(
            MediaKind kind,
            String mid,
            int ssrc,
            int rtxSsrc,
            int clockRate,
            String cname,
            int firstRtxSeq,
            PacketOut out) {
        this.kind = kind;
        minRepeatNanos = kind == MediaKind.AUDIO ? MIN_SOUND_REPEAT_NANOS : MIN_REPEAT_NANOS;
        this.mid = mid.getBytes(StandardCharsets.US_ASCII);
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
        this.clockRate = clockRate;
        this.cname = cname.getBytes(StandardCharsets.US_ASCII);
        this.rtxSeq = firstRtxSeq & 0xffff;
        this.out = out;
        history = new SentHistory(kind == MediaKind.VIDEO ? VIDEO_HISTORY : AUDIO_HISTORY);
    }

    /** The subscriber's numbers; may change when the publisher's codec becomes known. */
    public void payloadTypes(int payloadType, int rtxPayloadType) {
        if (payloadType != this.payloadType || rtxPayloadType != this.rtxPayloadType) {
            forget();
        }
        this.payloadType = payloadType;
        this.rtxPayloadType = rtxPayloadType;
    }

    /** Names this stream as one encoding of a simulcast section (RFC 8852): for a peer that publishes. */
    public void rid(String rid) {
        this.rid = rid.getBytes(StandardCharsets.US_ASCII);
    }

    public void extensions(ExtensionIds ids) {
        if (!ids.equals(this.ids)) {
            forget();
        }
        this.ids = ids;
    }

    public void sourceExtensions(ExtensionIds ids) {
        if (!ids.equals(this.sourceIds)) {
            forget();
        }
        this.sourceIds = ids;
    }

    /**
     * Gives back what nobody can ask for any more: a stream that was switched off must not keep the publisher's packets.
     * Some ten times a second.
     */
    public void expire(long nowNanos) {
        if (kept && nowNanos - newestNanos > KEPT_NANOS) {
            forget();
        }
    }

    /**
     * Empties the history. Also when what stands around a payload changes: a packet sent again without RTX must be the
     * same to the last byte (RFC 7714 §8.4), and would be written in the new manner.
     */
    private void forget() {
        if (!kept) {
            return;
        }
        kept = false;
        history.clear();
    }

    public int ssrc() {
        return ssrc;
    }

    public int rtxSsrc() {
        return rtxSsrc;
    }

    public MediaKind kind() {
        return kind;
    }

    public int clockRate() {
        return clockRate;
    }

    /**
     * Sends one packet of the publisher under our numbers.
     *
     * @param in the publisher's packet, decrypted; retained by the history
     * @param header its parsed header
     * @param patch see {@link Vp8Patch}
     */
    public void send(PacketBuffer in, RtpHeader header, long extSeq, long timestamp, long patch, long nowNanos) {
        history.put(in, extSeq, timestamp, patch, nowNanos);
        kept = true;
        newestNanos = nowNanos;
        PacketBuffer packet = out.lease();
        if (!write(packet, in, header, (int) extSeq & 0xffff, timestamp, patch, false)) {
            packet.release();
            return;
        }
        if (header.evenLength >= 0) {
            even(packet, header, nowNanos);
        }
        packets++;
        repeatRoom = Math.min(SOUND_REPEAT_BURST, repeatRoom + 1);
        octets += header.payloadLength;
        bytes += packet.length();
        lastTimestamp = timestamp;
        started = true;
        out.send(packet, kind == MediaKind.AUDIO ? SendClass.AUDIO : SendClass.VIDEO, nowNanos);
        if (kind == MediaKind.AUDIO) {
            askedShare -= askedShare * LOSSY_WEIGHT;
            if (nowNanos < lossyUntilNanos) {
                copy(extSeq - COPY_AFTER, nowNanos);
            }
        }
    }

    /**
     * Pads it to the length of those that leave with it (RFC 3550 §5.1). Not where a repair would repeat it under its own number:
     * the two must be equal to the last byte, and a repair is not padded.
     */
    private void even(PacketBuffer packet, RtpHeader header, long nowNanos) {
        int length = packet.length();
        if (length < EVENED_FROM || !repairStream()) {
            return;
        }
        int wanted = length + header.evenLength - header.payloadLength;
        if (nowNanos == evenedNanos && evenedLength > wanted) {
            wanted = evenedLength; // the one before bore more extensions
        }
        int padding = wanted - length;
        if (padding > 0 && padding <= MOST_EVENING) {
            packet.length(wanted);
            for (int i = length; i < wanted - 1; i++) {
                packet.u8(i, 0);
            }
            packet.u8(wanted - 1, padding);
            packet.u8(0, packet.u8(0) | 0x20);
        }
        evenedNanos = nowNanos;
        evenedLength = packet.length();
    }

    /** Sends a packet a second time that nobody has asked for yet. */
    private void copy(long extSeq, long nowNanos) {
        int slot = history.find(extSeq);
        if (slot >= 0 && history.repeats(slot) == 0 && again.parse(history.source(slot), sourceIds)) {
            repeat(slot, nowNanos);
        }
    }

    /**
     * A key frame begins another layer: what was before it is repeated only while there is room enough for what is looked
     * at.
     *
     * @param extSeq its first packet
     */
    public void startsAnew(long extSeq) {
        startedAnewSeq = kind == MediaKind.VIDEO ? extSeq : Long.MIN_VALUE;
    }

    /**
     * Answers one generic NACK (RFC 4585 §6.2.1).
     *
     * @param queueNanos how long packets wait in the line's queue now: the round trip of the reports is a second old or more
     */
    public void onNack(int seq16, long queueNanos, long nowNanos) {
        int slot = history.find16(seq16);
        if (slot < 0) {
            return;
        }
        int repeats = history.repeats(slot);
        if (kind == MediaKind.AUDIO) {
            if (repeats == 0) {
                askedShare += (1 - askedShare) * LOSSY_WEIGHT;
            }
            if (queueNanos < LOSSY_QUEUE_NANOS && (askedShare > LOSSY || nowNanos < lossyUntilNanos)) {
                lossyUntilNanos = nowNanos + LOSSY_NANOS;
            } else if (queueNanos >= LOSSY_QUEUE_NANOS) {
                lossyUntilNanos = Long.MIN_VALUE;
            }
        }
        if (repeats >= MAX_REPEATS
                || repeats > 0
                        && nowNanos - history.sentNanos(slot)
                                < Math.max(minRepeatNanos, (rttNanos + queueNanos) * 3 / 4)) {
            return;
        }
        PacketBuffer in = history.source(slot);
        if (!again.parse(in, sourceIds)) {
            return;
        }
        if (kind == MediaKind.AUDIO
                ? repeatRoom-- <= 0
                : !out.takeRepairRoom(in.length(), history.seq(slot) < startedAnewSeq)) {
            repeatRoom = Math.max(repeatRoom, 0);
            return;
        }
        repeat(slot, nowNanos);
    }

    /** @param slot of a packet whose header {@link #again} has read */
    private void repeat(int slot, long nowNanos) {
        PacketBuffer in = history.source(slot);
        int seq16 = (int) history.seq(slot) & 0xffff;
        PacketBuffer packet = out.lease();
        if (!write(packet, in, again, seq16, history.timestamp(slot), history.patch(slot), repairStream())) {
            packet.release();
            return;
        }
        packet.arrivedNanos = nowNanos; // how long it is held counts from the request
        packet.sound = false; // repetitions come at once and would make the way of the first look shorter
        history.repeated(slot, nowNanos);
        retransmitted++;
        bytes += packet.length();
        // Sound goes before pictures also the second time.
        out.send(packet, kind == MediaKind.AUDIO ? SendClass.AUDIO : SendClass.RETRANSMISSION, nowNanos);
    }

    /**
     * Sends one packet without payload on the repair stream, to probe the line; does nothing before the first packet
     * or without RTX.
     *
     * @return its bytes, or 0
     */
    public int sendPadding(int paddingBytes, long nowNanos) {
        if (!repairStream() || !started) {
            return 0;
        }
        PacketBuffer packet = out.lease();
        int at = header(packet, rtxPayloadType, false, rtxSeq, lastTimestamp, rtxSsrc, null, null);
        rtxSeq = rtxSeq + 1 & 0xffff;
        int padding = Math.clamp(paddingBytes, 1, 224);
        packet.length(at + padding);
        for (int i = at; i < at + padding - 1; i++) {
            packet.u8(i, 0);
        }
        packet.u8(at + padding - 1, padding);
        packet.u8(0, packet.u8(0) | 0x20);
        int size = packet.length();
        bytes += size;
        out.send(packet, SendClass.PADDING, nowNanos);
        return size;
    }

    private boolean write(
            PacketBuffer packet,
            PacketBuffer in,
            RtpHeader header,
            int seq16,
            long timestamp,
            long patch,
            boolean rtx) {
        int at = header(
                packet,
                rtx ? rtxPayloadType : payloadType,
                header.marker,
                rtx ? rtxSeq : seq16,
                timestamp,
                rtx ? rtxSsrc : ssrc,
                in,
                header);
        int payloadAt = at + (rtx ? 2 : 0);
        if (packet.offset() + payloadAt + header.payloadLength + 16 > PacketBuffer.CAPACITY) {
            return false;
        }
        packet.length(payloadAt + header.payloadLength);
        if (rtx) {
            packet.u16(at, seq16);
            rtxSeq = rtxSeq + 1 & 0xffff;
        }
        packet.put(payloadAt, in, header.headerLength, header.payloadLength);
        if (patch != Vp8Patch.NONE) {
            Vp8Patch.apply(patch, packet, payloadAt);
        }
        packet.arrivedNanos = in.arrivedNanos;
        packet.sound = kind == MediaKind.AUDIO;
        return true;
    }

    /** Whether the subscriber takes repairs of the codec in use on a stream of their own (RFC 4588). */
    private boolean repairStream() {
        return rtxSsrc != 0 && rtxPayloadType >= 0;
    }

    /** Writes header and extensions. @return the index behind them */
    private int header(
            PacketBuffer packet,
            int type,
            boolean marker,
            int seq16,
            long timestamp,
            int source,
            @Nullable PacketBuffer in,
            @Nullable RtpHeader from) {
        packet.u8(0, 0x90);
        packet.u8(1, (marker ? 0x80 : 0) | type);
        packet.u16(2, seq16);
        packet.i32(4, (int) timestamp);
        packet.i32(8, source);
        packet.u16(12, 0xbede);
        int at = 16;
        packet.tag = 0;
        // Without RTX a retransmission repeats the packet under its own number, and a cipher's nonce hangs on that
        // number:
        // the two must be equal to the last byte (RFC 7714 §8.4), so nothing in them may be stamped on leaving.
        if (ids.transportCc() != 0 && repairStream()) {
            packet.u8(at, ids.transportCc() << 4 | 1);
            packet.tag = at + 1;
            packet.u16(at + 1, 0);
            at += 3;
        } else if (ids.absSendTime() != 0 && ids.transportCc() == 0 && repairStream()) {
            // For a receiver that estimates by itself and answers with REMB.
            packet.u8(at, ids.absSendTime() << 4 | 2);
            packet.tag = -(at + 1);
            packet.u8(at + 1, 0);
            packet.u16(at + 2, 0);
            at += 4;
        }
        if (ids.mid() != 0) {
            packet.u8(at, ids.mid() << 4 | mid.length - 1);
            packet.put(at + 1, mid, 0, mid.length);
            at += 1 + mid.length;
        }
        int ridId = source == ssrc ? ids.rid() : ids.repairedRid();
        if (rid.length > 0 && ridId != 0) {
            packet.u8(at, ridId << 4 | rid.length - 1);
            packet.put(at + 1, rid, 0, rid.length);
            at += 1 + rid.length;
        }
        if (from != null && in != null) {
            if (from.audioLevel >= 0 && ids.audioLevel() != 0) {
                packet.u8(at, ids.audioLevel() << 4);
                packet.u8(at + 1, from.audioLevel | (from.voiceActivity ? 0x80 : 0));
                at += 2;
            }
            if (from.videoOrientation >= 0 && ids.videoOrientation() != 0) {
                packet.u8(at, ids.videoOrientation() << 4);
                packet.u8(at + 1, from.videoOrientation);
                at += 2;
            }
            if (from.captureTimeAt >= 0 && ids.absCaptureTime() != 0) {
                packet.u8(at, ids.absCaptureTime() << 4 | from.captureTimeLength - 1);
                packet.put(at + 1, in, from.captureTimeAt, from.captureTimeLength);
                at += 1 + from.captureTimeLength;
            }
            if (from.playoutDelay >= 0 && ids.playoutDelay() != 0) {
                packet.u8(at, ids.playoutDelay() << 4 | 2);
                packet.u8(at + 1, from.playoutDelay >> 16);
                packet.u16(at + 2, from.playoutDelay);
                at += 4;
            }
        }
        while ((at & 3) != 0) {
            packet.u8(at++, 0);
        }
        packet.u16(14, at - 16 >> 2);
        packet.length(at);
        return at;
    }

    /**
     * Writes a sender report and CNAME (RFC 3550 §6.4.1, §6.5).
     *
     * @param ntp in the publisher's clock, so that its tracks stay in lip sync at the receiver
     * @param timestamp in our numbering, of the same instant
     */
    public boolean writeReport(PacketBuffer rtcp, long ntp, long timestamp, long nowNanos) {
        if (!started || !RtcpWriter.senderReport(rtcp, ssrc, ntp, timestamp, packets, octets)) {
            return false;
        }
        reportNtp[reports & 7] = (int) (ntp >>> 16);
        reportNanos[reports & 7] = nowNanos;
        reports++;
        return RtcpWriter.sourceDescription(rtcp, ssrc, cname);
    }

    public void onReportBlock(int fraction, int cumulativeLost, long jitter, long lastSr, long delay, long nowNanos) {
        fractionLost = fraction;
        lostByReport = cumulativeLost;
        jitterByReport = jitter;
        if (lastSr == 0) {
            return;
        }
        for (int i = 0; i < Math.min(reports, 8); i++) {
            if (reportNtp[i] == (int) lastSr) {
                long rtt = nowNanos - reportNanos[i] - delay * 1_000_000_000L / 65536;
                if (rtt > 0 && rtt < 10_000_000_000L) {
                    rttNanos = rttNanos == 0 ? rtt : (rttNanos * 7 + rtt) / 8;
                }
            }
        }
    }

    public boolean started() {
        return started;
    }

    public long packets() {
        return packets;
    }

    public long bytes() {
        return bytes;
    }

    public long retransmitted() {
        return retransmitted;
    }

    public long rttNanos() {
        return rttNanos;
    }

    public int lostByReport() {
        return lostByReport;
    }

    /** Of 256, from the last report. */
    public int fractionLost() {
        return fractionLost;
    }

    public long jitterMicrosByReport() {
        return jitterByReport * 1_000_000 / clockRate;
    }

    /** Gives the history back to the pool. */
    public void close() {
        forget();
    }
}
