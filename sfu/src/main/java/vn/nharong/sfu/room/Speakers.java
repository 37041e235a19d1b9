package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who speaks. Levels come smoothed from the loops each 400 ms; everyone is told what changed about itself and about
 * those it listens to. Room's thread.
 */
final class Speakers {
    static final Duration INTERVAL = Duration.ofMillis(400);
    /** A publication that went silent without a word (its sender stops sending) counts as silence after this. */
    private static final long STALE_NANOS = Duration.ofMillis(1200).toNanos();
    /** -35 dBov, RFC 6464. */
    private static final float THRESHOLD = 0.0178f;

    private static final int STEPS = 8;

    private final Mailbox mailbox;
    private final Collection<Participant> participants;
    private boolean ticking;

    Speakers(Mailbox mailbox, Collection<Participant> participants) {
        this.mailbox = mailbox;
        this.participants = participants;
    }

    void level(Publication publication, float level) {
        publication.level = level;
        publication.levelNanos = mailbox.nowNanos();
        if (!ticking && level >= THRESHOLD) {
            ticking = true;
            mailbox.later(Duration.ZERO, this::tick);
        }
    }

    private void tick() {
        Map<Participant, Float> speaking = new LinkedHashMap<>();
        for (Participant participant : participants) {
            float level = level(participant);
            if (level > 0) {
                speaking.put(participant, level);
            }
        }
        boolean anybodyKnows = false;
        for (Participant listener : participants) {
            tell(listener, speaking);
            anybodyKnows |= !listener.heardSpeaking.isEmpty();
        }
        ticking = anybodyKnows || !speaking.isEmpty();
        if (ticking) {
            mailbox.later(INTERVAL, this::tick);
        }
    }

    /** In steps of an eighth, so that a steady voice is no news. */
    private float level(Participant participant) {
        if (participant.permissions.hidden()) {
            return 0;
        }
        float loudest = 0;
        long now = mailbox.nowNanos();
        for (Publication publication : participant.publications.values()) {
            boolean heard = !publication.gateClosed && !publication.muted;
            if (heard && now - publication.levelNanos < STALE_NANOS) {
                loudest = Math.max(loudest, publication.level);
            }
        }
        return loudest < THRESHOLD ? 0 : (float) Math.ceil(Math.min(1, loudest) * STEPS) / STEPS;
    }

    private static void tell(Participant listener, Map<Participant, Float> speaking) {
        List<Notice.Speaker> news = new ArrayList<>();
        Map<String, Float> now = new LinkedHashMap<>();
        speaking.forEach((speaker, level) -> {
            if (speaker == listener || listens(listener, speaker)) {
                now.put(speaker.sid, level);
                if (!level.equals(listener.heardSpeaking.get(speaker.sid))) {
                    news.add(new Notice.Speaker(speaker.sid, level, true));
                }
            }
        });
        for (String before : listener.heardSpeaking.keySet()) {
            if (!now.containsKey(before)) {
                news.add(new Notice.Speaker(before, 0, false));
            }
        }
        listener.heardSpeaking = now;
        if (!news.isEmpty()) {
            listener.tell(new Notice.SpeakersChanged(news));
        }
    }

    private static boolean listens(Participant listener, Participant speaker) {
        for (Subscription subscription : listener.subscriptions.values()) {
            if (subscription.publication.owner == speaker) {
                return true;
            }
        }
        return false;
    }
}
