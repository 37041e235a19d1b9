package vn.nharong.sfu.room;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Which tickets into one conducted room hold no more, by when they were issued. A ticket itself is good for hours, so that a
 * client finds back after any break; what ends before is remembered here, for as long as the room stands. Any thread: it is
 * asked before a connection is upgraded.
 */
final class EndedRights {
    /** More identities than a meeting has had in any day; beyond it all of the older tickets end at once. */
    private static final int MAX = 10_000;

    private final ConcurrentMap<String, Long> until = new ConcurrentHashMap<>();
    private volatile long from;

    /** No ticket issued before holds. @param millis since 1970, of who issues */
    synchronized void from(long millis) {
        from = Math.max(from, millis);
    }

    /** No ticket of that identity issued up to then holds. */
    synchronized void end(String identity, long millis) {
        if (until.size() >= MAX && !until.containsKey(identity)) {
            until.values().forEach(ended -> from(ended + 1));
            until.clear();
        }
        until.merge(identity, millis, Math::max);
    }

    boolean ended(String identity, long issuedMillis) {
        return issuedMillis < from || issuedMillis <= until.getOrDefault(identity, -1L);
    }
}
