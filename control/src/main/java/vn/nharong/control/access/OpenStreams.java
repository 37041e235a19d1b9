package vn.nharong.control.access;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import vn.nharong.control.identity.AccessEnded;
import vn.nharong.control.identity.Sessions;

/**
 * Streams of events outlive the moment in which it was asked who may read them: they are ended with the session or key that
 * opened them, and while they are open that one counts as present. Any thread.
 */
@Component
public class OpenStreams implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(OpenStreams.class);
    /** Also how long a stream may outlive a session that runs out. */
    private static final long LOOK_EVERY_MILLIS = 60_000;

    private final Sessions sessions;
    private final Devices devices;
    private final GuestKeys guests;
    private final ApplicationEventPublisher events;
    /** Guarded by itself. */
    private final Map<UUID, Opened> open = new HashMap<>();

    private final Thread looking;

    /** By what somebody came in. */
    enum By {
        SESSION,
        DEVICE,
        GUEST
    }

    private record Opened(By by, Set<AsyncContext> streams) {}

    OpenStreams(Sessions sessions, Devices devices, GuestKeys guests, ApplicationEventPublisher events) {
        this.sessions = sessions;
        this.devices = devices;
        this.guests = guests;
        this.events = events;
        this.looking = Thread.ofVirtual().name("open-streams").start(this::look);
    }

    void opened(UUID access, By by, AsyncContext stream) {
        synchronized (open) {
            open.computeIfAbsent(access, made -> new Opened(by, new LinkedHashSet<>()))
                    .streams
                    .add(stream);
        }
        stream.addListener(new Closing(access, stream));
    }

    @EventListener
    void ended(AccessEnded ended) {
        List<AsyncContext> streams;
        synchronized (open) {
            Opened opened = open.remove(ended.access());
            streams = opened == null ? List.of() : List.copyOf(opened.streams);
        }
        for (AsyncContext stream : streams) {
            try {
                stream.complete();
            } catch (IllegalStateException e) {
                LOG.debug("a stream had ended before", e);
            }
        }
    }

    /** How many are open. */
    public int count() {
        synchronized (open) {
            return open.values().stream().mapToInt(each -> each.streams.size()).sum();
        }
    }

    private void look() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
                lookOnce();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.warn("could not note who is present; looking again in a minute", e);
            }
        }
    }

    /** Whose session has run out is ended, the others are noted as present. */
    void lookOnce() {
        Map<UUID, Opened> now;
        synchronized (open) {
            now = Map.copyOf(open);
        }
        now.forEach((access, opened) -> {
            boolean holds = switch (opened.by) {
                case SESSION -> sessions.alive(access);
                case DEVICE -> devices.alive(access);
                case GUEST -> guests.holds(access);
            };
            if (!holds) {
                events.publishEvent(new AccessEnded(access));
            }
        });
    }

    @Override
    public void destroy() {
        looking.interrupt();
    }

    private final class Closing implements AsyncListener {
        private final UUID access;
        private final AsyncContext stream;

        Closing(UUID access, AsyncContext stream) {
            this.access = access;
            this.stream = stream;
        }

        private void close() {
            synchronized (open) {
                Opened opened = open.get(access);
                if (opened != null && opened.streams.remove(stream) && opened.streams.isEmpty()) {
                    open.remove(access);
                }
            }
        }

        @Override
        public void onComplete(AsyncEvent event) {
            close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {
            close();
        }

        @Override
        public void onError(AsyncEvent event) {
            close();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {}
    }
}
