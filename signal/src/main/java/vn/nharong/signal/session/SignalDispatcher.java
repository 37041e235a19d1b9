package vn.nharong.signal.session;

import vn.nharong.sfu.room.LeaveReason;
import vn.nharong.sfu.room.Notice;
import vn.nharong.sfu.room.ParticipantChange;
import vn.nharong.sfu.room.ParticipantProxy;
import vn.nharong.sfu.room.Simulation;
import vn.nharong.signal.map.Request;

/** What each message of a client does. */
final class SignalDispatcher {
    /** CandidateProtocol of the signalling protocol; 1 is TCP, 2 TLS. */
    private static final long UDP = 0;

    private SignalDispatcher() {}

    static void dispatch(Request request, ParticipantProxy participant, Outbound out) {
        switch (request) {
            case Request.Offered offered -> participant.offer(offered.offer());
            case Request.AddTrack add -> participant.addTrack(add.track());
            case Request.Mute mute -> participant.mute(mute.trackSid(), mute.muted(), mute.cause());
            case Request.Leave leave -> participant.leave();
            case Request.Subscribe subscribe ->
                participant.updateSubscriptions(subscribe.trackSids(), subscribe.subscribe());
            case Request.TrackSetting setting -> participant.trackSettings(setting.trackSids(), setting.settings());
            case Request.SubscriptionPermission permission -> participant.subscriptionRule(permission.rule());
            case Request.Synced synced -> participant.synced(synced.state());
            case Request.Simulate simulate -> simulate(simulate, participant);
            case Request.UpdateMetadata update ->
                participant.update(
                        new ParticipantChange(update.name(), update.metadata(), update.attributes(), null),
                        update.requestId(),
                        update.cause());
            case Request.UpdateAudioTrack update ->
                participant.updateAudioTrack(update.trackSid(), update.features(), update.cause());
            case Request.UpdateVideoTrack update ->
                participant.updateVideoTrack(update.trackSid(), update.width(), update.height(), update.cause());
            case Request.Unsupported unsupported ->
                out.send(new Notice.Replied(
                        0, Notice.Reason.UNSUPPORTED_TYPE, "not supported by this server", unsupported.cause()));
            case Request.Ping ping -> throw new IllegalArgumentException("answered by the session");
            case Request.Ignored ignored -> {
                // See Request.Ignored.
            }
        }
    }

    private static void simulate(Request.Simulate simulate, ParticipantProxy participant) {
        Simulation simulation = switch (simulate.scenario()) {
            case SPEAKER_UPDATE -> new Simulation.Speaking((int) Math.clamp(simulate.argument(), 0, 60));
            case NODE_FAILURE -> new Simulation.NodeFailure();
            case MIGRATION -> new Simulation.Leave(LeaveReason.MIGRATION, Notice.LeaveAction.RESUME);
            case SERVER_LEAVE -> new Simulation.Leave(LeaveReason.SERVER_SHUTDOWN, Notice.LeaveAction.DISCONNECT);
            case LEAVE_REQUEST_FULL_RECONNECT ->
                new Simulation.Leave(LeaveReason.SERVER_SHUTDOWN, Notice.LeaveAction.RECONNECT);
            case SWITCH_CANDIDATE_PROTOCOL -> new Simulation.TcpOnly(simulate.argument() != UDP);
            case DISCONNECT_SIGNAL_ON_RESUME -> new Simulation.CutOnResume(false);
            case DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES -> new Simulation.CutOnResume(true);
            // The downlink is shaped by the line under test, not by the server.
            case SUBSCRIBER_BANDWIDTH, NONE -> null;
        };
        if (simulation != null) {
            participant.simulate(simulation);
        }
    }
}
