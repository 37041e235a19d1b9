package vn.nharong.media.packet;

import java.nio.ByteBuffer;

/**
 * One slot of a {@link PacketPool}: up to {@link #CAPACITY} bytes with room at the head. Belongs to the thread of its
 * pool; "borrowed for the call": whoever keeps it beyond the call calls {@link #retain()} and later {@link #release()}.
 *
 * <p>Indexes of the accessors count from {@link #offset()}; they are not checked against {@link #length()} (the slot's
 * own bounds are), so that a parser checks a length once and then reads.
 */
public final class PacketBuffer {
    /** Bytes in a slot. Larger datagrams are dropped as {@link Drop#TOO_LARGE}. */
    public static final int CAPACITY = 2048;

    /** Where a fresh packet starts, so that a few bytes can be put before it. */
    public static final int HEADROOM = 64;

    /** Texts of header extensions: for so few bytes a loop is quicker than the bulk copy's checks. */
    private static final int SHORT = 8;

    /** When it came from the network, monotonic; carried from the packet received to those sent for it. */
    public long arrivedNanos;

    /** Whether it carries sound, for the first time; for counting how long it was held. */
    public boolean sound;

    /** For the stage that owns the packet; what it means is said there. */
    public int tag;

    private final PacketPool pool;
    private final ByteBuffer bytes;
    private final long address;
    private int offset = HEADROOM;
    private int length;
    private int references;

    PacketBuffer(PacketPool pool, ByteBuffer bytes, long address) {
        this.pool = pool;
        this.bytes = bytes;
        this.address = address;
    }

    /** The whole slot; position and limit are free for the caller's use, content counts from 0, not from {@link #offset()}. */
    public ByteBuffer bytes() {
        return bytes;
    }

    /** Native address of the packet's first byte, or 0 when the pool has no native memory. */
    public long address() {
        return address == 0 ? 0 : address + offset;
    }

    /** Index in {@link #bytes()} of the packet's first byte. */
    public int offset() {
        return offset;
    }

    public void offset(int offset) {
        this.offset = offset;
    }

    /** Bytes in the packet. */
    public int length() {
        return length;
    }

    public void length(int length) {
        if (length < 0 || offset + length > CAPACITY) {
            throw new IndexOutOfBoundsException(length);
        }
        this.length = length;
    }

    /** Bytes that can still be appended. */
    public int tailroom() {
        return CAPACITY - offset - length;
    }

    public int u8(int index) {
        return bytes.get(offset + index) & 0xff;
    }

    public int u16(int index) {
        return bytes.getShort(offset + index) & 0xffff;
    }

    public int i32(int index) {
        return bytes.getInt(offset + index);
    }

    public long u32(int index) {
        return bytes.getInt(offset + index) & 0xffff_ffffL;
    }

    public long i64(int index) {
        return bytes.getLong(offset + index);
    }

    public void u8(int index, int value) {
        bytes.put(offset + index, (byte) value);
    }

    public void u16(int index, int value) {
        bytes.putShort(offset + index, (short) value);
    }

    public void i32(int index, int value) {
        bytes.putInt(offset + index, value);
    }

    public void i64(int index, long value) {
        bytes.putLong(offset + index, value);
    }

    /** Copies bytes of this packet out. */
    public void get(int index, byte[] into, int at, int count) {
        bytes.get(offset + index, into, at, count);
    }

    /** Copies bytes into this packet; does not change {@link #length()}. */
    public void put(int index, byte[] from, int at, int count) {
        if (count <= SHORT) {
            for (int i = 0; i < count; i++) {
                bytes.put(offset + index + i, from[at + i]);
            }
            return;
        }
        bytes.put(offset + index, from, at, count);
    }

    /** Copies a part of another packet into this one; does not change {@link #length()}. */
    public void put(int index, PacketBuffer from, int at, int count) {
        bytes.put(offset + index, from.bytes, from.offset + at, count);
    }

    /** Makes this a copy of {@code from}: same bytes, fresh headroom. */
    public void copyFrom(PacketBuffer from) {
        offset = from.offset;
        length = from.length;
        bytes.put(offset, from.bytes, from.offset, from.length);
    }

    /** The packet as a new array; for control messages and tests, not for the packet path. */
    public byte[] toArray() {
        byte[] copy = new byte[length];
        bytes.get(offset, copy, 0, length);
        return copy;
    }

    public PacketBuffer retain() {
        if (references <= 0) {
            throw new IllegalStateException("retain after release");
        }
        references++;
        return this;
    }

    public void release() {
        if (--references == 0) {
            pool.give(this);
        } else if (references < 0) {
            throw new IllegalStateException("released twice");
        }
    }

    void lease() {
        offset = HEADROOM;
        length = 0;
        tag = 0;
        sound = false;
        arrivedNanos = 0;
        references = 1;
    }
}
