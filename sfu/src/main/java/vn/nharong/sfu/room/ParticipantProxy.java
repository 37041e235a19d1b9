package vn.nharong.sfu.room;

import java.util.List;

/** A session's handle on its participant. Any thread; every call is queued to the room and returns at once. */
public final class ParticipantProxy {
    private final Room room;
    private final Participant participant;

    ParticipantProxy(Room room, Participant participant) {
        this.room = room;
        this.participant = participant;
    }

    public String sid() {
        return participant.sid;
    }

    public void offer(Offer offer) {
        act(() -> participant.negotiator.offer(offer.id(), offer.sdp()));
    }

    public void addTrack(TrackRequest request) {
        act(() -> room.publications.announce(participant, request));
    }

    /** @param cause given back with a refusal */
    public void mute(String trackSid, boolean muted, Object cause) {
        act(() -> room.publications.mute(participant, trackSid, muted, cause));
    }

    public void updateSubscriptions(List<String> trackSids, boolean subscribe) {
        act(() -> room.subscriptions.update(participant, trackSids, subscribe));
    }

    public void trackSettings(List<String> trackSids, TrackSettings settings) {
        act(() -> room.subscriptions.settings(participant, trackSids, settings));
    }

    public void subscriptionRule(SubscriptionRule rule) {
        act(() -> room.subscriptions.rule(participant, rule));
    }

    public void update(ParticipantChange change, int requestId, Object cause) {
        act(() -> room.profiles.updateSelf(participant, change, requestId, cause));
    }

    public void updateAudioTrack(String trackSid, List<Integer> features, Object cause) {
        act(() -> room.publications.update(participant, trackSid, 0, 0, features, cause));
    }

    public void updateVideoTrack(String trackSid, int width, int height, Object cause) {
        act(() -> room.publications.update(participant, trackSid, width, height, null, cause));
    }

    public void synced(SyncState state) {
        act(() -> room.synced(participant, state));
    }

    /** Does to the client what a test wants to see. */
    public void simulate(Simulation simulation) {
        act(() -> simulation.perform(room, participant));
    }

    public void leave() {
        act(() -> room.remove(participant, LeaveReason.CLIENT_INITIATED, Notice.LeaveAction.DISCONNECT));
    }

    /** The connection behind this link is gone. */
    public void linkLost(ParticipantLink link) {
        act(() -> room.linkLost(participant, link));
    }

    private void act(Runnable task) {
        room.mailbox.post(() -> {
            if (participant.state != ParticipantState.DISCONNECTED) {
                task.run();
            }
        });
    }
}
