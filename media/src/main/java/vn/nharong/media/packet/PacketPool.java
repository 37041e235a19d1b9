package vn.nharong.media.packet;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Fixed slots of packet memory. Belongs to one thread. Grows by slabs up to a bound, never shrinks; {@link #leased()}
 * must be zero at the end of every simulated test: that is the leak detector.
 */
public final class PacketPool {
    /** Slots added when the pool runs dry. */
    private static final int SLAB_SLOTS = 512;

    /** Where slabs come from: the JDK, or native memory whose address is known. */
    @FunctionalInterface
    public interface Slabs {
        Slab allocate(int bytes);
    }

    /**
     * @param bytes direct memory
     * @param address its native address, or 0 if unknown
     */
    public record Slab(ByteBuffer bytes, long address) {}

    private final Slabs slabs;
    private final int maxSlots;
    private final List<ByteBuffer> memory = new ArrayList<>();
    private PacketBuffer[] free = new PacketBuffer[SLAB_SLOTS];
    private int freeCount;
    private int slots;

    public PacketPool(Slabs slabs, int maxSlots) {
        this.slabs = slabs;
        this.maxSlots = maxSlots;
    }

    /** A pool over ordinary direct buffers; enough for tests and for cipher back ends of the JDK. */
    public static PacketPool direct(int maxSlots) {
        return new PacketPool(bytes -> new Slab(ByteBuffer.allocateDirect(bytes), 0), maxSlots);
    }

    /**
     * A slot with length 0 and the usual headroom, owned by the caller until released.
     *
     * @throws IllegalStateException when the bound is reached, which means a leak: bounded queues drop long before
     */
    public PacketBuffer lease() {
        if (freeCount == 0) {
            grow();
        }
        PacketBuffer buffer = free[--freeCount];
        buffer.lease();
        return buffer;
    }

    /** Slots that are out. */
    public int leased() {
        return slots - freeCount;
    }

    /** Slots that exist. */
    public int slots() {
        return slots;
    }

    void give(PacketBuffer buffer) {
        free[freeCount++] = buffer;
    }

    private void grow() {
        int count = Math.min(SLAB_SLOTS, maxSlots - slots);
        if (count <= 0) {
            throw new IllegalStateException("packet pool exhausted: " + slots + " slots are out");
        }
        Slab slab = slabs.allocate(count * PacketBuffer.CAPACITY);
        memory.add(slab.bytes());
        slots += count;
        if (free.length < slots) {
            free = java.util.Arrays.copyOf(free, Math.max(slots, free.length * 2));
        }
        for (int i = 0; i < count; i++) {
            int at = i * PacketBuffer.CAPACITY;
            free[freeCount++] = new PacketBuffer(
                    this, slab.bytes().slice(at, PacketBuffer.CAPACITY), slab.address() == 0 ? 0 : slab.address() + at);
        }
    }
}
