package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.MediaKind;

/**
 * Tells the publisher of a picture which layers anybody wants, so that it sends no others: more at once, less after a
 * while, for people scroll back and forth. Room's thread.
 */
final class Dynacast {
    static final Duration DOWNGRADE = Duration.ofSeconds(5);
    private static final int EVERYTHING = Integer.MAX_VALUE;
    private static final int NOTHING = -1;

    private final Publication publication;
    private int announced = EVERYTHING;
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
        if (wanted >= announced) {
            cancel();
            if (wanted > announced) {
                announce(wanted);
            }
        } else if (downgrade == null) {
            downgrade = publication.owner.room.mailbox.later(DOWNGRADE, () -> {
                downgrade = null;
                int now = wanted();
                if (now < announced && !publication.muted) {
                    announce(now);
                }
            });
        }
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
        int best = NOTHING;
        for (Subscription subscription : publication.subscriptions.values()) {
            if (!subscription.settings.disabled()) {
                best = Math.max(best, subscription.layer());
            }
        }
        return best >= publication.layers() - 1 ? EVERYTHING : best;
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
