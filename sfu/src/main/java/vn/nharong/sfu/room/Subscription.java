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

    Subscription(Participant subscriber, Publication publication, boolean startSmall) {
        this.subscriber = subscriber;
        this.publication = publication;
        this.startSmall = startSmall;
    }

    ForwarderProxy.Wanted wanted() {
        boolean screen = publication.request.source() == TrackSource.SCREEN_SHARE;
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
        return settings.width() > 0
                ? publication.layerOfSize(settings.width(), settings.height())
                : publication.layerOfQuality(settings.quality());
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
        }
    }

    void tellForwarder() {
        if (forwarder != null) {
            forwarder.want(wanted());
        }
    }
}
