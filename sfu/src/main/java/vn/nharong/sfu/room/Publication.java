package vn.nharong.sfu.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.loop.FanoutProxy;
import vn.nharong.sfu.loop.SourceProxy;

/** What a participant offers the room, or an outlet of the programme. Room's thread. */
final class Publication {
    final String sid;
    final Participant owner;
    TrackRequest request;
    boolean muted;
    int version = 1;
    /** Empty until an offer carried it. */
    String mid = "";

    /** The SDP's track id where it is not the announced one, for clients to see. */
    String sdpCid = "";

    /** Whatever the section's msid named when it was claimed. */
    String trackInSdp = "";

    String codec = "";
    List<String> rids = List.of();
    /** Null until an offer carried it; from then on others may take it. */
    @Nullable
    FanoutProxy fanout;

    /** Whose publication this is, if it is an outlet's. */
    final @Nullable Outlet outlet;
    /** Outlets that show it now. */
    final Set<Outlet> shownBy = new LinkedHashSet<>();

    /** The gate of the house as its loop was told; see {@link FanoutProxy#gate}. */
    boolean gateTold;
    /** The same as its loop has it. */
    boolean gateClosed;
    /** Answers of the loop that are under way: until they are here, nobody knows. */
    int gateAnswers;

    final Map<Participant, Subscription> subscriptions = new LinkedHashMap<>();
    final Dynacast dynacast = new Dynacast(this);
    boolean everSubscribed;
    /** Which simulcast streams deliver now. */
    boolean[] live = {};

    /** When an offer carried it. */
    long beganNanos;

    /** Loudness, 0 … 1, and when it was heard. */
    float level;

    long levelNanos;

    Publication(String sid, Participant owner, TrackRequest request) {
        this(sid, owner, request, null);
    }

    Publication(String sid, Participant owner, TrackRequest request, @Nullable Outlet outlet) {
        this.outlet = outlet;
        this.sid = sid;
        this.owner = owner;
        this.request = request;
        this.muted = request.muted();
        this.codec = request.kind() == MediaKind.AUDIO ? "opus" : request.preferredCodec();
    }

    boolean negotiated() {
        return source() != null;
    }

    /** What subscriptions are attached to; null until an offer carried it. */
    @Nullable
    SourceProxy source() {
        return outlet != null ? outlet.proxy : fanout;
    }

    /** Whether it is what it is called: what a client says of source and kind need not fit together. */
    boolean is(TrackSource source) {
        boolean sound = source == TrackSource.MICROPHONE || source == TrackSource.SCREEN_SHARE_AUDIO;
        return request.source() == source && (kind() == MediaKind.AUDIO) == sound;
    }

    /** What is seen of it now: of an outlet, what it shows. */
    Publication present() {
        return outlet != null && outlet.shown != null ? outlet.shown : this;
    }

    /** What subscribers want of it may have changed. */
    void demandChanged() {
        Publication seen = present();
        if (seen.owner.publications.get(seen.sid) == seen) {
            seen.dynacast.review();
        }
    }

    /** RTCP canonical name: the same for tracks of one clock. Those that come out of an outlet have now one, now another. */
    String clock() {
        return outlet != null ? sid : owner.sid;
    }

    /** Lines of a layer's picture, as declared. */
    int heightOf(int layer) {
        List<VideoLayer> declared = request.layersBySize();
        return layer < declared.size() ? declared.get(layer).height() : request.height();
    }

    /** Track id that the SDP names it by. */
    String sdpTrack() {
        return trackInSdp;
    }

    MediaKind kind() {
        return request.kind();
    }

    void codecs(List<CodecParameters> codecs) {
        if (!codecs.isEmpty()) {
            codec = codecs.getFirst().name();
        }
    }

    /** Layers that can be told apart: simulcast streams, one at least. */
    int layers() {
        return Math.max(1, rids.size());
    }

    /** Quality number of a layer: as declared, else by position. */
    int qualityOf(int layer) {
        List<VideoLayer> declared = request.layersBySize();
        return layer < declared.size() ? declared.get(layer).quality() : Math.min(layer, 2);
    }

    /** The best layer whose declared quality is at most the one asked for. */
    int layerOfQuality(int quality) {
        int best = 0;
        for (int layer = 0; layer < layers(); layer++) {
            if (qualityOf(layer) <= quality) {
                best = layer;
            }
        }
        return best;
    }

    /** The smallest layer that fills the asked size, or the largest there is. Pixels. */
    int layerOfSize(int width, int height) {
        List<VideoLayer> declared = request.layersBySize();
        for (int layer = 0; layer < layers() && layer < declared.size(); layer++) {
            VideoLayer size = declared.get(layer);
            if (Math.max(size.width(), size.height()) >= Math.max(width, height)
                    && Math.min(size.width(), size.height()) >= Math.min(width, height)) {
                return layer;
            }
        }
        return layers() - 1;
    }

    /** Tracks of one stream are played in step. */
    String stream() {
        return request.streamName();
    }

    /** Codec name as in SDP, or VP8 before anything is negotiated. */
    String shortCodec() {
        return codec.isEmpty() ? "VP8" : codec;
    }

    String mime() {
        String name = codec.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "" -> kind() == MediaKind.AUDIO ? "audio/opus" : "video/VP8";
            case "opus" -> "audio/opus";
            default -> "video/" + name.toUpperCase(Locale.ROOT);
        };
    }

    TrackView view() {
        boolean simulcast = rids.isEmpty() ? request.layersBySize().size() > 1 : rids.size() > 1;
        return new TrackView(sid, request, muted, mime(), mid, sdpCid, kind() == MediaKind.VIDEO && simulcast, version);
    }

    List<Subscription> subscriptions() {
        return new ArrayList<>(subscriptions.values());
    }
}
