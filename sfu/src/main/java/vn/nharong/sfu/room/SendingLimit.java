package vn.nharong.sfu.room;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.MediaKind;

/**
 * The rate up to which we answer a publisher that it may send ({@code b=AS}, RFC 8866 §5.8), and when to raise it. A sender
 * whose line was narrow climbs by some eight percent a second and needs half a minute for its best layer; told a higher
 * limit than before, it measures its line at once. So the limit is raised when a layer came back and a better one that
 * somebody wants is still missing, and now and then while one is. Room's thread.
 */
final class SendingLimit {
    /** Room for repairs, sound and what an encoder goes over its target. */
    private static final double ROOM = 1.25;

    /** Any rise will do; so small a one changes nothing else. */
    private static final double RISE = 0.01;

    /** An encoder begins one layer after the other: only what is missing after that is missing. */
    private static final Duration SETTLE = Duration.ofSeconds(1);

    /** A new publication finds its rate by itself. */
    private static final Duration NEW = Duration.ofSeconds(5);

    /** Layers that come and go are no reason to try more often than this: each try costs a narrow line a moment's queue. */
    private static final Duration REST = Duration.ofSeconds(20);

    private static final Duration AGAIN = Duration.ofSeconds(30);
    /** What has failed often will likely fail again. */
    private static final Duration AGAIN_MAX = Duration.ofMinutes(2);

    private final Participant publisher;
    private int rises;
    private boolean returned;
    private long lastReturnNanos = Long.MIN_VALUE / 4;
    private Duration again = AGAIN;
    private Mailbox.@Nullable Timer timer;

    SendingLimit(Participant publisher) {
        this.publisher = publisher;
    }

    /** In kbit/s; 0 when a track does not say what its layers weigh: then nothing is said of it. */
    int kbps() {
        long sum = 0;
        for (Publication publication : publisher.publications.values()) {
            if (publication.kind() == MediaKind.VIDEO) {
                long layers = publication.request.layersBySize().stream()
                        .mapToLong(VideoLayer::bitrateBps)
                        .sum();
                if (layers <= 0) {
                    return 0;
                }
                sum += layers;
            }
        }
        return (int) Math.min(Integer.MAX_VALUE, sum * ROOM * (1 + RISE * rises) / 1000);
    }

    /** A publication's simulcast streams that deliver are others now. */
    void onLive(Publication publication, boolean[] live) {
        int before = best(publication.live);
        publication.live = live;
        if (!missing()) {
            cancel();
        } else if (best(live) > before) {
            again = AGAIN;
            returned = true;
            long earliest = Math.max(publication.beganNanos + NEW.toNanos(), lastReturnNanos + REST.toNanos());
            schedule(Duration.ofNanos(Math.max(SETTLE.toNanos(), earliest - publisher.room.mailbox.nowNanos())));
        } else if (timer == null) {
            schedule(again);
        }
    }

    void cancel() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private void schedule(Duration after) {
        cancel();
        timer = publisher.room.mailbox.later(after, this::review);
    }

    private void review() {
        timer = null;
        if (!missing()) {
            again = AGAIN;
            return;
        }
        if (kbps() > 0) {
            rises++;
            // A try without any sign may have come a moment too early: it does not hold up one that has a sign.
            lastReturnNanos = returned ? publisher.room.mailbox.nowNanos() : lastReturnNanos;
            returned = false;
            publisher.negotiator.renew();
        }
        schedule(again);
        again = Duration.ofNanos(Math.min(2 * again.toNanos(), AGAIN_MAX.toNanos()));
    }

    /** Whether a layer that somebody wants is not sent though a smaller one is. */
    private boolean missing() {
        for (Publication publication : publisher.publications.values()) {
            int best = best(publication.live);
            int wanted = Math.min(publication.dynacast.announced(), publication.live.length - 1);
            if (!publication.muted && best >= 0 && best < wanted) {
                return true;
            }
        }
        return false;
    }

    private static int best(boolean[] live) {
        int best = live.length - 1;
        while (best >= 0 && !live[best]) {
            best--;
        }
        return best;
    }
}
