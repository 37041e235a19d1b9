package vn.nharong.sfu.room;

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
        act(() -> room.addTrack(participant, request));
    }

    /** @param cause given back with a refusal */
    public void mute(String trackSid, boolean muted, Object cause) {
        act(() -> room.mute(participant, trackSid, muted, cause));
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
