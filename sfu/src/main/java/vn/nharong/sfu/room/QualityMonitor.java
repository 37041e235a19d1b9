package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.loop.Traffic;
import vn.nharong.sfu.loop.TransportState;

/** How good each participant's line is, every few seconds: to itself and to those who take its tracks. Room's thread. */
final class QualityMonitor {
    static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final int POOR = 0;
    private static final int GOOD = 1;
    private static final int EXCELLENT = 2;
    private static final int LOST = 3;
    private static final float EXCELLENT_FROM = 80;
    private static final float GOOD_FROM = 40;
    /** Points per percent of lost packets: the boundaries above lie at 3.3 and 10 percent. */
    private static final float LOSS_WEIGHT = 6;
    /** Fewer packets say nothing about loss. */
    private static final long MIN_PACKETS = 20;

    private final Mailbox mailbox;
    private final Collection<Participant> participants;
    private final Duration interval;
    private final BiConsumer<Participant, Traffic> measured;
    private boolean ticking;

    /** @param measured also told what was counted of each line */
    QualityMonitor(
            Mailbox mailbox,
            Collection<Participant> participants,
            Duration interval,
            BiConsumer<Participant, Traffic> measured) {
        this.mailbox = mailbox;
        this.participants = participants;
        this.interval = interval;
        this.measured = measured;
    }

    /** What was counted so far, and what that came to. */
    static final class Line {
        private long packets;
        private long lost;
        float score = 100;
        int level = EXCELLENT;
        /** Levels that this participant was told, by sid. */
        Map<String, Integer> told = new LinkedHashMap<>();
    }

    void start() {
        if (!ticking) {
            ticking = true;
            mailbox.later(interval, this::tick);
        }
    }

    private void tick() {
        if (participants.isEmpty()) {
            ticking = false;
            return;
        }
        for (Participant participant : participants) {
            if (participant.state == ParticipantState.ACTIVE) {
                measure(participant, participant.transport.traffic());
            }
        }
        tell();
        mailbox.later(interval, this::tick);
    }

    private void measure(Participant participant, Traffic seen) {
        measured.accept(participant, seen);
        Line line = participant.line;
        if (participant.transportState != TransportState.CONNECTED) {
            line.level = LOST;
            line.score = 0;
            return;
        }
        long newPackets = Math.max(0, seen.packets() - line.packets);
        long newLost = Math.max(0, seen.lost() - line.lost);
        line.packets = seen.packets();
        line.lost = seen.lost();
        float lossPercent = newPackets + newLost < MIN_PACKETS ? 0 : 100f * newLost / (newPackets + newLost);
        float slow = Math.max(0, seen.rttMicros() / 1000f - 300) / 20;
        line.score = Math.clamp(100 - LOSS_WEIGHT * lossPercent - slow, 1, 100);
        line.level = line.score >= EXCELLENT_FROM ? EXCELLENT : line.score >= GOOD_FROM ? GOOD : POOR;
    }

    private void tell() {
        for (Participant listener : participants) {
            if (listener.link == null || listener.state != ParticipantState.ACTIVE) {
                continue;
            }
            Map<String, Participant> concerned = new LinkedHashMap<>();
            concerned.put(listener.sid, listener);
            for (Subscription subscription : listener.subscriptions.values()) {
                Participant owner = subscription.publication.owner;
                concerned.put(owner.sid, owner);
            }
            List<Notice.Quality> news = new ArrayList<>();
            for (Participant one : concerned.values()) {
                // A client told that it is lost itself would leave and come back; it sees that without us.
                int level = one == listener && one.line.level == LOST ? POOR : one.line.level;
                @Nullable Integer before = listener.line.told.put(one.sid, level);
                if (before == null || before != level) {
                    news.add(new Notice.Quality(one.sid, level, one.line.score / 20));
                }
            }
            listener.line.told.keySet().retainAll(concerned.keySet());
            if (!news.isEmpty()) {
                listener.tell(new Notice.QualityChanged(news));
            }
        }
    }
}
