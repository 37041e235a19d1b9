package vn.nharong.sfu.room;

import java.util.List;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;

/** An m-section in which a client receives: free, carrying a subscription, or about to be shown as inactive once. */
final class Slot {
    final String mid;
    final MediaKind kind;
    List<CodecParameters> codecs = List.of();

    @Nullable
    Subscription subscription;

    int ssrc;
    int rtxSsrc;
    /**
     * Carried something until now. It must be inactive in one answer before it carries something else: a browser fires
     * {@code track} only when the direction changes (W3C webrtc-pc §4.4.1.6).
     */
    boolean clearing;

    Slot(String mid, MediaKind kind) {
        this.mid = mid;
        this.kind = kind;
    }

    boolean free() {
        return subscription == null && !clearing;
    }

    void place(Subscription placed, int newSsrc, int newRtxSsrc) {
        subscription = placed;
        ssrc = newSsrc;
        rtxSsrc = newRtxSsrc;
    }

    void clear() {
        subscription = null;
        clearing = true;
    }
}
