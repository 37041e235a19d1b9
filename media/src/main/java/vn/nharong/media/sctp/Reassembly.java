package vn.nharong.media.sctp;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fragments to messages, messages to streams in order (RFC 9260 §6.5, §6.9). Fragments of a message have consecutive
 * TSNs, so each message in the making is a run of TSNs that grows at either end; the cost of a fragment does not depend
 * on how many there are. What is kept is counted by {@link #cost()}, which the owner bounds.
 */
final class Reassembly {
    /** Counted for each fragment or waiting message besides its bytes, so that tiny ones are not free. */
    private static final int OVERHEAD = 128;

    /** Takes complete messages. */
    @FunctionalInterface
    interface Delivery {
        void onMessage(int stream, int ppid, byte[] payload);
    }

    /** Consecutive fragments of one message. */
    private static final class Run {
        final int stream;
        final int ssn;
        final int ppid;
        final boolean unordered;
        ArrayDeque<byte[]> fragments = new ArrayDeque<>();
        long first;
        long last;
        int bytes;
        boolean begun;
        boolean ended;

        Run(long tsn, int flags, int stream, int ssn, int ppid, byte[] payload) {
            this.stream = stream;
            this.ssn = ssn;
            this.ppid = ppid;
            unordered = (flags & ChunkType.UNORDERED) != 0;
            begun = (flags & ChunkType.BEGIN) != 0;
            ended = (flags & ChunkType.END) != 0;
            first = tsn;
            last = tsn;
            bytes = payload.length;
            fragments.add(payload);
        }

        boolean sameMessage(Run other) {
            return stream == other.stream && ssn == other.ssn && unordered == other.unordered;
        }

        int cost() {
            return bytes + OVERHEAD * fragments.size();
        }

        byte[] payload() {
            byte[] whole = new byte[bytes];
            int at = 0;
            for (byte[] fragment : fragments) {
                System.arraycopy(fragment, 0, whole, at, fragment.length);
                at += fragment.length;
            }
            return whole;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    private record Waiting(int ppid, byte[] payload) {}

    private static final class Stream {
        int nextSsn;
        final Map<Integer, Waiting> waiting = new HashMap<>();
    }

    private final int maxMessage;
    private final Delivery delivery;
    private final Map<Long, Run> byFirst = new HashMap<>();
    private final Map<Long, Run> byLast = new HashMap<>();
    private final Map<Integer, Stream> streams = new HashMap<>();
    private int cost;

    Reassembly(int maxMessage, Delivery delivery) {
        this.maxMessage = maxMessage;
        this.delivery = delivery;
    }

    /** Bytes held, with {@link #OVERHEAD}. */
    int cost() {
        return cost;
    }

    static int costOf(int payload) {
        return payload + OVERHEAD;
    }

    /**
     * Takes a DATA chunk whose TSN was not seen before.
     *
     * @return false when a message grows beyond the maximum: the association must end
     */
    boolean add(long tsn, int flags, int stream, int ssn, int ppid, byte[] payload) {
        Run run = new Run(tsn, flags, stream, ssn, ppid, payload);
        cost += run.cost();
        Run before = run.begun ? null : byLast.get(tsn - 1);
        if (before != null && !before.ended && before.sameMessage(run)) {
            run = join(before, run);
        }
        Run after = run.ended ? null : byFirst.get(tsn + 1);
        if (after != null && !after.begun && after.sameMessage(run)) {
            run = join(run, after);
        }
        if (run.bytes > maxMessage) {
            return false;
        }
        if (run.begun && run.ended) {
            complete(run);
        } else {
            byFirst.put(run.first, run);
            byLast.put(run.last, run);
        }
        return true;
    }

    /** The smaller is added to the larger. */
    private Run join(Run left, Run right) {
        byFirst.remove(left.first, left);
        byLast.remove(left.last, left);
        byFirst.remove(right.first, right);
        byLast.remove(right.last, right);
        if (left.fragments.size() >= right.fragments.size()) {
            left.fragments.addAll(right.fragments);
        } else {
            while (!left.fragments.isEmpty()) {
                right.fragments.addFirst(left.fragments.removeLast());
            }
            left.fragments = right.fragments;
        }
        left.last = right.last;
        left.bytes += right.bytes;
        left.ended = right.ended;
        // The PPID of the first fragment counts; left has it or is nearer to it.
        return left;
    }

    private void complete(Run run) {
        cost -= run.cost();
        byte[] payload = run.payload();
        if (run.unordered) {
            delivery.onMessage(run.stream, run.ppid, payload);
            return;
        }
        Stream stream = streams.computeIfAbsent(run.stream, id -> new Stream());
        if (run.ssn == stream.nextSsn) {
            stream.nextSsn = (stream.nextSsn + 1) & 0xffff;
            delivery.onMessage(run.stream, run.ppid, payload);
            deliverNext(run.stream, stream);
        } else if (Serial.after16(run.ssn, stream.nextSsn)
                && stream.waiting.putIfAbsent(run.ssn, new Waiting(run.ppid, payload)) == null) {
            cost += costOf(payload.length);
        }
    }

    private void deliverNext(int id, Stream stream) {
        Waiting next = stream.waiting.remove(stream.nextSsn);
        while (next != null) {
            cost -= costOf(next.payload().length);
            stream.nextSsn = (stream.nextSsn + 1) & 0xffff;
            delivery.onMessage(id, next.ppid(), next.payload());
            next = stream.waiting.remove(stream.nextSsn);
        }
    }

    /**
     * Drops what can never become whole: fragments whose neighbour was given up by the peer (RFC 3758 §3.6) or never was
     * of their message. What lies at or below the cumulative point has arrived, so a missing neighbour there will not.
     */
    void purge(long cumulative) {
        List<Run> orphans = new ArrayList<>();
        for (Run run : byFirst.values()) {
            if ((!run.begun && run.first <= cumulative + 1) || (!run.ended && run.last < cumulative)) {
                orphans.add(run);
            }
        }
        for (Run run : orphans) {
            byFirst.remove(run.first);
            byLast.remove(run.last);
            cost -= run.cost();
        }
    }

    /** The peer gave up a stream's messages up to this SSN: what waited for them goes out. */
    void skip(int id, int ssn) {
        Stream stream = streams.computeIfAbsent(id, key -> new Stream());
        if (Serial.after16(stream.nextSsn, ssn)) {
            return;
        }
        // At most as many steps as messages wait, however far the jump.
        List<Integer> passed = new ArrayList<>();
        for (int waiting : stream.waiting.keySet()) {
            if (!Serial.after16(waiting, ssn)) {
                passed.add(waiting);
            }
        }
        int from = stream.nextSsn;
        passed.sort((a, b) -> Integer.compare((a - from) & 0xffff, (b - from) & 0xffff));
        stream.nextSsn = (ssn + 1) & 0xffff;
        for (int each : passed) {
            Waiting message = stream.waiting.remove(each);
            if (message != null) {
                cost -= costOf(message.payload().length);
                delivery.onMessage(id, message.ppid(), message.payload());
            }
        }
        deliverNext(id, stream);
    }

    /** The stream begins anew at sequence number 0 (RFC 6525 §5.2.2). */
    void reset(int id) {
        Stream stream = streams.remove(id);
        if (stream != null) {
            for (Waiting waiting : stream.waiting.values()) {
                cost -= costOf(waiting.payload().length);
            }
        }
    }
}
