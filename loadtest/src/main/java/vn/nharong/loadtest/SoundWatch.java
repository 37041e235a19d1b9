package vn.nharong.loadtest;

import org.jspecify.annotations.Nullable;
import vn.nharong.sites.media.Departures;
import vn.nharong.sites.media.TrackWatch;

/** Times the packets of one voice. On the load loop. */
final class SoundWatch implements TrackWatch {
    private final SiteFigures figures;
    private final @Nullable Departures departures;

    /** @param departures of its sender, where packets bear no time */
    SoundWatch(SiteFigures figures, @Nullable Departures departures) {
        this.figures = figures;
        this.departures = departures;
    }

    @Override
    public @Nullable Departures departures() {
        return departures;
    }

    @Override
    public void onPacket(long extSeq, boolean lastOfFrame, long capturedNanos, int keyframeWidth, long arrivedNanos) {
        figures.onPacket(capturedNanos, arrivedNanos);
    }
}
