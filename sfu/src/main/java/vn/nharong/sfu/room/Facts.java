package vn.nharong.sfu.room;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.bus.MediaFacts;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.loop.Traffic;
import vn.nharong.sfu.loop.TransportState;

/** What a conducted room tells of itself: only what changed, and nothing that no connection stands behind. Room's thread. */
final class Facts {
    private static final Logger LOG = LoggerFactory.getLogger(Facts.class);

    private static final MediaFacts.Sources NO_SOURCES =
            new MediaFacts.Sources(MediaFacts.Microphone.NONE, false, false);

    /** Fewer packets say nothing about loss. */
    private static final long MIN_PACKETS = 20;

    private final Room room;
    private @Nullable MediaFacts out;
    /** What was told of each identity that is here, or was and may be back. */
    private final Map<String, MediaFacts.Presence> presences = new LinkedHashMap<>();

    private final Map<String, MediaFacts.Sources> sources = new LinkedHashMap<>();
    private final Map<String, MediaFacts.Line> lines = new LinkedHashMap<>();

    Facts(Room room) {
        this.room = room;
    }

    /** From now on facts go there; those that are known first. */
    void watch(MediaFacts next) {
        out = next;
        presences.forEach((identity, presence) -> tell(to -> to.onPresence(room.name, identity, presence)));
        sources.forEach((identity, now) -> tell(to -> to.onSources(room.name, identity, now)));
        lines.forEach((identity, line) -> tell(to -> to.onLine(room.name, identity, line)));
    }

    /** Who listens cannot hurt the room. */
    private void tell(Consumer<MediaFacts> fact) {
        MediaFacts to = out;
        if (to == null) {
            return;
        }
        try {
            fact.accept(to);
        } catch (RuntimeException e) {
            LOG.error("room={} a fact was not taken", room.name, e);
        }
    }

    void presence(Participant participant) {
        boolean here = participant.transportState == TransportState.CONNECTED && !participant.silent;
        if (here) {
            presence(participant.identity(), MediaFacts.Presence.CONNECTED);
        } else if (presences.containsKey(participant.identity())) {
            presence(participant.identity(), MediaFacts.Presence.LOST);
        }
    }

    private void presence(String identity, MediaFacts.Presence now) {
        if (presences.put(identity, now) != now) {
            tell(to -> to.onPresence(room.name, identity, now));
        }
    }

    /** @param replaced by another connection of the same identity: it is not yet known whether that one will stand */
    void left(Participant participant, boolean replaced) {
        String identity = participant.identity();
        lines.remove(identity);
        if (replaced) {
            if (presences.containsKey(identity)) {
                presence(identity, MediaFacts.Presence.LOST);
            }
            return;
        }
        sources.remove(identity);
        if (presences.remove(identity) != null) {
            tell(to -> to.onPresence(room.name, identity, MediaFacts.Presence.LEFT));
        }
    }

    /** The room ends without an order: that everybody leaves it now says nothing of them, and is not told. */
    void lost() {
        tell(to -> to.onRoomLost(room.name));
        out = null;
    }

    void sources(Participant participant) {
        if (room.participants.get(participant.identity()) != participant) {
            return; // another connection has its place by now
        }
        MediaFacts.Microphone microphone = MediaFacts.Microphone.NONE;
        boolean camera = false;
        boolean screen = false;
        for (Publication publication : participant.publications.values()) {
            if (publication.fanout == null) {
                continue;
            }
            if (publication.is(TrackSource.MICROPHONE)) {
                if (publication.gateAnswers > 0) {
                    return; // the loop's answer is under way, and only that is a fact
                }
                microphone = publication.gateClosed
                        ? MediaFacts.Microphone.CLOSED
                        : publication.muted ? MediaFacts.Microphone.MUTED_THERE : MediaFacts.Microphone.OPEN;
            }
            camera |= publication.is(TrackSource.CAMERA) && !publication.muted;
            screen |= publication.is(TrackSource.SCREEN_SHARE) && !publication.muted;
        }
        String identity = participant.identity();
        MediaFacts.Sources now = new MediaFacts.Sources(microphone, camera, screen);
        if (!now.equals(sources.getOrDefault(identity, NO_SOURCES))) {
            sources.put(identity, now);
            tell(to -> to.onSources(room.name, identity, now));
        }
    }

    /** Of a microphone, open or not: who sends while he is closed would like to speak. */
    void level(Publication publication, float level) {
        if (publication.is(TrackSource.MICROPHONE) && (level > 0 || publication.level > 0)) {
            String identity = publication.owner.identity();
            tell(to -> to.onLevel(room.name, identity, level));
        }
    }

    /** Every few seconds, as counted on the loop. */
    void line(Participant participant, Traffic seen) {
        Traffic before = participant.trafficTold;
        participant.trafficTold = seen;
        long elapsed = before == null ? 0 : seen.atNanos() - before.atNanos();
        if (before == null || elapsed <= 0) {
            return;
        }
        long sent = Math.max(0, seen.sent() - before.sent());
        long lost = Math.max(0, seen.sentLost() - before.sentLost());
        float lossPercent = sent < MIN_PACKETS ? 0 : Math.min(100, 100f * lost / sent);
        MediaFacts.Line line = new MediaFacts.Line(
                lossPercent,
                (int) Math.min(Integer.MAX_VALUE, (seen.rttMicros() + 500) / 1000),
                bps(seen.bytesOut() - before.bytesOut(), elapsed),
                bps(seen.bytesIn() - before.bytesIn(), elapsed),
                height(participant, seen.layers()));
        String identity = participant.identity();
        lines.put(identity, line);
        tell(to -> to.onLine(room.name, identity, line));
    }

    private static long bps(long bytes, long elapsedNanos) {
        return Math.max(0, Math.round(bytes * 8e9 / elapsedNanos));
    }

    /** @param layers by mid, what leaves now */
    private static int height(Participant participant, Map<String, Integer> layers) {
        int largest = 0;
        for (Map.Entry<String, Integer> layer : layers.entrySet()) {
            Subscription subscription = participant.negotiator.carriedBy(layer.getKey());
            if (subscription != null && subscription.publication.kind() == MediaKind.VIDEO) {
                largest = Math.max(largest, subscription.publication.present().heightOf(layer.getValue()));
            }
        }
        return largest;
    }
}
