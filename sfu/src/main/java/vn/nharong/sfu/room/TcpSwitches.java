package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Clients that leave in order to come again over TCP alone: a test asked for it. Room's thread. */
final class TcpSwitches {
    /** A client that changes comes again, if it comes, within this. */
    private static final Duration AWAITED = Duration.ofSeconds(30);

    private final Mailbox mailbox;
    /** Until when, by identity. */
    private final Map<String, Long> awaited = new HashMap<>();

    TcpSwitches(Mailbox mailbox) {
        this.mailbox = mailbox;
    }

    /** The participant, and the connection its client is about to make anew, get only TCP candidates, or all again. */
    void ask(Participant participant, boolean only) {
        participant.tcpOnly = only;
        long now = mailbox.nowNanos();
        awaited.values().removeIf(until -> until - now < 0);
        if (only) {
            awaited.put(participant.identity(), now + AWAITED.toNanos());
        } else {
            awaited.remove(participant.identity());
        }
    }

    /** Whether this is the connection that was to use TCP. Counts once: the next one chooses freely. */
    boolean take(String identity) {
        Long until = awaited.remove(identity);
        return until != null && mailbox.nowNanos() - until < 0;
    }
}
