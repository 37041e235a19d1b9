package vn.nharong.sfu.room;

import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.loop.OutletProxy;

/**
 * One place of a conducted room's programme: a publication that every participant takes, and whose source is changed under
 * them. Room's thread.
 */
final class Outlet {
    /** Whose, and what of it. */
    record Assignment(String identity, TrackSource source) {}

    final Publication publication;
    final OutletProxy proxy;
    /** What belongs in this place, whether it is there or not; null for an empty one. */
    @Nullable
    Assignment assignment;
    /** What feeds it now; null while what was assigned is away, or nothing is. */
    @Nullable
    Publication shown;

    Outlet(String sid, Participant programme, TrackRequest request, OutletProxy proxy) {
        this.publication = new Publication(sid, programme, request, this);
        this.proxy = proxy;
    }

    /** Feeds it from now on; its subscribers' wishes count for what they see now. */
    void show(@Nullable Publication next) {
        Publication before = shown;
        if (before == next) {
            return;
        }
        shown = next;
        proxy.source(next == null ? null : next.fanout);
        if (before != null) {
            before.shownBy.remove(this);
            before.demandChanged();
        }
        if (next != null) {
            next.shownBy.add(this);
            next.demandChanged();
        }
        for (Subscription subscription : publication.subscriptions.values()) {
            subscription.tellForwarder();
        }
    }
}
