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
    /**
     * How long a reliable message can be asked for again by someone whose connection was cut: a dead line is noticed
     * after 45 s, and from then on the client has 15 s to come back.
     */
    private static final long KEPT_NANOS = Duration.ofSeconds(75).toNanos();

    /** Half of what a data channel holds unsent: what it still holds itself and the repetition have room together. */
    private static final int MAX_KEPT_BYTES = 512 << 10;

    /**
     * What a client has received in this time it tells when it resumes; livekit-client remembers each sender for 30 s.
     * A younger message of a sender that it does not name has not reached it.
     */
    private static final long REMEMBERED_NANOS = Duration.ofSeconds(25).toNanos();

    private final Room room;
    private final DataFormat format;
    private final Set<String> nonces = new LinkedHashSet<>();
    private final Deque<Kept> kept = new ArrayDeque<>();
    private final Map<String, Consumer<byte[]>> answers = new HashMap<>();
    private int keptBytes;
    private int serverSequence;

    /** @param from sid that the message bears as its sender's */
    private record Kept(long atNanos, String from, @Nullable Participant sender, DataFormat.Routed routed) {}

    DataRouter(Room room, DataFormat format) {
        this.room = room;
        this.format = format;
    }

    /** From a participant's data channel. What is no message, or may not be sent, is dropped. */
    void receive(Participant sender, String label, byte[] message) {
        boolean reliable = label.equals(RELIABLE);
        if (!reliable && !label.equals(LOSSY)
                || !sender.permissions.canPublishData()
                || !room.rules.maySendData(sender)) {
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
            keep(new Kept(room.mailbox.nowNanos(), from.hidden() ? "" : sender.sid, sender, routed));
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

    /** From the server itself. */
    void send(boolean reliable, DataFormat.Routed routed) {
        if (repeated(routed.nonce())) {
            return;
        }
        if (!reliable) {
            send(null, LOSSY, routed);
            return;
        }
        DataFormat.Routed numbered = format.numbered(routed, room.sid, ++serverSequence);
        send(null, RELIABLE, numbered);
        keep(new Kept(room.mailbox.nowNanos(), room.sid, null, numbered));
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

    /**
     * Sends again what a client that resumed has not seen. What its data channel still delivers on its own comes twice
     * then; clients drop what is not above the last number they have of a sender. A message without number or sender
     * (of a hidden participant, of an old client) they could not tell from a new one: it is left to the data channel.
     *
     * @param seen last sequence number, by sender's sid
     */
    void replay(Participant receiver, Map<String, Integer> seen) {
        long unseen = room.mailbox.nowNanos() - REMEMBERED_NANOS;
        if (receiver.broken && receiver.brokenNanos - unseen < 0) {
            unseen = receiver.brokenNanos;
        }
        for (Kept message : List.copyOf(kept)) {
            int sequence = message.routed().sequence();
            boolean before = message.atNanos() - receiver.joinedNanos < 0;
            if (before
                    || sequence <= 0
                    || message.from().isEmpty()
                    || !receives(receiver, message.sender(), message.routed())) {
                continue;
            }
            Integer last = seen.get(message.from());
            if (last != null ? sequence > last : message.atNanos() - unseen >= 0) {
                receiver.transport.sendData(RELIABLE, message.routed().message(), true);
            }
        }
        receiver.broken = false;
    }

    /** Messages for this identity, which no participant has, go to {@code answer}. */
    void expect(String identity, Consumer<byte[]> answer) {
        answers.put(identity, answer);
    }

    void expectNoMore(String identity) {
        answers.remove(identity);
    }
}
