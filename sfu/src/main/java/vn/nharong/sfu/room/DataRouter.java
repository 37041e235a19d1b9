package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Data messages between the participants of one room. Room's thread. */
final class DataRouter {
    static final String RELIABLE = "_reliable";
    static final String LOSSY = "_lossy";
    private static final int MAX_NONCES = 1000;
    /** How long a reliable message can be asked for again by someone whose connection was cut. */
    private static final long KEPT_NANOS = Duration.ofSeconds(15).toNanos();

    private static final int MAX_KEPT_BYTES = 512 << 10;

    private final Room room;
    private final DataFormat format;
    private final Set<String> nonces = new LinkedHashSet<>();
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final Map<String, Consumer<byte[]>> answers = new HashMap<>();
    private int keptBytes;

    private record Kept(long atNanos, @Nullable Participant sender, DataFormat.Routed routed) {}

    DataRouter(Room room, DataFormat format) {
        this.room = room;
        this.format = format;
    }

    /** From a participant's data channel. What is no message, or may not be sent, is dropped. */
    void receive(Participant sender, String label, byte[] message) {
        boolean reliable = label.equals(RELIABLE);
        if (!reliable && !label.equals(LOSSY) || !sender.permissions.canPublishData()) {
            return;
        }
        DataFormat.Sender from = new DataFormat.Sender(
                sender.sid,
                sender.identity(),
                sender.permissions.hidden(),
                sender.permissions.agent() || sender.admission.kind() == 4);
        DataFormat.Routed routed = format.route(message, from, reliable);
        if (routed == null) {
            return;
        }
        if (reliable && routed.sequence() > 0) {
            if (routed.sequence() <= sender.lastDataSequence) {
                return;
            }
            sender.lastDataSequence = routed.sequence();
        }
        if (repeated(routed.nonce())) {
            return;
        }
        for (String identity : routed.identities()) {
            Consumer<byte[]> answer = answers.get(identity);
            if (answer != null) {
                answer.accept(routed.message());
                return;
            }
        }
        send(sender, label, routed);
        if (reliable) {
            keep(new Kept(room.mailbox.nowNanos(), sender, routed));
        }
    }

    private boolean repeated(String nonce) {
        if (nonce.isEmpty()) {
            return false;
        }
        if (!nonces.add(nonce)) {
            return true;
        }
        if (nonces.size() > MAX_NONCES) {
            nonces.remove(nonces.iterator().next());
        }
        return false;
    }

    /** @param sender null for the server */
    void send(@Nullable Participant sender, boolean reliable, DataFormat.Routed routed) {
        if (!repeated(routed.nonce())) {
            send(sender, reliable ? RELIABLE : LOSSY, routed);
        }
    }

    private void send(@Nullable Participant sender, String label, DataFormat.Routed routed) {
        for (Participant receiver : room.participants.values()) {
            if (receives(receiver, sender, routed)) {
                receiver.transport.sendData(label, routed.message(), true);
            }
        }
    }

    private static boolean receives(Participant receiver, @Nullable Participant sender, DataFormat.Routed routed) {
        if (receiver == sender || routed.metrics() && !receiver.permissions.canSubscribeMetrics()) {
            return false;
        }
        boolean everybody = routed.identities().isEmpty() && routed.sids().isEmpty();
        return everybody
                || routed.identities().contains(receiver.identity())
                || routed.sids().contains(receiver.sid);
    }

    private void keep(Kept message) {
        kept.add(message);
        keptBytes += message.routed().message().length;
        while (keptBytes > MAX_KEPT_BYTES || message.atNanos() - kept.getFirst().atNanos() > KEPT_NANOS) {
            keptBytes -= kept.removeFirst().routed().message().length;
        }
    }

    /** Sends again what a client that resumed has not seen. @param seen last sequence number, by sender's sid */
    void replay(Participant receiver, Map<String, Integer> seen) {
        for (Kept message : List.copyOf(kept)) {
            Participant sender = message.sender();
            if (sender == null || !receives(receiver, sender, message.routed())) {
                continue;
            }
            Integer last = seen.get(sender.sid);
            if (last != null && message.routed().sequence() > last) {
                receiver.transport.sendData(RELIABLE, message.routed().message(), true);
            }
        }
    }

    /** Messages for this identity, which no participant has, go to {@code answer}. */
    void expect(String identity, Consumer<byte[]> answer) {
        answers.put(identity, answer);
    }

    void expectNoMore(String identity) {
        answers.remove(identity);
    }
}
