package vn.nharong.signal.webhook;

import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.room.ParticipantView;
import vn.nharong.sfu.room.RoomView;
import vn.nharong.sfu.room.RoomWatcher;
import vn.nharong.sfu.room.TrackView;
import vn.nharong.signal.map.WebhookMessages;
import vn.nharong.signal.token.Tokens;

/** Events of all rooms to the configured addresses. Called on the rooms' threads; only queues. */
public final class Webhooks implements RoomWatcher, AutoCloseable {
    private final List<WebhookTarget> targets;
    private final Clock clock;

    public Webhooks(List<URI> addresses, Tokens tokens, Clock clock) {
        this.clock = clock;
        this.targets = addresses.stream()
                .map(address -> new WebhookTarget(address, tokens))
                .toList();
    }

    @Override
    public void onRoomStarted(RoomView room) {
        send("room_started", room, null, null);
    }

    @Override
    public void onRoomFinished(RoomView room) {
        send("room_finished", room, null, null);
    }

    @Override
    public void onParticipantJoined(RoomView room, ParticipantView participant) {
        send("participant_joined", room, participant, null);
    }

    @Override
    public void onParticipantLeft(RoomView room, ParticipantView participant, boolean connected) {
        send(connected ? "participant_left" : "participant_connection_aborted", room, participant, null);
    }

    @Override
    public void onTrackPublished(RoomView room, ParticipantView participant, TrackView track) {
        send("track_published", room, participant, track);
    }

    @Override
    public void onTrackUnpublished(RoomView room, ParticipantView participant, TrackView track) {
        send("track_unpublished", room, participant, track);
    }

    private void send(String event, RoomView room, @Nullable ParticipantView participant, @Nullable TrackView track) {
        if (targets.isEmpty()) {
            return;
        }
        byte[] body = WebhookMessages.body(
                event, UUID.randomUUID().toString(), clock.instant().getEpochSecond(), room, participant, track);
        targets.forEach(target -> target.queue(event, body));
    }

    /** What is queued is given a moment, then dropped. */
    @Override
    public void close() {
        targets.forEach(WebhookTarget::close);
    }
}
