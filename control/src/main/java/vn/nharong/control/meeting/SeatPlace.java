package vn.nharong.control.meeting;

/**
 * A site's place in a meeting, as the directory had it when the meeting was made.
 *
 * @param id the site's; also its identity in the media room
 * @param group of the wall: the unit right under the root that it belongs to, or the root
 * @param place what tells it apart from others of its name: its district; empty for a hall
 */
public record SeatPlace(
        String id, String name, String shortName, String group, String place, boolean hall, int order, String phone) {}
