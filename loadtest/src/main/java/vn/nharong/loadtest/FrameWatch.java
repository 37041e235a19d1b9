package vn.nharong.loadtest;

import org.jspecify.annotations.Nullable;
import vn.nharong.sites.media.Departures;
import vn.nharong.sites.media.TrackWatch;

/**
 * What a decoder could have shown of one video track: a frame counts when all its packets are there, and those of every frame
 * before it back to a key frame. On the load loop.
 */
final class FrameWatch implements TrackWatch {
    /** People notice. */
    static final long FREEZE_NANOS = 200_000_000;

    private static final int WINDOW = 2048;

    /** After so long without a frame that can be shown libwebrtc asks for a key frame, again and again. */
    private static final long PATIENCE_NANOS = 200_000_000;

    private final SiteFigures figures;
    private final Runnable askForKeyframe;
    private final @Nullable Departures departures;
    private final long[] seqs = new long[WINDOW];
    private final boolean[] ends = new boolean[WINDOW];
    private final int[] widths = new int[WINDOW];
    /** The packet that is waited for; -1 until a key frame. */
    private long next = -1;

    private long shownNanos;
    private long heldUpNanos;
    private int width;
    private int coming;

    FrameWatch(SiteFigures figures, Runnable askForKeyframe) {
        this(figures, askForKeyframe, null);
    }

    /** @param departures of the track's sender, where packets bear no time */
    FrameWatch(SiteFigures figures, Runnable askForKeyframe, @Nullable Departures departures) {
        this.departures = departures;
        this.askForKeyframe = askForKeyframe;
        this.figures = figures;
        java.util.Arrays.fill(seqs, -1);
    }

    @Override
    public @Nullable Departures departures() {
        return departures;
    }

    @Override
    public void onPacket(long extSeq, boolean lastOfFrame, long capturedNanos, int keyframeWidth, long arrivedNanos) {
        figures.onPacket(capturedNanos, arrivedNanos);
        int slot = (int) extSeq & WINDOW - 1;
        seqs[slot] = extSeq;
        ends[slot] = lastOfFrame;
        widths[slot] = keyframeWidth;
        if (keyframeWidth > 0 && extSeq > next) {
            next = extSeq; // a decoder begins anew here, whatever is missing before
        }
        long before = next;
        advance(arrivedNanos);
        if (next != before && next >= 0) {
            heldUpNanos = 0;
        } else if (heldUpNanos == 0) {
            heldUpNanos = arrivedNanos;
        } else if (arrivedNanos - heldUpNanos > PATIENCE_NANOS) {
            heldUpNanos = arrivedNanos;
            askForKeyframe.run();
        }
    }

    private void advance(long arrivedNanos) {
        while (next >= 0) {
            int at = (int) next & WINDOW - 1;
            if (seqs[at] != next) {
                return;
            }
            if (widths[at] > 0) {
                coming = widths[at];
            }
            if (ends[at]) {
                shown(arrivedNanos);
            }
            next++;
        }
    }

    private void shown(long nowNanos) {
        figures.onFrame(nowNanos);
        if (width != coming) {
            if (width != 0) {
                figures.onLayer();
            }
            width = coming;
        }
        long gap = nowNanos - shownNanos;
        if (shownNanos != 0 && gap > FREEZE_NANOS) {
            figures.onFreeze(gap, nowNanos);
        }
        shownNanos = nowNanos;
    }

    /** Nothing is expected of it until the next frame: it is not looked at, or its line was cut on purpose. */
    void pause() {
        shownNanos = 0;
    }

    /** Pixels across, of the picture that is shown now; 0 before the first. */
    int width() {
        return width;
    }
}
