package vn.nharong.control.meeting;

import java.util.List;
import java.util.UUID;

/** Hears when a meeting opens its lines, and when no line of it is open any more. Called in order, on the timer's thread: must not block. */
public interface LinesListener {
    /** A site of the meeting. @param group of the wall: its district, or the province */
    record Place(UUID site, String name, String group) {}

    /**
     * Sites are called from now on; also told of meetings under way when the server begins.
     *
     * @param places the main site first, the others in official order
     */
    void onLinesOpened(String meeting, List<Place> places);

    /** The meeting is over. */
    void onLinesClosed(String meeting);
}
