package vn.nharong.media.sctp;

/** Serial numbers (RFC 1982). TSNs are kept as longs that never wrap; the wire has their low 32 bits. */
final class Serial {
    private Serial() {}

    /** The long nearest to {@code reference} whose low 32 bits are {@code serial32}. */
    static long extend(long reference, int serial32) {
        return reference + (serial32 - (int) reference);
    }

    /** Whether {@code a} comes after {@code b} among 16-bit stream sequence numbers. */
    static boolean after16(int a, int b) {
        int distance = (a - b) & 0xffff;
        return distance != 0 && distance < 0x8000;
    }
}
