package vn.nharong.media.srtp;

import java.util.Arrays;
import vn.nharong.media.packet.Drop;

/**
 * Which of the last {@value #SIZE} indexes of one SSRC were received (RFC 3711 §3.3.2). Checked before decryption,
 * committed only after the tag was verified. Belongs to the thread of its {@link SrtpReceiver}.
 */
final class ReplayWindow {
    /** Far above the 64 the RFC asks for: repair and probes arrive up to a second late at 1000 packets a second. */
    static final int SIZE = 1024;

    private final long[] seen = new long[SIZE / 64];
    private long highest = -1;

    /** The highest committed index, or -1. */
    long highest() {
        return highest;
    }

    /** {@link Drop#NONE}, {@link Drop#REPLAYED} or {@link Drop#TOO_OLD}. */
    Drop check(long index) {
        if (index > highest) {
            return Drop.NONE;
        }
        if (highest - index >= SIZE) {
            return Drop.TOO_OLD;
        }
        return (seen[word(index)] & bit(index)) == 0 ? Drop.NONE : Drop.REPLAYED;
    }

    void commit(long index) {
        if (index > highest) {
            if (index - highest >= SIZE) {
                Arrays.fill(seen, 0);
            } else {
                for (long i = highest + 1; i < index; i++) {
                    seen[word(i)] &= ~bit(i);
                }
            }
            highest = index;
        }
        seen[word(index)] |= bit(index);
    }

    private static int word(long index) {
        return (int) (index & (SIZE - 1)) >>> 6;
    }

    private static long bit(long index) {
        return 1L << index;
    }
}
