package vn.nharong.control.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.Secrets;

/**
 * Screens that show a code and wait for somebody to type it. In memory: who waits across a restart asks for another code.
 * Any thread.
 */
@Component
public class Pairings {
    static final Duration HOLDS = Duration.ofMinutes(10);
    /** More screens than wait in the largest province at once; beyond it a stranger is asking. */
    static final int MAX = 1000;

    private final Clock clock;
    /** By poll id, the oldest first. Guarded by this. */
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    /** Poll ids by code. Guarded by this. */
    private final Map<String, String> byCode = new HashMap<>();

    Pairings(Clock clock) {
        this.clock = clock;
    }

    /**
     * What a screen gets.
     *
     * @param code to be shown, as {@code 4F7-K2M}
     * @param pollId secret: who knows it may fetch the key
     */
    public record Offer(String code, String pollId, Instant expiresAt) {}

    /** Somebody typed the code: by whom, for which endpoint. */
    public record Paired(UUID endpoint, String by) {}

    private static final class Waiting {
        private final String code;
        private final Instant expires;
        private @Nullable Paired paired;
        private @Nullable Runnable told;

        Waiting(String code, Instant expires) {
            this.code = code;
            this.expires = expires;
        }
    }

    /** @throws AccessRefused.Busy when too many wait */
    public synchronized Offer offer() {
        Instant now = clock.instant();
        forgetOld(now);
        if (waiting.size() >= MAX) {
            throw new AccessRefused.Busy();
        }
        String code;
        do {
            code = Secrets.code(2, 3);
        } while (byCode.containsKey(Secrets.typed(code)));
        Offer offer = new Offer(code, Secrets.key(), now.plus(HOLDS));
        waiting.put(offer.pollId(), new Waiting(Secrets.typed(code), offer.expiresAt()));
        byCode.put(Secrets.typed(code), offer.pollId());
        return offer;
    }

    /** Whether a screen waits with this code. */
    public synchronized boolean waits(String code) {
        forgetOld(clock.instant());
        return byCode.containsKey(Secrets.typed(code));
    }

    /** The code was typed by somebody who may. @return false when no screen shows it any more */
    public boolean pair(String code, Paired paired) {
        Runnable told;
        synchronized (this) {
            forgetOld(clock.instant());
            // A code is used once: the next who types it is told that there is none.
            String poll = byCode.remove(Secrets.typed(code));
            Waiting one = poll == null ? null : waiting.get(poll);
            if (one == null) {
                return false;
            }
            one.paired = paired;
            told = one.told;
        }
        if (told != null) {
            told.run();
        }
        return true;
    }

    /** Has it told when it is paired; at once when it was before. @return false when there is no such poll id */
    public boolean tell(String pollId, Runnable told) {
        synchronized (this) {
            forgetOld(clock.instant());
            Waiting one = waiting.get(pollId);
            if (one == null) {
                return false;
            }
            if (one.paired == null) {
                one.told = told;
                return true;
            }
        }
        told.run();
        return true;
    }

    /** Fetches what was paired, once. */
    public synchronized Optional<Paired> claim(String pollId) {
        forgetOld(clock.instant());
        Waiting one = waiting.get(pollId);
        if (one == null || one.paired == null) {
            return Optional.empty();
        }
        waiting.remove(pollId);
        return Optional.of(one.paired);
    }

    private void forgetOld(Instant now) {
        Iterator<Waiting> oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            Waiting one = oldest.next();
            if (one.expires.isAfter(now)) {
                return;
            }
            oldest.remove();
            byCode.remove(one.code);
        }
    }
}
