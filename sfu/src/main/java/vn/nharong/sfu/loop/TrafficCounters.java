package vn.nharong.sfu.loop;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import vn.nharong.sfu.forward.Forwarder;

/**
 * What went over one transport, as the loop writes it down some ten times a second, for whoever asks meanwhile: a question costs
 * the loop nothing, and no memory. Written by the loop alone; read by any thread, each number for itself.
 */
final class TrafficCounters {
    private static final int AT_NANOS = 0;
    private static final int PACKETS = 1;
    private static final int LOST = 2;
    private static final int RTT_MICROS = 3;
    private static final int SENT = 4;
    private static final int SENT_LOST = 5;
    private static final int BYTES_IN = 6;
    private static final int BYTES_OUT = 7;
    private static final int COUNT = 8;

    private final AtomicLongArray counts = new AtomicLongArray(COUNT);
    /** Never changed, only replaced. */
    private volatile LoopForwarder[] forwarders = {};

    void packets(long packets, long lost, long sent, long sentLost) {
        counts.setOpaque(PACKETS, packets + sent);
        counts.setOpaque(LOST, lost + sentLost);
        counts.setOpaque(SENT, sent);
        counts.setOpaque(SENT_LOST, sentLost);
    }

    void line(long rttMicros, long bytesIn, long bytesOut) {
        counts.setOpaque(RTT_MICROS, rttMicros);
        counts.setOpaque(BYTES_IN, bytesIn);
        counts.setOpaque(BYTES_OUT, bytesOut);
    }

    /** After the others. */
    void at(long nowNanos) {
        counts.setRelease(AT_NANOS, nowNanos);
    }

    void subscriptions(LoopForwarder[] all) {
        forwarders = all;
    }

    /** Any thread. */
    Traffic read() {
        long at = counts.getAcquire(AT_NANOS);
        if (at == 0) {
            return Traffic.NONE;
        }
        Map<String, Integer> layers = new HashMap<>();
        for (LoopForwarder forwarder : forwarders) {
            int layer = forwarder.layerNow();
            if (layer != Forwarder.NO_LAYER) {
                layers.put(forwarder.mid(), layer);
            }
        }
        return new Traffic(
                at,
                counts.getOpaque(PACKETS),
                counts.getOpaque(LOST),
                counts.getOpaque(RTT_MICROS),
                counts.getOpaque(SENT),
                counts.getOpaque(SENT_LOST),
                counts.getOpaque(BYTES_IN),
                counts.getOpaque(BYTES_OUT),
                layers);
    }
}
