package vn.nharong.media.srtp.openssl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.srtp.PacketCipher;
import vn.nharong.media.srtp.SessionKeys;

/**
 * An EVP_CIPHER_CTX keyed once, and a little memory for what the calls point at. One thread. The context is freed by
 * {@link #close()}; its address is then zero here and every call answers false before it reaches native code.
 */
abstract sealed class NativeCipher implements PacketCipher permits GcmCipher, CounterModeCipher {
    static final ValueLayout.OfByte BYTE = ValueLayout.JAVA_BYTE;
    static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    /** All memory, to read and write a tag at an address without making a segment for it. */
    static final MemorySegment ANYWHERE = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** Offsets in {@link #memory}. */
    static final int IV = 0;

    static final int OUT_LENGTH = 16;
    static final int WORD = 20;
    static final int SCRATCH = 32;

    final boolean rtcp;
    final boolean sealing;

    /** See the offsets; subclasses may ask for more. */
    final MemorySegment memory;

    final long memoryAddress;

    /** Zero when closed. */
    long context;

    /** Copies of packets that have no known address; made when the first one comes. */
    private @Nullable MemorySegment copy;

    private @Nullable ByteBuffer copyBytes;

    NativeCipher(SessionKeys keys, boolean sealing, long evpCipher, int memoryBytes) {
        this.rtcp = keys.rtcp();
        this.sealing = sealing;
        this.memory = Arena.ofAuto().allocate(memoryBytes, 16);
        this.memoryAddress = memory.address();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment key = arena.allocateFrom(ValueLayout.JAVA_BYTE, keys.encryption());
            context = LibCrypto.contextNew();
            if (context == 0) {
                throw new IllegalStateException("libcrypto: no memory for a context");
            }
            int done = sealing || !keys.profile().aead()
                    ? LibCrypto.encryptInit(context, evpCipher, key.address(), 0)
                    : LibCrypto.decryptInit(context, evpCipher, key.address(), 0);
            key.fill((byte) 0);
            if (done != 1) {
                close();
                throw new IllegalStateException("libcrypto refused a key");
            }
        }
    }

    /** In place at {@code address}: the packet's first byte. */
    abstract boolean sealAt(long address, int header, int text, int tagAt, int ssrc, long index, int word);

    abstract boolean openAt(long address, int header, int text, int tagAt, int ssrc, long index, int word);

    /** Bytes of the tag. */
    abstract int tagLength();

    @Override
    public final boolean seal(PacketBuffer packet, int header, int text, int tagAt, int ssrc, long index, int word) {
        if (context == 0 || !sealing) {
            return false;
        }
        long address = packet.address();
        boolean done;
        if (address != 0) {
            done = sealAt(address, header, text, tagAt, ssrc, index, word);
        } else {
            ByteBuffer bytes = copyBytes();
            bytes.put(0, packet.bytes(), packet.offset(), header + text);
            done = sealAt(copyAddress(), header, text, tagAt, ssrc, index, word);
            packet.bytes().put(packet.offset() + header, bytes, header, text);
            packet.bytes().put(packet.offset() + tagAt, bytes, tagAt, tagLength());
        }
        Reference.reachabilityFence(this);
        return done;
    }

    @Override
    public final boolean open(PacketBuffer packet, int header, int text, int tagAt, int ssrc, long index, int word) {
        if (context == 0 || sealing) {
            return false;
        }
        long address = packet.address();
        boolean done;
        if (address != 0) {
            done = openAt(address, header, text, tagAt, ssrc, index, word);
        } else {
            ByteBuffer bytes = copyBytes();
            bytes.put(0, packet.bytes(), packet.offset(), tagAt + tagLength());
            done = openAt(copyAddress(), header, text, tagAt, ssrc, index, word);
            packet.bytes().put(packet.offset() + header, bytes, header, text);
        }
        Reference.reachabilityFence(this);
        return done;
    }

    private ByteBuffer copyBytes() {
        if (copyBytes == null) {
            copy = Arena.ofAuto().allocate(PacketBuffer.CAPACITY, 16);
            copyBytes = copy.asByteBuffer();
        }
        return copyBytes;
    }

    private long copyAddress() {
        return copy == null ? 0 : copy.address();
    }

    @Override
    public final void close() {
        if (context != 0) {
            LibCrypto.contextFree(context);
            context = 0;
            memory.fill((byte) 0);
        }
    }
}
