package vn.nharong.control.access;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Secrets;
import vn.nharong.control.identity.Session;

/**
 * What a request shows of who sends it. One browser may hold all: somebody's session in one tab, a site's screen in another.
 *
 * @param person who has signed in; null when nobody
 * @param device which site's screen it is; null when none
 * @param guest as whom it came by a meeting's link; null when it did not
 */
public record Arrival(
        @Nullable Person person,
        @Nullable Device device,
        @Nullable Guest guest) {
    /**
     * Somebody who came by a meeting's link, waits in its lobby or has a seat.
     *
     * @param actor its id is that of the place and of the seat
     * @param key id of the key
     * @param link id of the opening of the link that was come by
     * @param csrf what changing calls must bring along
     */
    public record Guest(Actor actor, UUID key, String meeting, String link, String csrf) {}

    /**
     * Somebody signed in.
     *
     * @param csrf what changing calls must bring along
     * @param withheld an administrator's rights, for want of the second step
     */
    public record Person(Actor actor, Session session, String csrf, boolean withheld) {}

    /**
     * A site's screen.
     *
     * @param key id of its key
     * @param csrf what changing calls must bring along; null where the key came in a header, which no foreign page can send
     * @param renew the key itself, when its cookie is to be given anew; null otherwise
     * @param minted it runs out by itself: a synthetic site, or the demo door
     */
    public record Device(
            Actor actor,
            UUID key,
            UUID endpoint,
            @Nullable String csrf,
            @Nullable String renew,
            boolean minted) {
        /** A key stands in no log. */
        @Override
        public String toString() {
            return "Device[" + endpoint + "]";
        }
    }

    /** Whether a changing call brings what only our own page knows. */
    boolean proven(@Nullable String token) {
        if (person == null && device != null && device.csrf == null) {
            return true;
        }
        return token != null
                && ((person != null && Secrets.same(person.csrf, token))
                        || (device != null && device.csrf != null && Secrets.same(device.csrf, token))
                        || (guest != null && Secrets.same(guest.csrf, token)));
    }
}
