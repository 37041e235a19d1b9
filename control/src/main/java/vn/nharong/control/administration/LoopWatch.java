package vn.nharong.control.administration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.nharong.bus.LoopLoad;
import vn.nharong.bus.MediaNode;

/** How busy the media loops are: what their counters gained since a look some seconds ago. Any thread. */
@Component
class LoopWatch {
    /** Readers that come at the same time see the same figures. */
    private static final long SHORTEST_NANOS = 2_000_000_000L;

    private final MediaNode media;
    private List<LoopLoad> before = List.of();
    private long beforeNanos;
    private List<Loop> shown = List.of();

    LoopWatch(MediaNode media) {
        this.media = media;
    }

    /** Shape of the page's wire.ts; {@code load} 0 … 1 of its thread. */
    record Loop(String name, int port, int participants, double load, long sendBps, long receiveBps) {}

    synchronized List<Loop> now() {
        long nanos = System.nanoTime();
        if (before.isEmpty() || nanos - beforeNanos >= SHORTEST_NANOS) {
            List<LoopLoad> loads = media.loops();
            Map<String, LoopLoad> known = new HashMap<>();
            before.forEach(load -> known.put(load.name(), load));
            double seconds = (nanos - beforeNanos) / 1e9;
            shown = loads.stream()
                    .map(load -> gained(known.get(load.name()), load, seconds))
                    .toList();
            before = loads;
            beforeNanos = nanos;
        }
        return shown;
    }

    private static Loop gained(@Nullable LoopLoad from, LoopLoad to, double seconds) {
        if (from == null) {
            return new Loop(to.name(), to.port(), to.transports(), 0, 0, 0);
        }
        return new Loop(
                to.name(),
                to.port(),
                to.transports(),
                Math.min(1, (to.cpuNanos() - from.cpuNanos()) / 1e9 / seconds),
                Math.round((to.bytesOut() - from.bytesOut()) * 8 / seconds),
                Math.round((to.bytesIn() - from.bytesIn()) * 8 / seconds));
    }
}
