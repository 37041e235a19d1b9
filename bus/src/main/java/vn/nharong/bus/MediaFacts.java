package vn.nharong.bus;

/** What the media process tells of its conducted rooms. Called in order for each room, on the room's thread: must not block. */
public interface MediaFacts {
    /**
     * A participant's connection, whenever it changes. Nothing is told of one that never connected. One that is replaced by
     * another connection of the same identity is lost until that one stands.
     */
    void onPresence(String room, String identity, Presence presence);

    /** What the forwarder does with a participant's sources, whenever it changes. */
    void onSources(String room, String identity, Sources sources);

    /** Loudness of an open or sending microphone, some twice a second while it is heard. @param level 0 … 1 */
    void onLevel(String room, String identity, float level);

    /** A participant's line, every few seconds. */
    void onLine(String room, String identity, Line line);

    /** The room is gone without {@link MediaNode#close}: the media process began anew. */
    void onRoomLost(String room);

    enum Presence {
        /** Its transport is connected: ICE and DTLS stand and packets come. */
        CONNECTED,
        /** Nothing has come over its transport for some seconds; it may come back by itself. */
        LOST,
        /** It is no longer in the room. */
        LEFT
    }

    /** State of a participant's microphone as the forwarder has it. */
    enum Microphone {
        /** It publishes none. */
        NONE,
        /** Nothing of it is forwarded, by order of control. */
        CLOSED,
        /** Forwarded. */
        OPEN,
        /** Open by order of control, but its client sends nothing: muted at the other end. */
        MUTED_THERE
    }

    /** @param camera whether pictures can be had @param screen whether it shares a screen */
    record Sources(Microphone microphone, boolean camera, boolean screen) {}

    /**
     * @param lossPercent of what is sent to it, 0 … 100
     * @param rttMillis round trip
     * @param downBps sent to it
     * @param upBps received from it
     * @param pictureHeight lines of the largest picture that reaches it now; 0 for none
     */
    record Line(float lossPercent, int rttMillis, long downBps, long upBps, int pictureHeight) {}
}
