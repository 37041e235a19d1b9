package vn.nharong.media.sctp;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What arrives: duplicates, gaps, flow control, reassembly (RFC 9260 §6.2, RFC 3758 §3.6). Knows no packets and no
 * timers.
 */
final class Inbound {
    /** Bytes we are willing to hold; room for several of the largest messages. */
    static final int WINDOW = 1 << 20;

    /** The next expected chunk is taken beyond the window, or nothing could ever be freed; up to here. */
    private static final int HARD_LIMIT = 2 * WINDOW;

    private static final int MAX_DUPLICATES = 20;

    enum Result {
        /** In order, nothing special: a SACK may wait. */
        TAKEN,
        /** Out of order, duplicate or dropped: the peer should hear at once. */
        SACK_NOW,
        /** The peer broke the protocol. */
        VIOLATION
    }

    private final TsnTracker tsns;
    private final Reassembly reassembly;
    private final List<Integer> duplicates = new ArrayList<>();
    private long purgedAt = -1;

    Inbound(long peerInitialTsn, int maxMessage, Reassembly.Delivery delivery) {
        tsns = new TsnTracker(peerInitialTsn - 1);
        reassembly = new Reassembly(maxMessage, delivery);
    }

    long cumulative() {
        return tsns.cumulative();
    }

    Result onData(int tsn32, int flags, int stream, int ssn, int ppid, byte[] payload) {
        long tsn = Serial.extend(tsns.cumulative(), tsn32);
        if (tsns.seen(tsn)) {
            if (duplicates.size() < MAX_DUPLICATES) {
                duplicates.add(tsn32);
            }
            return Result.SACK_NOW;
        }
        boolean next = tsn == tsns.cumulative() + 1;
        int limit = next ? HARD_LIMIT : WINDOW;
        if (!tsns.acceptable(tsn) || reassembly.cost() + Reassembly.costOf(payload.length) > limit) {
            purge();
            return Result.SACK_NOW;
        }
        boolean gapsBefore = !tsns.blocks().isEmpty();
        tsns.add(tsn);
        if (!reassembly.add(tsn, flags, stream, ssn, ppid, payload)) {
            return Result.VIOLATION;
        }
        return gapsBefore || !tsns.blocks().isEmpty() ? Result.SACK_NOW : Result.TAKEN;
    }

    /** Everything up to this TSN is given up by the peer. */
    void forward(int tsn32) {
        long tsn = Serial.extend(tsns.cumulative(), tsn32);
        if (tsn > tsns.cumulative()) {
            tsns.forward(tsn);
            purge();
        }
    }

    /** Looks through everything held, so only when the cumulative point has moved since. */
    private void purge() {
        if (purgedAt != tsns.cumulative()) {
            purgedAt = tsns.cumulative();
            reassembly.purge(purgedAt);
        }
    }

    /** A stream's messages up to this one are given up by the peer. */
    void skip(int stream, int ssn) {
        reassembly.skip(stream, ssn);
    }

    void reset(int stream) {
        reassembly.reset(stream);
    }

    /** Bytes held, for tests of the bound. */
    int cost() {
        return reassembly.cost();
    }

    /** Writes a SACK chunk; as many gap blocks and duplicates as fit. */
    void writeSack(PacketWriter packet) {
        int room = (packet.room() - 16) / 4;
        List<long[]> blocks = new ArrayList<>();
        for (Map.Entry<Long, Long> block : tsns.blocks().entrySet()) {
            if (blocks.size() == room) {
                break;
            }
            blocks.add(new long[] {block.getKey() - tsns.cumulative(), block.getValue() - tsns.cumulative()});
        }
        int reported = Math.min(duplicates.size(), room - blocks.size());
        packet.begin(ChunkType.SACK, 0)
                .i32((int) tsns.cumulative())
                .i32(Math.max(0, WINDOW - reassembly.cost()))
                .u16(blocks.size())
                .u16(reported);
        for (long[] block : blocks) {
            packet.u16((int) block[0]).u16((int) block[1]);
        }
        for (int i = 0; i < reported; i++) {
            packet.i32(duplicates.get(i));
        }
        packet.end();
        duplicates.clear();
    }
}
