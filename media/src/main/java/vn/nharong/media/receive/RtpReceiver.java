package vn.nharong.media.receive;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.rtcp.RtcpWriter;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.SequenceNumbers;

/**
 * One stream (SSRC) of a publisher as we receive it: extended sequence numbers, losses, jitter, sender reports
 * (RFC 3550 §6.4, A.1, A.3, A.8). Belongs to its transport's thread.
 */
public final class RtpReceiver {
    /** Window in which a repeated packet is recognised; a power of two. */
    private static final int SEEN = 2048;
    /** A jump this far is a restarted sender (RFC 3550 A.1). */
    private static final int MAX_JUMP = 3000;

    private final int ssrc;
    private final int clockRate;
    private final @Nullable NackGenerator nack;
    private final long[] seen = new long[SEEN];

    private long highest = -1;
    private long base;
    private long packets;
    private long bytes;
    private long repaired;
    private long expectedPrior;
    private long receivedPrior;
    private long jitter16; // jitter times 16, timestamp units
    private long lastTransit;
    private boolean hasTransit;
    private long lastPacketNanos;

    private long srNtp;
    private long srTimestamp;
    private long srNanos;
    private boolean hasSr;

    public RtpReceiver(MediaKind kind, int ssrc, int clockRate, boolean nack) {
        this.ssrc = ssrc;
        this.clockRate = clockRate;
        this.nack = nack ? new NackGenerator(kind) : null;
        java.util.Arrays.fill(seen, -1);
    }

    public int ssrc() {
        return ssrc;
    }

    public int clockRate() {
        return clockRate;
    }

    /**
     * Counts a packet in.
     *
     * @return its extended sequence number (never negative), or -1 when it came before
     */
    public long onRtp(int seq16, long timestamp, int sizeBytes, boolean retransmitted, long nowNanos) {
        long extSeq;
        if (highest < 0) {
            // A full cycle below keeps packets older than the first from going negative.
            extSeq = seq16 + 0x10000L;
            highest = extSeq;
            base = extSeq;
        } else {
            extSeq = SequenceNumbers.extend(highest, seq16);
            if (Math.abs(extSeq - highest) > MAX_JUMP) {
                base += extSeq - highest - 1; // the hole is not counted as loss
            }
        }
        int slot = (int) extSeq & SEEN - 1;
        if (seen[slot] == extSeq || highest - extSeq >= SEEN) {
            return -1;
        }
        seen[slot] = extSeq;
        if (extSeq > highest) {
            highest = extSeq;
        }
        packets++;
        bytes += sizeBytes;
        lastPacketNanos = nowNanos;
        if (nack != null && nack.onPacket(extSeq, nowNanos) && retransmitted) {
            repaired++;
        }
        if (!retransmitted) {
            long arrival = nowNanos / 1000 * clockRate / 1_000_000;
            long transit = arrival - timestamp;
            if (hasTransit) {
                long difference = Math.abs((int) (transit - lastTransit));
                if (difference < clockRate * 4L) {
                    jitter16 += difference - (jitter16 + 8 >> 4);
                }
            }
            lastTransit = transit;
            hasTransit = true;
        }
        return extSeq;
    }

    public void onSenderReport(long ntp, long timestamp, long nowNanos) {
        srNtp = ntp;
        srTimestamp = timestamp;
        srNanos = nowNanos;
        hasSr = true;
    }

    public boolean hasSenderReport() {
        return hasSr;
    }

    public long senderReportNtp() {
        return srNtp;
    }

    public long senderReportTimestamp() {
        return srTimestamp;
    }

    public long senderReportNanos() {
        return srNanos;
    }

    public @Nullable NackGenerator nack() {
        return nack;
    }

    public long packets() {
        return packets;
    }

    public long bytes() {
        return bytes;
    }

    /** Packets that came by retransmission. */
    public long repaired() {
        return repaired;
    }

    public long lastPacketNanos() {
        return lastPacketNanos;
    }

    public long highestExtSeq() {
        return highest;
    }

    /** Packets that never came, by count; negative is not shown. */
    public long lost() {
        return highest < 0 ? 0 : Math.max(0, highest - base + 1 - packets);
    }

    public long jitterMicros() {
        return (jitter16 >> 4) * 1_000_000 / clockRate;
    }

    /** Adds this stream's block to a receiver report (RFC 3550 §6.4.1, A.3). */
    public boolean writeBlock(PacketBuffer rtcp, int reportAt, long nowNanos) {
        if (highest < 0) {
            return true;
        }
        long expected = highest - base + 1;
        long lost = expected - packets;
        long expectedInterval = expected - expectedPrior;
        long lostInterval = expectedInterval - (packets - receivedPrior);
        int fraction = expectedInterval <= 0 || lostInterval <= 0
                ? 0
                : (int) Math.min(255, lostInterval * 256 / expectedInterval);
        long lastSr = hasSr ? srNtp >>> 16 & 0xffff_ffffL : 0;
        long delay = hasSr ? (nowNanos - srNanos) / 1000 * 65536 / 1_000_000 : 0;
        boolean written = RtcpWriter.block(
                rtcp,
                reportAt,
                ssrc,
                fraction,
                (int) Math.clamp(lost, -0x800000, 0x7fffff),
                highest,
                jitter16 >> 4,
                lastSr,
                delay);
        if (written) {
            expectedPrior = expected;
            receivedPrior = packets;
        }
        return written;
    }
}
