package vn.nharong.control.meeting;

import jakarta.annotation.PreDestroy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.nharong.control.web.ServerSentEvents;

/**
 * Tells the sites' own screens what is new. One virtual thread looks at all of them after each change and tells those for whom
 * something is; so no meeting waits for a screen. Any thread.
 */
@Component
class KioskFeed {
    private static final Logger LOG = LoggerFactory.getLogger(KioskFeed.class);
    /** Changes that come together are told together. */
    private static final long GATHER_MILLIS = 20;

    private final ConcurrentMap<String, List<Screen>> screens = new ConcurrentHashMap<>();
    private final Semaphore news = new Semaphore(0);

    /** @param say makes the text of what a site is to be told */
    private record Screen(ServerSentEvents events, Function<Object, String> say, Told told) {}

    /** The last thing told; belongs to the teller's thread. */
    private static final class Told {
        @Nullable
        Object last;
    }

    private volatile @Nullable KioskView view;
    private final Thread teller = Thread.ofVirtual().name("kiosks").start(this::tell);

    void view(KioskView how) {
        view = how;
    }

    /** Something of this meeting, or of all, may be new. */
    void changed(@Nullable Meeting meeting) {
        news.release();
    }

    ServerSentEvents follow(String site, Function<Object, String> say) {
        ServerSentEvents events = new ServerSentEvents();
        screens.computeIfAbsent(site, key -> new CopyOnWriteArrayList<>()).add(new Screen(events, say, new Told()));
        news.release();
        return events;
    }

    /** Whether a screen of that site listens. */
    boolean listens(String site) {
        return screens.getOrDefault(site, List.of()).stream()
                .anyMatch(screen -> !screen.events().ended());
    }

    private void tell() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                news.acquire();
                Thread.sleep(GATHER_MILLIS);
                news.drainPermits();
                tellAll();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.error("screens of sites were not told", e);
            }
        }
    }

    private void tellAll() {
        KioskView how = view;
        if (how == null) {
            return;
        }
        for (Map.Entry<String, List<Screen>> entry : screens.entrySet()) {
            List<Screen> of = entry.getValue();
            of.removeIf(screen -> screen.events().ended());
            if (of.isEmpty()) {
                continue;
            }
            Object now = how.of(entry.getKey());
            for (Screen screen : new ArrayList<>(of)) {
                if (!now.equals(screen.told().last)) {
                    screen.told().last = now;
                    screen.events()
                            .offer(new ServerSentEvents.Event(
                                    "", "snapshot", screen.say().apply(now)));
                }
            }
        }
    }

    /** What a site's screen is to show. */
    interface KioskView {
        Object of(String site);
    }

    @PreDestroy
    void end() {
        teller.interrupt();
        screens.values().forEach(of -> of.forEach(screen -> screen.events().end()));
    }
}
