package vn.nharong.sfu.forward;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;

/**
 * The last packets of one encoding. When the first packet of a key frame was lost and comes again late, those after it
 * have already passed; a forwarder that starts there takes them from here. So does one that comes just after a key frame.
 */
final class IngressHistory {
    private static final int SIZE = 256;

    private final @Nullable PacketBuffer[] packets = new PacketBuffer[SIZE];
    private final long[] seqs = new long[SIZE];

    void put(long extSeq, PacketBuffer packet) {
        int slot = (int) extSeq & SIZE - 1;
        PacketBuffer old = packets[slot];
        if (old != null) {
            old.release();
        }
        packets[slot] = packet.retain();
        seqs[slot] = extSeq;
    }

    @Nullable
    PacketBuffer get(long extSeq) {
        int slot = (int) extSeq & SIZE - 1;
        return seqs[slot] == extSeq ? packets[slot] : null;
    }

    /** Whether nothing of this stretch is missing. */
    boolean holds(long fromExtSeq, long toExtSeq) {
        if (toExtSeq - fromExtSeq >= SIZE) {
            return false;
        }
        for (long seq = fromExtSeq; seq <= toExtSeq; seq++) {
            if (get(seq) == null) {
                return false;
            }
        }
        return true;
    }

    void clear() {
        for (int i = 0; i < SIZE; i++) {
            PacketBuffer old = packets[i];
            if (old != null) {
                old.release();
                packets[i] = null;
            }
        }
    }
}
