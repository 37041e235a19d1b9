package vn.nharong.sfu.room;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.loop.ForwarderProxy;

/** What a participant takes of a publication. Room's thread. */
final class Subscription {
    final Participant subscriber;
    final Publication publication;
    /** Null until an answer carried it. */
    @Nullable
    ForwarderProxy forwarder;

    TrackSettings settings = TrackSettings.DEFAULT;
    boolean startSmall;
    boolean paused;
    /** It was lent: what is closed to the others is open to this one. */
    boolean throughGate;

    private ForwarderProxy.@Nullable Wanted told;
    private boolean toldThrough;

    Subscription(Participant subscriber, Publication publication, boolean startSmall) {
        this.subscriber = subscriber;
        this.publication = publication;
        this.startSmall = startSmall;
    }

    ForwarderProxy.Wanted wanted() {
        boolean screen = publication.present().request.source() == TrackSource.SCREEN_SHARE;
        return new ForwarderProxy.Wanted(
                !settings.disabled(), layer(), settings.framesPerSecond(), settings.priority(), screen);
    }

    /** Index of the best layer wanted. */
    int layer() {
        if (publication.kind() == MediaKind.AUDIO) {
            return 0;
        }
        if (startSmall && settings == TrackSettings.DEFAULT) {
            return 0;
        }
        Publication seen = publication.present();
        return settings.width() > 0
                ? seen.layerOfSize(settings.width(), settings.height())
                : seen.layerOfQuality(settings.quality());
    }

    void settings(TrackSettings changed) {
        settings = changed;
        tellForwarder();
    }

    /** Nothing is sent any more; may be started again in another section. */
    void stop() {
        if (forwarder != null) {
            forwarder.close();
            forwarder = null;
            told = null;
            toldThrough = false;
        }
    }

    void throughGate(boolean pass) {
        throughGate = pass;
        tellForwarder();
    }

    /** Only what is new to it: of 240 subscribers to an outlet most want the same after a change as before. */
    void tellForwarder() {
        if (forwarder == null) {
            return;
        }
        ForwarderProxy.Wanted now = wanted();
        if (!now.equals(told)) {
            told = now;
            forwarder.want(now);
        }
        if (throughGate != toldThrough) {
            toldThrough = throughGate;
            forwarder.throughGate(throughGate);
        }
    }
}
