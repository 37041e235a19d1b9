package vn.nharong.sfu.forward;

import vn.nharong.media.codec.Vp8Descriptor;
import vn.nharong.media.codec.Vp8Patch;
import vn.nharong.media.receive.RtpReceiver;

/**
 * Gives one subscriber a single unbroken stream, whatever encodings it is made of: sequence numbers without gaps of
 * our making, timestamps that go on, picture ids that count up. A packet lost on the way to us stays a hole (the
 * subscriber asks for it when it comes late); a packet we drop on purpose leaves none. Belongs to one thread.
 */
final class RtpRewriter {
    /** Packets back for which a late arrival still finds its number; a power of two. */
    private static final int WINDOW = 1024;

    private static final int EXPECTED = 1;
    private static final int DROPPED = 2;

    private static final int STATES = 3;
    private static final int PICTURE_SHIFT = 2;
    private static final int PICTURE_MASK = 0x7fff;
    private static final int SEQ_SHIFT = 32;

    /**
     * What became of the numbers from {@link #firstIn} to {@link #highestIn}, the last {@link #WINDOW} of them: low half of the
     * sequence offset, picture offset and state in one word, since all three are written with each packet.
     */
    private final long[] entries = new long[WINDOW];

    private boolean started;
    private long lastOutSeq;
    private long lastOutTimestamp;
    private long lastOutNanos;

    private long firstIn;
    private long highestIn;
    private long seqOffset;
    private long timestampOffset;

    private int lastOutPicture = -1;
    private int lastOutTl0;
    private int lastOutKeyIdx;
    private int pictureOffset;
    private int tl0Offset;
    private int keyIdxOffset;
    private int lastDroppedPicture = -1;
    private int pictureAtMap;

    /** @param firstSeq16 random start (RFC 3550 §5.1) */
    RtpRewriter(int firstSeq16, long firstTimestamp) {
        // a cycle up, so that extended numbers never go negative
        lastOutSeq = 0x10000L + (firstSeq16 & 0xffff);
        lastOutTimestamp = firstTimestamp;
    }

    /**
     * Continues with another encoding (or the first) from the packet {@code extSeq} on.
     *
     * @param from the encoding left, or null
     * @param to the encoding begun; sender reports of both align the timestamps
     */
    void switchTo(
            RtpReceiver to,
            @org.jspecify.annotations.Nullable RtpReceiver from,
            long extSeq,
            long timestamp,
            @org.jspecify.annotations.Nullable Vp8Descriptor vp8,
            long nowNanos) {
        firstIn = extSeq;
        highestIn = extSeq - 1;
        seqOffset = lastOutSeq + 1 - extSeq;
        int clock = to.clockRate();
        if (!started) {
            timestampOffset = lastOutTimestamp - timestamp;
        } else {
            long offset;
            if (from != null && from != to && from.hasSenderReport() && to.hasSenderReport()) {
                // the same instant in both numberings: NTP difference of the two reports, in timestamp units
                long ntp = to.senderReportNtp() - from.senderReportNtp();
                long ticks = (ntp >> 16) * clock >> 16;
                long sameInstant = from.senderReportTimestamp() + ticks;
                offset = timestampOffset + sameInstant - to.senderReportTimestamp();
            } else if (from == to) {
                offset = timestampOffset;
            } else {
                long elapsed = (nowNanos - lastOutNanos) / 1000 * clock / 1_000_000;
                offset = lastOutTimestamp + Math.max(elapsed, clock / 100) - timestamp;
            }
            int ahead = (int) (timestamp + offset - lastOutTimestamp);
            if (ahead <= 0 || ahead > clock * 10L) {
                long elapsed = (nowNanos - lastOutNanos) / 1000 * clock / 1_000_000;
                offset = lastOutTimestamp + Math.clamp(elapsed, clock / 100, clock * 600L) - timestamp;
            }
            timestampOffset = offset;
        }
        if (vp8 != null && lastOutPicture >= 0) {
            pictureOffset = lastOutPicture + 1 - vp8.pictureId;
            tl0Offset = lastOutTl0 + 1 - vp8.tl0PicIdx;
            keyIdxOffset = lastOutKeyIdx + 1 - Math.max(0, vp8.keyIdx);
        }
        lastDroppedPicture = -1;
        started = true;
    }

    /**
     * Finds the number of a packet that is to be forwarded.
     *
     * @return the extended outgoing number, or -1 when it belongs before the switch or is too old
     */
    long map(long extSeq) {
        if (extSeq < firstIn) {
            return -1;
        }
        if (extSeq > highestIn) {
            advance(extSeq, EXPECTED);
        } else if (!promised(extSeq)) {
            return -1;
        }
        long entry = entries[slot(extSeq)];
        // only the low half is kept: within the window offsets lie close together
        long out = extSeq + seqOffset + ((int) (entry >> SEQ_SHIFT) - (int) seqOffset);
        pictureAtMap = (int) (entry >> PICTURE_SHIFT) & PICTURE_MASK;
        lastOutSeq = Math.max(lastOutSeq, out);
        return out;
    }

    /**
     * Whether it came late and a number was left free for it: then it is better sent than left out, for the subscriber would ask
     * for that number again and again.
     */
    boolean promised(long extSeq) {
        return known(extSeq) && (entries[slot(extSeq)] & STATES) == EXPECTED;
    }

    private boolean known(long extSeq) {
        return extSeq >= firstIn && extSeq <= highestIn && extSeq > highestIn - WINDOW;
    }

    private static int slot(long extSeq) {
        return (int) extSeq & WINDOW - 1;
    }

    /** Leaves out a packet on purpose: what follows moves up. */
    void drop(long extSeq, @org.jspecify.annotations.Nullable Vp8Descriptor vp8) {
        if (extSeq < firstIn || extSeq <= highestIn) {
            // it came late: its number is already promised and stays a hole
            if (known(extSeq)) {
                int slot = slot(extSeq);
                entries[slot] = entries[slot] & ~STATES | DROPPED;
            }
            return;
        }
        advance(extSeq, DROPPED);
        seqOffset--;
        if (vp8 != null && vp8.pictureId >= 0 && vp8.pictureId != lastDroppedPicture) {
            lastDroppedPicture = vp8.pictureId;
            pictureOffset--;
        }
    }

    private void advance(long extSeq, int state) {
        long offsets = seqOffset << SEQ_SHIFT | (long) (pictureOffset & PICTURE_MASK) << PICTURE_SHIFT;
        for (long seq = Math.max(highestIn + 1, extSeq - WINDOW + 1); seq < extSeq; seq++) {
            entries[slot(seq)] = offsets | EXPECTED;
        }
        entries[slot(extSeq)] = offsets | state;
        highestIn = extSeq;
    }

    /** The outgoing timestamp; call after {@link #map}. */
    long timestamp(long timestamp, long nowNanos) {
        long out = timestamp + timestampOffset & 0xffff_ffffL;
        if ((int) (out - lastOutTimestamp) > 0 || lastOutNanos == 0) {
            lastOutTimestamp = out;
            lastOutNanos = nowNanos;
        }
        return out;
    }

    /** The same without remembering it: for sender reports. */
    long timestampOf(long timestamp) {
        return timestamp + timestampOffset & 0xffff_ffffL;
    }

    /** The VP8 fields of a packet just mapped. */
    long patch(Vp8Descriptor vp8) {
        int picture = vp8.pictureId + pictureAtMap & 0x7fff;
        int tl0 = vp8.tl0PicIdx + tl0Offset & 0xff;
        int keyIdx = Math.max(0, vp8.keyIdx) + keyIdxOffset & 0x1f;
        if (lastOutPicture < 0 || (short) (picture - lastOutPicture << 1) > 0) {
            lastOutPicture = picture;
            lastOutTl0 = tl0;
            lastOutKeyIdx = keyIdx;
        }
        return Vp8Patch.of(vp8, picture, tl0, keyIdx);
    }

    /** The number that the next packet in order gets. */
    long nextOut() {
        return lastOutSeq + 1;
    }

    boolean started() {
        return started;
    }

    /** When the newest timestamp left. */
    long lastOutNanos() {
        return lastOutNanos;
    }
}
