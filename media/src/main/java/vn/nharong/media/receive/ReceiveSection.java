package vn.nharong.media.receive;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;

/**
 * One m-section in which the peer sends: its codecs and its encodings (one for each RID, or a single one). Encodings
 * get their {@link RtpReceiver} when the first packet shows the SSRC. Belongs to its transport's thread.
 */
public final class ReceiveSection {
    /** Where the packets of a section go. Must not call back into the transport. */
    public interface Sink {
        /**
         * @param packet decrypted, unwrapped from RTX, borrowed for the call
         * @param extSeq extended sequence number of this encoding
         */
        void onRtp(
                int encoding,
                RtpReceiver stream,
                CodecParameters codec,
                PacketBuffer packet,
                RtpHeader header,
                long extSeq,
                long nowNanos);

        /** The peer said goodbye to this stream (RFC 3550 §6.6). */
        default void onEnded(int encoding, long nowNanos) {}

        /** Packets are lost for good: the decoder needs a key frame. */
        void onUnrepairable(int encoding, long nowNanos);
    }

    private final MediaKind kind;
    private final byte[] mid;
    private final int ssrc;
    private final int rtxSsrc;
    private final byte[][] rids;
    private final CodecParameters[] byPayloadType = new CodecParameters[128];
    private final CodecParameters[] byRtxPayloadType = new CodecParameters[128];
    private final @Nullable RtpReceiver[] encodings;
    private final Sink sink;

    public ReceiveSection(
            MediaKind kind,
            String mid,
            List<CodecParameters> codecs,
            List<String> rids,
            int ssrc,
            int rtxSsrc,
            Sink sink) {
        this.kind = kind;
        this.mid = mid.getBytes(StandardCharsets.US_ASCII);
        this.ssrc = ssrc;
        this.rtxSsrc = rtxSsrc;
        this.rids = rids.stream()
                .map(rid -> rid.getBytes(StandardCharsets.US_ASCII))
                .toArray(byte[][]::new);
        this.encodings = new RtpReceiver[Math.max(1, rids.size())];
        for (CodecParameters codec : codecs) {
            byPayloadType[codec.payloadType() & 127] = codec;
            if (codec.rtxPayloadType() >= 0) {
                byRtxPayloadType[codec.rtxPayloadType() & 127] = codec;
            }
        }
        this.sink = sink;
    }

    public MediaKind kind() {
        return kind;
    }

    public Sink sink() {
        return sink;
    }

    public int encodingCount() {
        return encodings.length;
    }

    public @Nullable RtpReceiver encoding(int index) {
        return encodings[index];
    }

    public void encoding(int index, RtpReceiver stream) {
        encodings[index] = stream;
    }

    public @Nullable CodecParameters codec(int payloadType) {
        return byPayloadType[payloadType];
    }

    /** The codec repaired by this payload type, or null when it is not one of RTX. */
    public @Nullable CodecParameters repairedCodec(int payloadType) {
        return byRtxPayloadType[payloadType];
    }

    public boolean simulcast() {
        return rids.length > 0;
    }

    public boolean knowsPayloadType(int payloadType) {
        return byPayloadType[payloadType] != null || byRtxPayloadType[payloadType] != null;
    }

    public boolean declares(int ssrc) {
        return ssrc != 0 && (ssrc == this.ssrc || ssrc == rtxSsrc);
    }

    public boolean midEquals(PacketBuffer packet, RtpHeader header) {
        return RtpHeader.textEquals(packet, header.midAt, header.midLength, mid);
    }

    /** Index of the encoding whose RID stands at {@code at}, or -1. */
    public int encodingOf(PacketBuffer packet, int at, int length) {
        for (int i = 0; i < rids.length; i++) {
            if (RtpHeader.textEquals(packet, at, length, rids[i])) {
                return i;
            }
        }
        return -1;
    }
}
