package vn.nharong.media.sctp;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * INIT or INIT ACK (RFC 9260 §3.3.2, §3.3.3) as read from a peer.
 *
 * @param window unsigned 32 bits
 * @param cookie of an INIT ACK
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record InitChunk(
        int tag,
        long window,
        int outStreams,
        int inStreams,
        int initialTsn,
        boolean forwardTsn,
        boolean reConfig,
        byte @Nullable [] cookie) {
    private static final int FIXED = 16;

    /** @param value the chunk without its header; empty when malformed or refused by its own numbers */
    static Optional<InitChunk> read(ByteBuffer value) {
        if (value.remaining() < FIXED) {
            return Optional.empty();
        }
        int tag = value.getInt();
        long window = value.getInt() & 0xffff_ffffL;
        int out = value.getShort() & 0xffff;
        int in = value.getShort() & 0xffff;
        int tsn = value.getInt();
        boolean forward = false;
        boolean reConfig = false;
        byte[] cookie = null;
        while (value.remaining() >= 4) {
            int type = value.getShort() & 0xffff;
            int length = (value.getShort() & 0xffff) - 4;
            if (length < 0 || length > value.remaining()) {
                return Optional.empty();
            }
            byte[] body = new byte[length];
            value.get(body);
            value.position(Math.min(value.limit(), value.position() + (-length & 3)));
            switch (type) {
                case ChunkType.PARAMETER_STATE_COOKIE -> cookie = body;
                case ChunkType.PARAMETER_FORWARD_TSN_SUPPORTED -> forward = true;
                case ChunkType.PARAMETER_SUPPORTED_EXTENSIONS -> {
                    for (byte extension : body) {
                        forward |= (extension & 0xff) == ChunkType.FORWARD_TSN;
                        reConfig |= (extension & 0xff) == ChunkType.RE_CONFIG;
                    }
                }
                default -> {
                    // The highest bit says whether an unknown parameter may be skipped (§3.2.1).
                    if ((type & 0x8000) == 0 && type > 15) {
                        return Optional.empty();
                    }
                }
            }
        }
        if (tag == 0 || out == 0 || in == 0) {
            return Optional.empty();
        }
        return Optional.of(new InitChunk(tag, window, out, in, tsn, forward, reConfig, cookie));
    }

    /** @param type INIT or INIT ACK @param cookie of the latter, or null */
    static void write(PacketWriter packet, int type, int tag, int initialTsn, byte @Nullable [] cookie) {
        packet.begin(type, 0)
                .i32(tag)
                .i32(Inbound.WINDOW)
                .u16(SctpAssociation.MAX_STREAMS)
                .u16(SctpAssociation.MAX_STREAMS)
                .i32(initialTsn)
                .u16(ChunkType.PARAMETER_FORWARD_TSN_SUPPORTED)
                .u16(4)
                .u16(ChunkType.PARAMETER_SUPPORTED_EXTENSIONS)
                .u16(6)
                .put(new byte[] {(byte) ChunkType.FORWARD_TSN, (byte) ChunkType.RE_CONFIG})
                .pad();
        if (cookie != null) {
            packet.u16(ChunkType.PARAMETER_STATE_COOKIE).u16(4 + cookie.length).put(cookie);
        }
        packet.end();
    }
}
