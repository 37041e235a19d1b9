package vn.nharong.media.srtp.openssl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import vn.nharong.media.packet.PacketPool;

/** Packet memory whose address is known, for ciphers and sockets that work on it in place. Freed with its pool. */
public final class NativeSlabs implements PacketPool.Slabs {
    /** A cache line, so that slots do not share one. */
    private static final int ALIGNMENT = 64;

    @Override
    public PacketPool.Slab allocate(int bytes) {
        // The buffer keeps the segment and thereby its memory alive.
        MemorySegment segment = Arena.ofAuto().allocate(bytes, ALIGNMENT);
        return new PacketPool.Slab(segment.asByteBuffer(), segment.address());
    }
}
