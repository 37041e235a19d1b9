package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.MediaKind;

/**
 * Tells the publisher of a picture which layers anybody wants, so that it sends no others: more at once, less after a
 * while, for people scroll back and forth. A picture that was looked at and is not any more keeps its smallest layer for
 * a minute: an encoder that was stopped needs a third of a second and more to begin again, and who spoke last is often
 * the one who speaks next. Room's thread.
 */
final class Dynacast {
    static final Duration DOWNGRADE = Duration.ofSeconds(5);
    /** How long nobody must have looked before the smallest layer stops too. */
    static final Duration STOP = Duration.ofSeconds(60);

    private static final int SMALLEST = 0;
    private static final int EVERYTHING = Integer.MAX_VALUE;
    private static final int NOTHING = -1;

    private final Publication publication;
    private int announced = EVERYTHING;
    private boolean watched;
    private Mailbox.@Nullable Timer downgrade;

    Dynacast(Publication publication) {
        this.publication = publication;
    }

    /** What subscribers want may have changed. */
    void review() {
        if (publication.kind() != MediaKind.VIDEO) {
            return;
        }
        int wanted = wanted();
        watched |= wanted > NOTHING;
        if (wanted >= announced) {
            cancel();
            if (wanted > announced) {
                announce(wanted);
            }
        } else if (downgrade == null) {
            fallLater(DOWNGRADE, watched ? SMALLEST : NOTHING);
        }
    }

    /** Nobody has looked yet, and in a room of hundreds hardly anybody will: nothing is sent until someone does. */
    void restUntilWatched() {
        if (publication.kind() == MediaKind.VIDEO && !watched && wanted() == NOTHING && announced != NOTHING) {
            cancel();
            announce(NOTHING);
        }
    }

    /** @param least what is kept even if nobody wants it */
    private void fallLater(Duration after, int least) {
        downgrade = publication.owner.room.mailbox.later(after, () -> {
            downgrade = null;
            int now = Math.max(least, wanted());
            if (now < announced && !publication.muted) {
                announce(now);
            }
            if (now > wanted()) {
                fallLater(STOP.minus(DOWNGRADE), NOTHING);
            }
        });
    }

    /** The best layer that the publisher was told to send; any number over the best there is for all, -1 for none. */
    int announced() {
        return announced;
    }

    /** After a resume the client may have missed the last word. */
    void repeat() {
        if (announced != EVERYTHING) {
            announce(announced);
        }
    }

    void cancel() {
        if (downgrade != null) {
            downgrade.cancel();
            downgrade = null;
        }
    }

    private int wanted() {
        int best = wanted(publication);
        for (Outlet outlet : publication.shownBy) {
            best = Math.max(best, wanted(outlet.publication));
        }
        return best >= publication.layers() - 1 ? EVERYTHING : best;
    }

    /** Of those who take it here. */
    private static int wanted(Publication taken) {
        int best = NOTHING;
        for (Subscription subscription : taken.subscriptions.values()) {
            if (!subscription.settings.disabled()) {
                best = Math.max(best, subscription.layer());
            }
        }
        return best;
    }

    private void announce(int layer) {
        announced = layer;
        int quality = layer == EVERYTHING ? 2 : layer == NOTHING ? -1 : qualityOf(layer);
        // All up to the best: the smaller ones are what a narrow line falls back to.
        boolean[] qualities = {quality >= 0, quality >= 1, quality >= 2};
        publication.owner.tell(new Notice.LayersWanted(
                publication.sid, publication.shortCodec().toLowerCase(Locale.ROOT), qualities));
    }

    /** Clients find an encoding by the quality that its rid stands for. */
    private int qualityOf(int layer) {
        List<String> rids = publication.rids;
        int byRid = layer < rids.size() ? "qhf".indexOf(rids.get(layer)) : -1;
        return byRid >= 0 ? byRid : publication.qualityOf(layer);
    }
}
