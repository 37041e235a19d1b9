package vn.nharong.sites.media;

import vn.nharong.media.packet.PacketBuffer;

/**
 * The header extension abs-capture-time (http://www.webrtc.org/experiments/rtp-hdrext/abs-capture-time), which a server hands
 * on unchanged: seconds since 1900 in 32.32 fixed point. Ours follows {@link System#nanoTime}, whatever happens to the clock on
 * the wall meanwhile: stamps of one process can be subtracted, those of two cannot. Any thread.
 */
final class CaptureTime {
    /** Bytes of a header extension that holds it alone. */
    static final int EXTENSION = 16;

    private static final int LENGTH = 8;

    private static final long SECONDS_1900_TO_1970 = 2_208_988_800L;
    private static final long NANOS = 1_000_000_000L;
    private static final long BEGAN_NANOS = System.nanoTime();
    /** Since 1900, when {@link #BEGAN_NANOS} was. */
    private static final long BEGAN_SECONDS = System.currentTimeMillis() / 1000 + SECONDS_1900_TO_1970;

    private CaptureTime() {}

    /** @param nanos of {@link System#nanoTime} */
    static long stamp(long nanos) {
        long since = nanos - BEGAN_NANOS;
        long fraction = (Math.floorMod(since, NANOS) << 32) / NANOS;
        return BEGAN_SECONDS + Math.floorDiv(since, NANOS) << 32 | fraction;
    }

    /** @return of {@link System#nanoTime} in this process, to a nanosecond */
    static long nanos(long stamp) {
        long seconds = (stamp >>> 32) - BEGAN_SECONDS;
        return BEGAN_NANOS + seconds * NANOS + ((stamp & 0xffff_ffffL) * NANOS + (1L << 31) >>> 32);
    }

    /**
     * Writes a header extension with the stamp alone, in the one-byte form (RFC 8285 §4.2): head, stamp, padding to a word.
     *
     * @param at where the fixed header ends; {@link #EXTENSION} bytes
     */
    static void write(PacketBuffer packet, int at, long nanos) {
        packet.u16(at, 0xbede);
        packet.u16(at + 2, (EXTENSION - 4) / 4);
        packet.u8(at + 4, Offer.IDS.absCaptureTime() << 4 | LENGTH - 1);
        packet.i64(at + 5, stamp(nanos));
        for (int i = at + 5 + LENGTH; i < at + EXTENSION; i++) {
            packet.u8(i, 0);
        }
    }
}
