package vn.nharong.control.administration;

import jakarta.annotation.PreDestroy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.nharong.bus.LoopLoad;
import vn.nharong.bus.MediaNode;

/**
 * How busy the media loops are: what their counters gained in the last seconds, measured whether or not anybody looks; in the
 * first seconds, since the start. Any thread.
 */
@Component
class LoopWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);
    private static final long EVERY_SECONDS = 5;

    private final MediaNode media;
    private final long startedNanos = System.nanoTime();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofVirtual().name("loop-watch").factory());
    private List<LoopLoad> before = List.of();
    private long beforeNanos = startedNanos;
    private List<Loop> shown = List.of();

    LoopWatch(MediaNode media) {
        this.media = media;
        timer.scheduleWithFixedDelay(this::look, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** Shape of the page's wire.ts; {@code load} 0 … 1 of its thread. */
    record Loop(String name, int port, int participants, double load, long sendBps, long receiveBps) {}

    synchronized List<Loop> now() {
        return shown.isEmpty() ? gained(media.loops(), System.nanoTime()) : shown;
    }

    private synchronized void look() {
        try {
            long nanos = System.nanoTime();
            List<LoopLoad> loads = media.loops();
            shown = gained(loads, nanos);
            before = loads;
            beforeNanos = nanos;
        } catch (RuntimeException e) {
            LOG.warn("the media loops did not tell their load", e); // a timer that throws once never comes again
        }
    }

    private List<Loop> gained(List<LoopLoad> loads, long nanos) {
        Map<String, LoopLoad> known = new HashMap<>();
        before.forEach(load -> known.put(load.name(), load));
        return loads.stream()
                .map(load -> {
                    LoopLoad from = known.get(load.name());
                    return gained(from, load, (nanos - (from == null ? startedNanos : beforeNanos)) / 1e9);
                })
                .toList();
    }

    /** @param from null for zero: counters begin with the process */
    private static Loop gained(@Nullable LoopLoad from, LoopLoad to, double seconds) {
        long cpu = to.cpuNanos() - (from == null ? 0 : from.cpuNanos());
        long out = to.bytesOut() - (from == null ? 0 : from.bytesOut());
        long in = to.bytesIn() - (from == null ? 0 : from.bytesIn());
        return new Loop(
                to.name(),
                to.port(),
                to.transports(),
                Math.min(1, cpu / 1e9 / seconds),
                Math.round(out * 8 / seconds),
                Math.round(in * 8 / seconds));
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
