package vn.nharong.signal.session;

import vn.nharong.sfu.room.Notice;
import vn.nharong.sfu.room.ParticipantProxy;
import vn.nharong.signal.map.Request;

/** What each message of a client does. */
final class SignalDispatcher {
    private SignalDispatcher() {}

    static void dispatch(Request request, ParticipantProxy participant, Outbound out) {
        switch (request) {
            case Request.Offered offered -> participant.offer(offered.offer());
            case Request.AddTrack add -> participant.addTrack(add.track());
            case Request.Mute mute -> participant.mute(mute.trackSid(), mute.muted(), mute.cause());
            case Request.Leave leave -> participant.leave();
            case Request.Subscribe subscribe -> {}
            case Request.TrackSetting setting -> {}
            case Request.SubscriptionPermission permission -> {}
            case Request.SyncState state -> {}
            case Request.Simulate simulate -> {}
            case Request.UpdateMetadata update -> {}
            case Request.UpdateAudioTrack update -> {}
            case Request.UpdateVideoTrack update -> {}
            case Request.Unsupported unsupported ->
                out.send(new Notice.Replied(
                        0, Notice.Reason.UNSUPPORTED_TYPE, "not supported by this server", unsupported.cause()));
            case Request.Ping ping -> throw new IllegalArgumentException("answered by the session");
            case Request.Ignored ignored -> {
                // See Request.Ignored.
            }
        }
    }
}
