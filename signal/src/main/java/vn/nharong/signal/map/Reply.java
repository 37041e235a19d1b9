package vn.nharong.signal.map;

/** What a session tells its client without asking the room. */
public sealed interface Reply {
    /** @param nowMillis time of day */
    record Pong(long nowMillis) implements Reply {}

    record PongTimes(long pingMillis, long nowMillis) implements Reply {}

    record Token(String jwt) implements Reply {}
}
