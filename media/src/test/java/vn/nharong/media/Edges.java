package vn.nharong.media;

import java.util.Arrays;
import java.util.function.Predicate;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

/**
 * Hands a packet to a parser twice: ending where its slot ends, then beginning where its slot begins. The accessors of a
 * {@link PacketBuffer} are bounded by the slot, not by the packet: in the middle of a slot a parser could read past either
 * end and nobody would know. Here it throws; and what lies around differs, so that both must come out alike.
 */
public final class Edges {
    private static final byte[] ZEROS = new byte[PacketBuffer.CAPACITY];
    private static final byte[] ONES = new byte[PacketBuffer.CAPACITY];

    static {
        Arrays.fill(ONES, (byte) 0xff);
    }

    private final PacketPool pool;

    public Edges() {
        this(PacketPool.direct(8));
    }

    public Edges(PacketPool pool) {
        this.pool = pool;
    }

    public boolean both(byte[] input, Predicate<PacketBuffer> parser) {
        boolean atEnd = at(PacketBuffer.CAPACITY - input.length, ZEROS, input, parser);
        boolean atStart = at(0, ONES, input, parser);
        if (atEnd != atStart) {
            throw new AssertionError("the answer depends on what lies around the packet");
        }
        if (pool.leased() != 0) {
            throw new AssertionError(pool.leased() + " packets are still out");
        }
        return atEnd;
    }

    private boolean at(int offset, byte[] around, byte[] input, Predicate<PacketBuffer> parser) {
        PacketBuffer packet = pool.lease();
        try {
            packet.offset(0);
            packet.put(0, around, 0, around.length);
            packet.offset(offset);
            packet.length(input.length);
            packet.put(0, input, 0, input.length);
            return parser.test(packet);
        } finally {
            packet.release();
        }
    }
}
