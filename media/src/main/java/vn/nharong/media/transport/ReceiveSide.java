package vn.nharong.media.transport;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.receive.NackGenerator;
import vn.nharong.media.receive.QueueRelief;
import vn.nharong.media.receive.ReceiveSection;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.receive.TwccRecorder;
import vn.nharong.media.rtcp.RtcpWriter;
import vn.nharong.media.rtcp.TwccWriter;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.rtp.SsrcMap;

/**
 * Everything a transport receives in RTP: which SSRC belongs to which section and encoding (RFC 8843 §9.2, RFC 8852),
 * repair streams, and the feedback that goes back. Belongs to the transport's thread.
 */
final class ReceiveSide {
    /** A client has no use for more; a hostile one must not fill our memory. */
    private static final int MAX_SSRCS = 256;

    private static final long NACK_TICK_NANOS = 10_000_000;
    private static final long REPORT_NANOS = 1_000_000_000;

    /** What an SSRC is. */
    private record Binding(ReceiveSection section, int encoding, RtpReceiver stream, boolean repair) {}

    private final RtpHeader header = new RtpHeader();
    private final SsrcMap<Binding> bindings = new SsrcMap<>();
    private final List<ReceiveSection> sections = new ArrayList<>();
    private final TwccRecorder recorder = new TwccRecorder(50_000_000);
    private final QueueRelief relief = new QueueRelief();
    private long countedBytes;
    private long countedFromNanos;
    private ExtensionIds ids = ExtensionIds.NONE;
    private final int localSsrc;
    private int anyRemoteSsrc;
    private long nextNackNanos = Long.MAX_VALUE;
    private long nextReportNanos = Long.MAX_VALUE;
    private long rttNanos = 50_000_000;

    ReceiveSide(int localSsrc) {
        this.localSsrc = localSsrc;
    }

    void extensions(ExtensionIds ids) {
        this.ids = ids;
    }

    ExtensionIds extensions() {
        return ids;
    }

    void rttNanos(long rttNanos) {
        if (rttNanos > 0) {
            this.rttNanos = rttNanos;
        }
    }

    void add(ReceiveSection section) {
        sections.add(section);
    }

    void remove(ReceiveSection section) {
        sections.remove(section);
        bindings.removeIf(binding -> binding.section == section);
    }

    List<ReceiveSection> sections() {
        return sections;
    }

    /** A decrypted packet. */
    Drop onRtp(PacketBuffer packet, long nowNanos) {
        if (!header.parse(packet, ids)) {
            return Drop.MALFORMED;
        }
        if (header.transportCc >= 0) {
            // When the kernel had it: how long we were busy with others is no property of the line.
            countedBytes += packet.length();
            recorder.onPacket(header.transportCc, packet.arrivedNanos != 0 ? packet.arrivedNanos : nowNanos);
        }
        anyRemoteSsrc = header.ssrc;
        Binding binding = bindings.get(header.ssrc);
        if (binding == null) {
            if (bindings.size() >= MAX_SSRCS) {
                return Drop.LIMIT;
            }
            binding = bind(packet);
            if (binding == null) {
                return Drop.UNKNOWN_SSRC;
            }
            bindings.put(header.ssrc, binding);
            if (nextReportNanos == Long.MAX_VALUE) {
                nextReportNanos = nowNanos + REPORT_NANOS;
            }
        }
        return binding.repair ? onRepair(binding, packet, nowNanos) : onMedia(binding, packet, false, nowNanos);
    }

    private Drop onMedia(Binding binding, PacketBuffer packet, boolean retransmitted, long nowNanos) {
        ReceiveSection section = binding.section;
        CodecParameters codec = section.codec(header.payloadType);
        if (codec == null) {
            return Drop.UNKNOWN_PAYLOAD_TYPE;
        }
        RtpReceiver stream = binding.stream;
        long extSeq = stream.onRtp(header.seq16, header.timestamp, packet.length(), retransmitted, nowNanos);
        if (extSeq < 0) {
            return Drop.REPLAYED;
        }
        NackGenerator nack = stream.nack();
        if (nack != null && nack.fresh()) {
            nextNackNanos = Math.min(nextNackNanos, nack.firstRequestNanos(nowNanos));
        }
        section.sink().onRtp(binding.encoding, stream, codec, packet, header, extSeq, nowNanos);
        return Drop.NONE;
    }

    /** Unwraps in place (RFC 4588 §4): the header moves over the original sequence number. */
    private Drop onRepair(Binding binding, PacketBuffer packet, long nowNanos) {
        if (header.payloadLength < 2) {
            return Drop.NONE; // padding: it probed the line and was counted for that
        }
        CodecParameters codec = binding.section.repairedCodec(header.payloadType);
        if (codec == null) {
            return Drop.UNKNOWN_PAYLOAD_TYPE;
        }
        int original = packet.u16(header.headerLength);
        for (int i = header.headerLength - 1; i >= 0; i--) {
            packet.u8(i + 2, packet.u8(i));
        }
        packet.offset(packet.offset() + 2);
        packet.length(packet.length() - 2);
        packet.u16(2, original);
        packet.u8(1, packet.u8(1) & 0x80 | codec.payloadType());
        packet.i32(8, binding.stream.ssrc());
        header.seq16 = original;
        header.ssrc = binding.stream.ssrc();
        header.payloadType = codec.payloadType();
        header.payloadLength -= 2;
        return onMedia(binding, packet, true, nowNanos);
    }

    private @Nullable Binding bind(PacketBuffer packet) {
        ReceiveSection section = sectionOf(packet);
        if (section == null) {
            return null;
        }
        CodecParameters repaired = section.repairedCodec(header.payloadType);
        CodecParameters codec = repaired != null ? repaired : section.codec(header.payloadType);
        if (codec == null) {
            return null;
        }
        boolean repair = repaired != null;
        int encoding = 0;
        if (section.simulcast()) {
            encoding = repair && header.repairedRidAt >= 0
                    ? section.encodingOf(packet, header.repairedRidAt, header.repairedRidLength)
                    : !repair && header.ridAt >= 0 ? section.encodingOf(packet, header.ridAt, header.ridLength) : -1;
            if (encoding < 0) {
                return null;
            }
        }
        RtpReceiver stream = section.encoding(encoding);
        if (repair) {
            return stream == null ? null : new Binding(section, encoding, stream, true);
        }
        if (stream == null || stream.ssrc() != header.ssrc) {
            RtpReceiver replaced = stream;
            if (replaced != null) {
                bindings.removeIf(binding -> binding.stream == replaced); // with its repair stream
            }
            stream = new RtpReceiver(section.kind(), header.ssrc, codec.clockRate(), codec.nack());
            section.encoding(encoding, stream);
        }
        return new Binding(section, encoding, stream, false);
    }

    private @Nullable ReceiveSection sectionOf(PacketBuffer packet) {
        ReceiveSection byType = null;
        boolean unique = true;
        for (ReceiveSection section : sections) {
            if (section.declares(header.ssrc)) {
                return section;
            }
            if (header.midAt >= 0) {
                if (section.midEquals(packet, header)) {
                    return section;
                }
            } else if (section.knowsPayloadType(header.payloadType)) {
                unique = byType == null;
                byType = section;
            }
        }
        return unique ? byType : null;
    }

    @Nullable
    RtpReceiver stream(int ssrc) {
        Binding binding = bindings.get(ssrc);
        return binding == null || binding.repair ? null : binding.stream;
    }

    void onBye(int ssrc, long nowNanos) {
        Binding binding = bindings.get(ssrc);
        if (binding != null && !binding.repair && binding.section.encoding(binding.encoding) == binding.stream) {
            binding.section.sink().onEnded(binding.encoding, nowNanos);
        }
    }

    long nextTimeoutNanos() {
        return Math.min(recorder.nextFeedbackNanos(), Math.min(nextNackNanos, nextReportNanos));
    }

    /** Appends what is due; sends through {@code side} when a packet is full. */
    void handleTimeout(RtcpOut rtcp, long nowNanos) {
        if (nowNanos >= recorder.nextFeedbackNanos()) {
            while (true) {
                PacketBuffer packet = rtcp.room(TwccWriter.MAX_BYTES);
                int written = recorder.writeFeedback(packet, packet.length(), localSsrc, anyRemoteSsrc);
                if (written == 0) {
                    break;
                }
                packet.length(packet.length() + written);
            }
        }
        if (nowNanos >= nextNackNanos) {
            boolean holes = false;
            // By index: this is a few times a second for each transport, and an iterator is one object each.
            for (int at = 0; at < sections.size(); at++) {
                ReceiveSection section = sections.get(at);
                for (int i = 0; i < section.encodingCount(); i++) {
                    holes |= nack(section, i, rtcp, nowNanos);
                }
            }
            nextNackNanos = holes ? nowNanos + NACK_TICK_NANOS : Long.MAX_VALUE;
        }
        if (nowNanos >= nextReportNanos) {
            nextReportNanos = nowNanos + REPORT_NANOS;
            int at = -1;
            for (ReceiveSection section : sections) {
                for (int i = 0; i < section.encodingCount(); i++) {
                    RtpReceiver stream = section.encoding(i);
                    if (stream == null) {
                        continue;
                    }
                    PacketBuffer packet = rtcp.room(64);
                    if (at < 0 || rtcp.fresh()) {
                        at = RtcpWriter.receiverReport(packet, localSsrc);
                    }
                    stream.writeBlock(packet, at, nowNanos);
                }
            }
            relieve(rtcp, nowNanos);
        }
    }

    private void relieve(RtcpOut rtcp, long nowNanos) {
        long passed = nowNanos - countedFromNanos;
        long bps = countedFromNanos == 0 ? 0 : countedBytes * 8_000_000 / Math.max(1, passed / 1000);
        countedFromNanos = nowNanos;
        countedBytes = 0;
        int holes = 0;
        long answerNanos = 0;
        for (int i = 0; i < sections.size(); i++) {
            ReceiveSection section = sections.get(i);
            for (int k = 0; k < section.encodingCount(); k++) {
                RtpReceiver stream = section.encoding(k);
                NackGenerator nack = stream == null ? null : stream.nack();
                int found = nack == null ? 0 : nack.takeFound();
                if (nack != null && found > 0) {
                    holes += found;
                    answerNanos = Math.max(answerNanos, nack.answerNanos());
                }
            }
        }
        relief.onSecond(bps, holes, answerNanos);
        if (relief.limitBps() != QueueRelief.SILENT) {
            boolean unused = RtcpWriter.receiverLimit(rtcp.room(32), localSsrc, anyRemoteSsrc, relief.limitBps());
        }
    }

    /** @return whether packets are still missing */
    private boolean nack(ReceiveSection section, int encoding, RtcpOut rtcp, long nowNanos) {
        RtpReceiver stream = section.encoding(encoding);
        NackGenerator nack = stream == null ? null : stream.nack();
        if (stream == null || nack == null || nack.empty()) {
            return false;
        }
        nack.write(rtcp.room(128), localSsrc, stream.ssrc(), rttNanos, nowNanos);
        if (nack.takeGaveUp()) {
            section.sink().onUnrepairable(encoding, nowNanos);
        }
        return !nack.empty();
    }

    boolean requestKeyframe(ReceiveSection section, int encoding, RtcpOut rtcp) {
        RtpReceiver stream = section.encoding(encoding);
        return stream != null && RtcpWriter.pictureLoss(rtcp.room(16), localSsrc, stream.ssrc());
    }
}
