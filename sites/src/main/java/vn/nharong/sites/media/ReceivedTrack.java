package vn.nharong.sites.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.codec.Vp8Descriptor;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.receive.ReceiveSection;
import vn.nharong.media.receive.RtpReceiver;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;

/**
 * Keeps what one participant got of one track: packets, losses, and for video the timestamps of every frame in
 * stretches that begin with a key frame of the watched width. On the load loop; read after it has stopped.
 */
public final class ReceivedTrack implements ReceiveSection.Sink {
    /** Frames from a key frame on, with the sequence numbers that carried each. */
    public static final class Stretch {
        /** A packet comes no more than so many frames late. */
        private static final int LATE_FRAMES = 300;

        private int[] timestamps = new int[1024];
        private long[] firstSeqs = new long[1024];
        private long[] lastSeqs = new long[1024];
        private int count;
        public long firstNanos;
        public final int ssrc;
        public final long firstSeq;
        public long lastSeq;

        public Stretch(int ssrc, long firstSeq, long nowNanos) {
            this.ssrc = ssrc;
            this.firstSeq = firstSeq;
            this.lastSeq = firstSeq;
            this.firstNanos = nowNanos;
        }

        /** A packet of a frame came. */
        public void add(int timestamp, long seq) {
            for (int i = count - 1; i >= 0 && i > count - LATE_FRAMES; i--) {
                if (timestamps[i] == timestamp) {
                    firstSeqs[i] = Math.min(firstSeqs[i], seq);
                    lastSeqs[i] = Math.max(lastSeqs[i], seq);
                    return;
                }
            }
            if (count == timestamps.length) {
                timestamps = Arrays.copyOf(timestamps, count * 2);
                firstSeqs = Arrays.copyOf(firstSeqs, count * 2);
                lastSeqs = Arrays.copyOf(lastSeqs, count * 2);
            }
            // In the order of sequence numbers, whatever came late.
            int at = count++;
            while (at > 0 && firstSeqs[at - 1] > seq) {
                timestamps[at] = timestamps[at - 1];
                firstSeqs[at] = firstSeqs[at - 1];
                lastSeqs[at] = lastSeqs[at - 1];
                at--;
            }
            timestamps[at] = timestamp;
            firstSeqs[at] = seq;
            lastSeqs[at] = seq;
        }

        public int count() {
            return count;
        }

        /** Of the frame at that place in the order of sequence numbers. */
        public int timestamp(int index) {
            return timestamps[index];
        }

        /** Frames that end after the next begins, come again later, or are older than the one before. */
        public int disorder() {
            int disorder = 0;
            for (int i = 1; i < count; i++) {
                if (lastSeqs[i - 1] > firstSeqs[i] || timestamps[i] - timestamps[i - 1] <= 0) {
                    disorder++;
                }
            }
            return disorder;
        }
    }

    private final String trackSid;
    private final MediaKind kind;
    private final int watchedWidth;
    private final List<Stretch> stretches = new ArrayList<>();
    private final Vp8Descriptor vp8 = new Vp8Descriptor();
    private final Arrivals arrivals;
    private final TrackWatch watch;
    private final Runnable onUnrepairable;
    private final IncomingKeyframe keyframe = new IncomingKeyframe();
    private @Nullable Stretch stretch;
    private @Nullable RtpReceiver stream;
    private long firstPacketNanos;
    private long packets;
    private long lastPacketNanos;
    private long longestGapNanos;
    private boolean wanted = true;

    /**
     * @param watchedWidth of the pictures whose frames are kept; 0 for none
     * @param onUnrepairable packets were given up: a decoder would ask for a key frame
     */
    ReceivedTrack(
            String trackSid,
            MediaKind kind,
            int watchedWidth,
            Arrivals arrivals,
            TrackWatch watch,
            Runnable onUnrepairable) {
        this.watch = watch;
        this.onUnrepairable = onUnrepairable;
        this.trackSid = trackSid;
        this.kind = kind;
        this.watchedWidth = watchedWidth;
        this.arrivals = arrivals;
    }

    @Override
    public void onRtp(
            int encoding,
            RtpReceiver stream,
            CodecParameters codec,
            PacketBuffer packet,
            RtpHeader header,
            long extSeq,
            long nowNanos) {
        this.stream = stream;
        packets++;
        if (firstPacketNanos == 0) {
            firstPacketNanos = nowNanos;
        }
        if (lastPacketNanos != 0 && wanted) {
            longestGapNanos = Math.max(longestGapNanos, nowNanos - lastPacketNanos);
        }
        lastPacketNanos = nowNanos;
        if (header.payloadLength == 0) {
            return;
        }
        boolean video = kind == MediaKind.VIDEO;
        boolean understood = !video || vp8.parse(packet, header.headerLength, header.payloadLength);
        watch.onPacket(
                extSeq,
                header.marker,
                leftNanos(packet, header, video && understood ? vp8.length : 0),
                video && understood && vp8.keyframe ? vp8.width : 0,
                packet.arrivedNanos);
        if (!understood) {
            return;
        }
        if (video) {
            if (vp8.keyframe && vp8.width > 0) {
                boolean watched = vp8.width == watchedWidth;
                if (watched && stretch == null) {
                    stretch = new Stretch(stream.ssrc(), extSeq, nowNanos);
                    stretches.add(stretch);
                } else if (!watched) {
                    stretch = null;
                }
            }
            Stretch current = stretch;
            if (current != null && extSeq >= current.firstSeq) {
                current.add((int) header.timestamp, extSeq);
                current.lastSeq = Math.max(current.lastSeq, extSeq);
            }
            keyframe.onPacket(packet, header, extSeq, nowNanos);
        } else if (Marker.at(packet, header.headerLength + 1)) {
            arrivals.onSound(Marker.sender(packet, header.headerLength + 1), nowNanos);
        }
    }

    /** @param descriptor bytes before the content */
    private long leftNanos(PacketBuffer packet, RtpHeader header, int descriptor) {
        if (header.captureTimeAt >= 0) {
            return CaptureTime.nanos(packet.i64(header.captureTimeAt));
        }
        Departures departures = watch.departures();
        return departures == null
                ? 0
                : departures.of(packet, header.headerLength + descriptor, header.payloadLength - descriptor);
    }

    /** The key frame that is coming in: whole when all its packets are there. */
    private final class IncomingKeyframe {
        private boolean coming;
        private int sender;
        private long timestamp;
        private long firstSeq;
        private long lastSeq;
        private int packets;

        void onPacket(PacketBuffer packet, RtpHeader header, long extSeq, long nowNanos) {
            int markerAt = header.headerLength + vp8.length + Filler.HEADER;
            if (vp8.keyframe && vp8.width > 0 && Marker.at(packet, markerAt)) {
                if (!coming || timestamp != header.timestamp) {
                    packets = 0;
                    lastSeq = -1;
                }
                coming = true;
                sender = Marker.sender(packet, markerAt);
                timestamp = header.timestamp;
                firstSeq = extSeq;
            }
            if (!coming || header.timestamp != timestamp) {
                return;
            }
            packets++;
            if (header.marker) {
                lastSeq = extSeq;
            }
            if (lastSeq >= firstSeq && packets > lastSeq - firstSeq) {
                coming = false;
                arrivals.onKeyframe(sender, nowNanos);
            }
        }
    }

    @Override
    public void onUnrepairable(int encoding, long nowNanos) {
        onUnrepairable.run();
    }

    /** The site switched it off or on: what comes next begins a new stretch. */
    void wanted(boolean wanted) {
        this.wanted = wanted;
        stretch = null;
        lastPacketNanos = 0;
    }

    public String trackSid() {
        return trackSid;
    }

    public MediaKind kind() {
        return kind;
    }

    public List<Stretch> stretches() {
        return stretches;
    }

    public long packets() {
        return packets;
    }

    public long lost() {
        return stream == null ? 0 : stream.lost();
    }

    /** Packets that came only because they were asked for again. */
    public long repaired() {
        return stream == null ? 0 : stream.repaired();
    }

    public long longestGapMillis() {
        return longestGapNanos / 1_000_000;
    }

    public long firstPacketNanos() {
        return firstPacketNanos;
    }
}
