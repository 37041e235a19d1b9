package vn.nharong.media.sctp;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The data channels of one peer connection (RFC 8831, RFC 8832) on an association of their own. Sans-IO; belongs to one
 * thread, its owner's. <b>After each call the owner re-reads {@link #nextTimeoutNanos()}.</b>
 */
public final class DataChannels {
    /** Port of {@code a=sctp-port} everybody uses (RFC 8841 §5). */
    public static final int PORT = 5000;

    /** Bytes one channel may have unsent; then {@link #send} refuses. */
    public static final int MAX_BUFFERED = 1 << 20;

    /** Channels at a time, far above the two of LiveKit. */
    private static final int MAX_CHANNELS = 64;

    /** Payload protocol identifiers (RFC 8831 §8). */
    private static final int PPID_DCEP = 50;

    private static final int PPID_STRING = 51;
    private static final int PPID_BINARY = 53;
    private static final int PPID_STRING_EMPTY = 56;
    private static final int PPID_BINARY_EMPTY = 57;

    private final boolean dtlsClient;
    private final DataChannelSink sink;
    private final SctpAssociation association;
    private final Map<Integer, DataChannel> channels = new HashMap<>();
    private long nowNanos;

    /** @param dtlsClient whether our end was the DTLS client, which opens even streams, the server odd ones (RFC 8832 §6) */
    public DataChannels(boolean dtlsClient, RandomGenerator random, DataChannelSink sink) {
        this.dtlsClient = dtlsClient;
        this.sink = sink;
        this.association = new SctpAssociation(PORT, PORT, random, new Events());
    }

    /** Begins the association; harmless when the peer does the same or was first. */
    public void connect(long now) {
        nowNanos = now;
        association.connect(now);
    }

    /** A packet from DTLS. Whatever it contains, nothing is thrown. */
    public void handlePacket(byte[] packet, long now) {
        nowNanos = now;
        association.handlePacket(packet, now);
    }

    public void handleTimeout(long now) {
        nowNanos = now;
        association.handleTimeout(now);
    }

    public long nextTimeoutNanos() {
        return association.nextTimeoutNanos();
    }

    public boolean isEstablished() {
        return association.isEstablished();
    }

    /** The channels that are open or being opened. */
    public Collection<DataChannel> channels() {
        return Collections.unmodifiableCollection(channels.values());
    }

    /**
     * Opens a channel; messages may be sent at once, also before the association is up.
     *
     * @throws IllegalStateException when there are too many channels or the association has ended
     */
    public DataChannel open(String label, String protocol, boolean ordered, Reliability reliability, long now) {
        nowNanos = now;
        byte[] message = new OpenMessage(label, protocol, ordered, reliability).write();
        int stream = freeStream();
        if (!association.send(stream, PPID_DCEP, message, true, Reliability.RELIABLE, now)) {
            throw new IllegalStateException("the association has ended");
        }
        DataChannel channel = new DataChannel(stream, label, protocol, ordered, reliability);
        channels.put(stream, channel);
        return channel;
    }

    private int freeStream() {
        if (channels.size() < MAX_CHANNELS) {
            for (int stream = dtlsClient ? 0 : 1; stream < SctpAssociation.MAX_STREAMS; stream += 2) {
                if (!channels.containsKey(stream) && !association.resetPending(stream)) {
                    return stream;
                }
            }
        }
        throw new IllegalStateException("too many data channels");
    }

    /**
     * Sends one message.
     *
     * @param payload may be empty; not copied
     * @return false when the channel is closing or holds {@link #MAX_BUFFERED} unsent bytes already, or when the
     *     message is larger than {@link SctpAssociation#MAX_MESSAGE}
     */
    public boolean send(DataChannel channel, byte[] payload, boolean binary, long now) {
        if (channel.closing
                || channels.get(channel.streamId()) != channel
                || payload.length > SctpAssociation.MAX_MESSAGE
                || association.bufferedBytes(channel.streamId()) + payload.length > MAX_BUFFERED) {
            return false;
        }
        nowNanos = now;
        int ppid = binary ? PPID_BINARY : PPID_STRING;
        byte[] body = payload;
        if (payload.length == 0) {
            // SCTP has no empty message: one byte that the identifier says to ignore.
            ppid = binary ? PPID_BINARY_EMPTY : PPID_STRING_EMPTY;
            body = new byte[1];
        }
        boolean ordered = channel.ordered() || !channel.acknowledged;
        return association.send(channel.streamId(), ppid, body, ordered, channel.reliability(), now);
    }

    /** Bytes of a channel that have not been sent once (W3C {@code bufferedAmount}). */
    public int bufferedAmount(DataChannel channel) {
        return association.bufferedBytes(channel.streamId());
    }

    /** Closes a channel after what was sent on it; {@link DataChannelSink#onChannelClosed} when the peer has followed. */
    public void close(DataChannel channel, long now) {
        nowNanos = now;
        if (!channel.closing && channels.get(channel.streamId()) == channel) {
            channel.closing = true;
            association.resetStream(channel.streamId(), now);
        }
    }

    /** Ends the association at once. */
    public void abort(long now) {
        nowNanos = now;
        association.abort(now);
    }

    /** Ends the association after everything queued. */
    public void shutdown(long now) {
        nowNanos = now;
        association.shutdown(now);
    }

    private final class Events implements SctpSink {
        @Override
        public void transmit(byte[] packet) {
            sink.transmit(packet);
        }

        @Override
        public void onEstablished() {
            sink.onEstablished();
        }

        @Override
        public void onMessage(int stream, int ppid, byte[] payload) {
            DataChannel channel = channels.get(stream);
            if (ppid == PPID_DCEP) {
                onControl(stream, channel, payload);
                return;
            }
            if (channel == null) {
                return;
            }
            // Data on it proves as much as an acknowledgement that the peer has the channel.
            acknowledge(channel);
            switch (ppid) {
                case PPID_STRING -> sink.onMessage(channel, payload, false);
                case PPID_BINARY -> sink.onMessage(channel, payload, true);
                case PPID_STRING_EMPTY -> sink.onMessage(channel, new byte[0], false);
                case PPID_BINARY_EMPTY -> sink.onMessage(channel, new byte[0], true);
                default -> {}
            }
        }

        private void acknowledge(DataChannel channel) {
            if (!channel.acknowledged) {
                channel.acknowledged = true;
                sink.onAcknowledged(channel);
            }
        }

        private void onControl(int stream, @Nullable DataChannel channel, byte[] message) {
            if (message[0] == OpenMessage.ACK) {
                if (channel != null) {
                    acknowledge(channel);
                }
                return;
            }
            OpenMessage open = OpenMessage.read(message).orElse(null);
            boolean theirs = (stream & 1) == (dtlsClient ? 1 : 0);
            if (open == null || channel != null || !theirs || channels.size() >= MAX_CHANNELS) {
                if (channel == null) {
                    // RFC 8832 §6: refused by resetting the stream.
                    association.resetStream(stream, nowNanos);
                }
                return;
            }
            DataChannel opened =
                    new DataChannel(stream, open.label(), open.protocol(), open.ordered(), open.reliability());
            opened.acknowledged = true;
            channels.put(stream, opened);
            association.send(stream, PPID_DCEP, new byte[] {OpenMessage.ACK}, true, Reliability.RELIABLE, nowNanos);
            sink.onOpen(opened);
        }

        @Override
        public void onStreamReset(int stream) {
            DataChannel channel = channels.remove(stream);
            if (channel == null) {
                return;
            }
            if (!channel.closing) {
                channel.closing = true;
                association.resetStream(stream, nowNanos);
            }
            sink.onChannelClosed(channel);
        }

        @Override
        public void onClosed(String reason, boolean failed) {
            List<DataChannel> open = new ArrayList<>(channels.values());
            channels.clear();
            for (DataChannel channel : open) {
                channel.closing = true;
                sink.onChannelClosed(channel);
            }
            sink.onClosed(reason, failed);
        }
    }
}
