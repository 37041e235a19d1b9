package vn.nharong.media.transport;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import vn.nharong.media.sctp.DataChannel;
import vn.nharong.media.sctp.DataChannelSink;
import vn.nharong.media.sctp.DataChannels;

/**
 * The data channels of a transport, by their labels. What is sent before its channel is open waits when the channel
 * will be reliable, up to a bound. Belongs to the transport's thread.
 */
final class DataSide {
    /** Bytes that wait for one channel; beyond, the peer is too slow for the meeting. */
    private static final int MAX_WAITING = 1 << 20;

    /** Where it leads. */
    interface Out {
        void transmit(byte[] packet);

        void onOpen(String label);

        /** A reliable message found no room. */
        void onRefused(String label);

        void onMessage(String label, byte[] message, boolean binary);
    }

    private record Waiting(byte[] message, boolean binary) {}

    private final DataChannels channels;
    private final Out out;
    private final Map<String, DataChannel> byLabel = new HashMap<>();
    private final Map<String, Deque<Waiting>> waiting = new HashMap<>();
    private final Map<String, Integer> waitingBytes = new HashMap<>();
    private long refused;

    DataSide(boolean dtlsClient, RandomGenerator random, Out out) {
        this.out = out;
        this.channels = new DataChannels(dtlsClient, random, new Sink());
    }

    void connect(long nowNanos) {
        channels.connect(nowNanos);
    }

    void open(String label, boolean reliable, long nowNanos) {
        byLabel.put(
                label,
                channels.open(
                        label,
                        "",
                        reliable,
                        reliable
                                ? vn.nharong.media.sctp.Reliability.RELIABLE
                                : vn.nharong.media.sctp.Reliability.maxRetransmits(0),
                        nowNanos));
    }

    void handlePacket(byte[] packet, long nowNanos) {
        channels.handlePacket(packet, nowNanos);
        if (!waiting.isEmpty()) {
            retry(nowNanos);
        }
    }

    void send(String label, byte[] message, boolean binary, long nowNanos) {
        DataChannel channel = byLabel.get(label);
        boolean lossy = channel != null ? !channel.reliability().reliable() : label.contains("lossy");
        Deque<Waiting> queue = waiting.get(label);
        if (queue == null && channel != null && channels.send(channel, message, binary, nowNanos)) {
            return;
        }
        int bytes = waitingBytes.getOrDefault(label, 0) + message.length;
        if (lossy || bytes > MAX_WAITING) {
            refused++;
            if (!lossy) {
                out.onRefused(label);
            }
            return;
        }
        waiting.computeIfAbsent(label, key -> new ArrayDeque<>()).add(new Waiting(message, binary));
        waitingBytes.put(label, bytes);
    }

    private void retry(long nowNanos) {
        waiting.entrySet().removeIf(entry -> {
            DataChannel channel = byLabel.get(entry.getKey());
            Deque<Waiting> queue = entry.getValue();
            while (channel != null && !queue.isEmpty()) {
                Waiting first = queue.peek();
                if (!channels.send(channel, first.message, first.binary, nowNanos)) {
                    return false;
                }
                queue.remove();
                waitingBytes.merge(entry.getKey(), -first.message.length, Integer::sum);
            }
            return queue.isEmpty();
        });
    }

    void handleTimeout(long nowNanos) {
        if (nowNanos >= channels.nextTimeoutNanos()) {
            channels.handleTimeout(nowNanos);
        }
    }

    long nextTimeoutNanos() {
        return channels.nextTimeoutNanos();
    }

    /** Messages that could not be taken. */
    long refused() {
        return refused;
    }

    void close(long nowNanos) {
        channels.abort(nowNanos);
    }

    private final class Sink implements DataChannelSink {
        @Override
        public void transmit(byte[] packet) {
            out.transmit(packet);
        }

        @Override
        public void onEstablished() {}

        @Override
        public void onOpen(DataChannel channel) {
            byLabel.put(channel.label(), channel);
            out.onOpen(channel.label());
        }

        @Override
        public void onAcknowledged(DataChannel channel) {
            out.onOpen(channel.label());
        }

        @Override
        public void onMessage(DataChannel channel, byte[] payload, boolean binary) {
            out.onMessage(channel.label(), payload, binary);
        }

        @Override
        public void onChannelClosed(DataChannel channel) {
            byLabel.remove(channel.label(), channel);
        }

        @Override
        public void onClosed(String reason, boolean failed) {
            byLabel.clear();
        }
    }
}
