package vn.nharong.control.meeting;

import org.jspecify.annotations.Nullable;

/**
 * A site's place in a meeting, as the directory had it when the meeting was made.
 *
 * @param id the site's; also its identity in the media room
 * @param group of the wall: the unit right under the root that it belongs to, or the root
 * @param place what tells it apart from others of its name: its district; empty for a hall
 * @param guest who it is, when it is no site's but a guest's; null for a site
 */
public record SeatPlace(
        String id,
        String name,
        String shortName,
        String group,
        String place,
        boolean hall,
        int order,
        String phone,
        @Nullable GuestCard guest) {
    /** A site's. */
    public SeatPlace(
            String id,
            String name,
            String shortName,
            String group,
            String place,
            boolean hall,
            int order,
            String phone) {
        this(id, name, shortName, group, place, hall, order, phone, null);
    }

    /** Behind all sites, in the order in which they came. @param number of it among the guests */
    static SeatPlace guest(String id, GuestCard card, int number) {
        return new SeatPlace(id, card.name(), card.name(), "", card.line(), false, FIRST_GUEST + number, "", card);
    }

    private static final int FIRST_GUEST = 1_000_000;
}
