package vn.nharong.media.rtp;

/** Arithmetic on RTP counters that wrap (RFC 1982 style). */
public final class SequenceNumbers {
    private SequenceNumbers() {}

    /** {@code a - b} on the 16-bit circle: positive when {@code a} is newer. */
    public static int diff16(int a, int b) {
        return (short) (a - b);
    }

    public static boolean newer16(int a, int b) {
        return diff16(a, b) > 0;
    }

    /** {@code a - b} on the 32-bit circle. */
    public static int diff32(long a, long b) {
        return (int) (a - b);
    }

    /** The extended number nearest to {@code highest} whose low 16 bits are {@code seq16}. */
    public static long extend(long highest, int seq16) {
        return highest + diff16(seq16, (int) highest & 0xffff);
    }
}
