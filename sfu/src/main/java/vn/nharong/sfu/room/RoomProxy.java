package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** A handle on a room for those who are not in it: server API, console. Any thread; answers come as futures. */
public final class RoomProxy {
    private final Room room;

    RoomProxy(Room room) {
        this.room = room;
    }

    public String name() {
        return room.name;
    }

    public CompletableFuture<RoomView> view() {
        return ask(room::view);
    }

    public CompletableFuture<List<ParticipantView>> participants() {
        return ask(
                () -> room.participants.values().stream().map(Participant::view).toList());
    }

    /** Empty when nobody has that identity. The same holds for the others here. */
    public CompletableFuture<Optional<ParticipantView>> participant(String identity) {
        return with(identity, Participant::view);
    }

    public CompletableFuture<Optional<ParticipantView>> remove(String identity) {
        return with(identity, participant -> {
            room.remove(participant, LeaveReason.PARTICIPANT_REMOVED, Notice.LeaveAction.DISCONNECT);
            return participant.view();
        });
    }

    /** Mutes a track and asks its client to. */
    public CompletableFuture<Optional<TrackView>> mute(String identity, String trackSid, boolean muted) {
        return withTrack(identity, trackSid, (participant, publication) -> {
            participant.tell(new Notice.MuteWanted(trackSid, muted));
            room.publications.mute(participant, trackSid, muted, "");
            return publication.view();
        });
    }

    /** What one publication of a participant is now. */
    public CompletableFuture<Optional<TrackView>> track(String identity, String trackSid) {
        return withTrack(identity, trackSid, (participant, publication) -> publication.view());
    }

    /** @return empty when nobody has that identity; an empty answer inside when the change is too large */
    public CompletableFuture<Optional<Optional<ParticipantView>>> update(String identity, ParticipantChange change) {
        return with(
                identity,
                participant ->
                        room.profiles.update(participant, change) ? Optional.of(participant.view()) : Optional.empty());
    }

    public CompletableFuture<Optional<ParticipantView>> updateSubscriptions(
            String identity, List<String> trackSids, boolean subscribe) {
        return with(identity, participant -> {
            room.subscriptions.update(participant, trackSids, subscribe);
            return participant.view();
        });
    }

    public CompletableFuture<RoomView> metadata(String metadata) {
        return ask(() -> {
            room.metadata(metadata);
            return room.view();
        });
    }

    /** Everybody is sent away. */
    public CompletableFuture<RoomView> delete() {
        return ask(() -> {
            RoomView last = room.view();
            room.close(LeaveReason.ROOM_DELETED);
            return last;
        });
    }

    /** Sends a message that comes from no participant. */
    public void sendData(DataFormat.Routed message, boolean reliable) {
        room.mailbox.post(() -> room.data.send(reliable, message));
    }

    /**
     * Sends a message under an identity that no participant has, and waits for what comes back to it.
     *
     * @param answers called on the room's thread with each message to {@code identity}, until the time is over
     */
    public void converse(String identity, DataFormat.Routed message, Duration patience, Consumer<byte[]> answers) {
        room.mailbox.post(() -> {
            room.data.expect(identity, answers);
            room.mailbox.later(patience, () -> room.data.expectNoMore(identity));
            room.data.send(true, message);
        });
    }

    private <T> CompletableFuture<T> ask(Supplier<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        room.mailbox.post(() -> {
            try {
                answer.complete(question.get());
            } catch (RuntimeException e) {
                answer.completeExceptionally(e);
            }
        });
        return answer;
    }

    private <T> CompletableFuture<Optional<T>> with(String identity, Function<Participant, T> act) {
        return ask(() -> Optional.ofNullable(room.participants.get(identity)).map(act));
    }

    private <T> CompletableFuture<Optional<T>> withTrack(
            String identity, String trackSid, BiFunction<Participant, Publication, T> act) {
        return ask(() -> {
            Participant participant = room.participants.get(identity);
            Publication publication = participant == null ? null : participant.publications.get(trackSid);
            return participant == null || publication == null
                    ? Optional.empty()
                    : Optional.of(act.apply(participant, publication));
        });
    }
}
