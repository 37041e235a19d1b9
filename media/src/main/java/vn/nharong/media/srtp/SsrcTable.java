package vn.nharong.media.srtp;

/**
 * From SSRC to a dense slot number 0, 1, 2…, open addressing over primitives, bounded. Entries are never removed: a
 * forgotten ROC would mean a repeated initialisation vector. Allocates only when it grows. One thread.
 */
final class SsrcTable {
    private final int limit;
    private int[] ssrcs = new int[16];
    /** Slot number + 1; 0 is free. */
    private int[] slots = new int[16];

    private int size;

    SsrcTable(int limit) {
        this.limit = limit;
    }

    int size() {
        return size;
    }

    boolean full() {
        return size >= limit;
    }

    /** The slot of an SSRC, or -1. */
    int find(int ssrc) {
        int mask = ssrcs.length - 1;
        for (int at = hash(ssrc) & mask; ; at = (at + 1) & mask) {
            int slot = slots[at];
            if (slot == 0) {
                return -1;
            }
            if (ssrcs[at] == ssrc) {
                return slot - 1;
            }
        }
    }

    /** A new slot for an SSRC that is not there, or -1 when the table is full. */
    int add(int ssrc) {
        if (full()) {
            return -1;
        }
        if (size * 2 >= ssrcs.length) {
            grow();
        }
        put(ssrc, ++size);
        return size - 1;
    }

    private void grow() {
        int[] oldSsrcs = ssrcs;
        int[] oldSlots = slots;
        ssrcs = new int[oldSsrcs.length * 2];
        slots = new int[oldSlots.length * 2];
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != 0) {
                put(oldSsrcs[i], oldSlots[i]);
            }
        }
    }

    private void put(int ssrc, int slot) {
        int mask = ssrcs.length - 1;
        int at = hash(ssrc) & mask;
        while (slots[at] != 0) {
            at = (at + 1) & mask;
        }
        ssrcs[at] = ssrc;
        slots[at] = slot;
    }

    private static int hash(int ssrc) {
        int mixed = ssrc * 0x9E3779B9;
        return mixed ^ (mixed >>> 15);
    }
}
