package vn.nharong.signal.map;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.room.Notice;
import vn.nharong.sfu.room.ParticipantView;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomView;
import vn.nharong.sfu.room.TrackRequest;
import vn.nharong.sfu.room.TrackSource;
import vn.nharong.sfu.room.TrackView;
import vn.nharong.sfu.room.VideoLayer;

/** Our messages to the client's. */
public final class ToWire {
    /** What clients compare against to switch features on; see docs/livekit-compatibility.md. */
    public static final String SERVER_VERSION = "1.13.5";

    public static final int PROTOCOL = 17;
    private static final int PING_INTERVAL_SECONDS = 5;
    private static final int PING_TIMEOUT_SECONDS = 15;
    private static final JsonFormat.Printer JSON = JsonFormat.printer().omittingInsignificantWhitespace();

    private ToWire() {}

    /** A message as it goes over the socket: exactly one of the two. */
    public record Frame(byte @Nullable [] binary, @Nullable String text) {}

    /** @param json text frames for a client that writes text */
    public static Frame frame(Notice notice, boolean json) {
        AtomicReference<Object> cache = switch (notice) {
            case Notice.Updated updated -> updated.wire();
            case Notice.RoomUpdated updated -> updated.wire();
            default -> null;
        };
        if (cache == null || json) {
            return frame(response(notice), json);
        }
        if (cache.get() instanceof Frame ready) {
            return ready;
        }
        Frame made = frame(response(notice), false);
        cache.set(made);
        return made;
    }

    public static Frame frame(Reply reply, boolean json) {
        LivekitRtc.SignalResponse.Builder response = LivekitRtc.SignalResponse.newBuilder();
        switch (reply) {
            case Reply.Pong pong -> response.setPong(pong.nowMillis());
            case Reply.PongTimes times ->
                response.setPongResp(LivekitRtc.Pong.newBuilder()
                        .setLastPingTimestamp(times.pingMillis())
                        .setTimestamp(times.nowMillis()));
            case Reply.Token token -> response.setRefreshToken(token.jwt());
        }
        return frame(response, json);
    }

    private static Frame frame(LivekitRtc.SignalResponse.Builder response, boolean json) {
        return json
                ? new Frame(null, text(response))
                : new Frame(response.build().toByteArray(), null);
    }

    private static String text(MessageOrBuilder message) {
        try {
            return JSON.print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LivekitRtc.SignalResponse.Builder response(Notice notice) {
        LivekitRtc.SignalResponse.Builder response = LivekitRtc.SignalResponse.newBuilder();
        switch (notice) {
            case Notice.Joined joined -> response.setJoin(join(joined));
            case Notice.Resumed resumed ->
                response.setReconnect(LivekitRtc.ReconnectResponse.newBuilder()
                        .setServerInfo(serverInfo())
                        .setLastMessageSeq(resumed.lastDataSequence()));
            case Notice.Answered answered ->
                response.setAnswer(LivekitRtc.SessionDescription.newBuilder()
                        .setType("answer")
                        .setSdp(answered.sdp())
                        .setId(answered.offerId())
                        .putAllMidToTrackId(answered.tracks()));
            case Notice.SectionsWanted wanted ->
                response.setMediaSectionsRequirement(LivekitRtc.MediaSectionsRequirement.newBuilder()
                        .setNumAudios(wanted.audio())
                        .setNumVideos(wanted.video()));
            case Notice.Published published ->
                response.setTrackPublished(LivekitRtc.TrackPublishedResponse.newBuilder()
                        .setCid(published.cid())
                        .setTrack(track(published.track())));
            case Notice.Updated updated -> {
                LivekitRtc.ParticipantUpdate.Builder update = LivekitRtc.ParticipantUpdate.newBuilder();
                updated.participants().forEach(view -> update.addParticipants(participant(view)));
                response.setUpdate(update);
            }
            case Notice.RoomUpdated updated ->
                response.setRoomUpdate(LivekitRtc.RoomUpdate.newBuilder().setRoom(room(updated.room())));
            case Notice.SpeakersChanged changed -> {
                LivekitRtc.SpeakersChanged.Builder speakers = LivekitRtc.SpeakersChanged.newBuilder();
                changed.speakers()
                        .forEach(speaker -> speakers.addSpeakers(LivekitModels.SpeakerInfo.newBuilder()
                                .setSid(speaker.participantSid())
                                .setLevel(speaker.level())
                                .setActive(speaker.active())));
                response.setSpeakersChanged(speakers);
            }
            case Notice.QualityChanged changed -> {
                LivekitRtc.ConnectionQualityUpdate.Builder update = LivekitRtc.ConnectionQualityUpdate.newBuilder();
                changed.qualities()
                        .forEach(quality -> update.addUpdates(LivekitRtc.ConnectionQualityInfo.newBuilder()
                                .setParticipantSid(quality.participantSid())
                                .setQualityValue(quality.level())
                                .setScore(quality.score())));
                response.setConnectionQuality(update);
            }
            case Notice.StreamPaused paused ->
                response.setStreamStateUpdate(LivekitRtc.StreamStateUpdate.newBuilder()
                        .addStreamStates(LivekitRtc.StreamStateInfo.newBuilder()
                                .setParticipantSid(paused.participantSid())
                                .setTrackSid(paused.trackSid())
                                .setState(
                                        paused.paused()
                                                ? LivekitRtc.StreamState.PAUSED
                                                : LivekitRtc.StreamState.ACTIVE)));
            case Notice.LayersWanted wanted -> response.setSubscribedQualityUpdate(layers(wanted));
            case Notice.TrackSubscribed subscribed ->
                response.setTrackSubscribed(
                        LivekitRtc.TrackSubscribed.newBuilder().setTrackSid(subscribed.trackSid()));
            case Notice.MuteWanted mute ->
                response.setMute(LivekitRtc.MuteTrackRequest.newBuilder()
                        .setSid(mute.trackSid())
                        .setMuted(mute.muted()));
            case Notice.Unpublished unpublished ->
                response.setTrackUnpublished(
                        LivekitRtc.TrackUnpublishedResponse.newBuilder().setTrackSid(unpublished.trackSid()));
            case Notice.SubscriptionFailed failed ->
                response.setSubscriptionResponse(LivekitRtc.SubscriptionResponse.newBuilder()
                        .setTrackSid(failed.trackSid())
                        .setErrValue(failed.error()));
            case Notice.SubscriptionAllowed allowed ->
                response.setSubscriptionPermissionUpdate(LivekitRtc.SubscriptionPermissionUpdate.newBuilder()
                        .setParticipantSid(allowed.participantSid())
                        .setTrackSid(allowed.trackSid())
                        .setAllowed(allowed.allowed()));
            case Notice.Replied replied -> response.setRequestResponse(reply(replied));
            case Notice.Left left ->
                response.setLeave(LivekitRtc.LeaveRequest.newBuilder()
                        .setReasonValue(left.reason().ordinal())
                        .setActionValue(left.action().ordinal())
                        .setCanReconnect(left.action() != Notice.LeaveAction.DISCONNECT));
            case Notice.TokenStale stale ->
                // The session answers this one with a fresh token; it never comes here.
                throw new IllegalArgumentException(stale.self().sid());
        }
        return response;
    }

    private static LivekitRtc.JoinResponse join(Notice.Joined joined) {
        LivekitRtc.JoinResponse.Builder join = LivekitRtc.JoinResponse.newBuilder()
                .setRoom(room(joined.room()))
                .setParticipant(participant(joined.self()))
                .setServerInfo(serverInfo())
                .setServerVersion(SERVER_VERSION)
                .setSubscriberPrimary(false)
                .setFastPublish(joined.self().permissions().canPublish())
                .setPingInterval(PING_INTERVAL_SECONDS)
                .setPingTimeout(PING_TIMEOUT_SECONDS)
                .addEnabledPublishCodecs(codec("video/VP8"))
                .addEnabledPublishCodecs(codec("video/H264"))
                .addEnabledPublishCodecs(codec("audio/opus"));
        joined.others().forEach(other -> join.addOtherParticipants(participant(other)));
        return join.build();
    }

    private static LivekitModels.Codec codec(String mime) {
        return LivekitModels.Codec.newBuilder().setMime(mime).build();
    }

    private static LivekitModels.ServerInfo serverInfo() {
        return LivekitModels.ServerInfo.newBuilder()
                .setEdition(LivekitModels.ServerInfo.Edition.Standard)
                .setVersion(SERVER_VERSION)
                .setProtocol(PROTOCOL)
                .setNodeId("ND_nharong")
                .build();
    }

    static LivekitModels.Room room(RoomView view) {
        return LivekitModels.Room.newBuilder()
                .setSid(view.sid())
                .setName(view.name())
                .setEmptyTimeout(view.emptyTimeoutSeconds())
                .setDepartureTimeout(view.departureTimeoutSeconds())
                .setMaxParticipants(view.maxParticipants())
                .setCreationTime(view.createdAtMillis() / 1000)
                .setCreationTimeMs(view.createdAtMillis())
                .setMetadata(view.metadata())
                .setNumParticipants(view.participants())
                .setNumPublishers(view.publishers())
                .setActiveRecording(view.activeRecording())
                .addEnabledCodecs(codec("video/VP8"))
                .addEnabledCodecs(codec("video/H264"))
                .addEnabledCodecs(codec("audio/opus"))
                .build();
    }

    static LivekitModels.ParticipantInfo participant(ParticipantView view) {
        LivekitModels.ParticipantInfo.Builder info = LivekitModels.ParticipantInfo.newBuilder()
                .setSid(view.sid())
                .setIdentity(view.identity())
                .setName(view.name())
                .setStateValue(view.state().ordinal())
                .setMetadata(view.metadata())
                .putAllAttributes(view.attributes())
                .setJoinedAt(view.joinedAtMillis() / 1000)
                .setJoinedAtMs(view.joinedAtMillis())
                .setVersion(view.version())
                .setPermission(permission(view.permissions()))
                .setIsPublisher(view.publisher())
                .setKindValue(view.kind())
                .setDisconnectReasonValue(view.leaveReason().ordinal())
                .setClientProtocol(view.clientProtocol());
        view.tracks().forEach(track -> info.addTracks(track(track)));
        if (!view.capabilities().isEmpty()) {
            info.setUnknownFields(capabilities(view.capabilities()));
        }
        return info.build();
    }

    /** Field 21 of ParticipantInfo, which the generated class does not know: packed varints. */
    private static UnknownFieldSet capabilities(List<Integer> capabilities) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(packed);
        try {
            for (int capability : capabilities) {
                out.writeInt32NoTag(capability);
            }
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return UnknownFieldSet.newBuilder()
                .addField(
                        21,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFrom(packed.toByteArray()))
                                .build())
                .build();
    }

    static LivekitModels.ParticipantPermission permission(Permissions permissions) {
        LivekitModels.ParticipantPermission.Builder permission = LivekitModels.ParticipantPermission.newBuilder()
                .setCanSubscribe(permissions.canSubscribe())
                .setCanPublish(permissions.canPublish())
                .setCanPublishData(permissions.canPublishData())
                .setHidden(permissions.hidden())
                .setCanUpdateMetadata(permissions.canUpdateOwnMetadata())
                .setCanSubscribeMetrics(permissions.canSubscribeMetrics());
        permissions.sources().stream().sorted().forEach(source -> permission.addCanPublishSources(source(source)));
        return permission.build();
    }

    private static LivekitModels.TrackSource source(TrackSource source) {
        return LivekitModels.TrackSource.forNumber(source.ordinal());
    }

    @SuppressWarnings("deprecation") // older clients read the fields that newer ones find among the features
    static LivekitModels.TrackInfo track(TrackView view) {
        TrackRequest request = view.request();
        boolean audio = request.kind() == MediaKind.AUDIO;
        LivekitModels.TrackInfo.Builder info = LivekitModels.TrackInfo.newBuilder()
                .setSid(view.sid())
                .setType(audio ? LivekitModels.TrackType.AUDIO : LivekitModels.TrackType.VIDEO)
                .setName(request.name())
                .setMuted(view.muted())
                .setWidth(request.width())
                .setHeight(request.height())
                .setSimulcast(view.simulcast())
                .setDisableDtx(request.disableDtx())
                .setStereo(request.stereo())
                .setSource(source(request.source()))
                .setMimeType(view.mime())
                .setMid(view.mid())
                .setDisableRed(request.disableRed())
                .setEncryptionValue(request.encryption())
                .setStream(request.streamName())
                .setBackupCodecPolicyValue(request.backupCodecPolicy())
                .addAllAudioFeaturesValue(request.audioFeatures())
                .setVersion(LivekitModels.TimedVersion.newBuilder().setUnixMicro(view.version()));
        request.layers().forEach(layer -> info.addLayers(layer(layer)));
        LivekitModels.SimulcastCodecInfo.Builder codec = LivekitModels.SimulcastCodecInfo.newBuilder()
                .setMimeType(view.mime())
                .setMid(view.mid())
                .setCid(request.cid())
                .setSdpCid(view.sdpCid());
        List<VideoLayer> layers = request.layers();
        if (!request.codecs().isEmpty()) {
            TrackRequest.RequestedCodec first = request.codecs().getFirst();
            codec.setVideoLayerModeValue(first.layerMode());
            layers = first.layers().isEmpty() ? layers : first.layers();
        }
        layers.forEach(layer -> codec.addLayers(layer(layer)));
        info.addCodecs(codec);
        return info.build();
    }

    private static LivekitModels.VideoLayer layer(VideoLayer layer) {
        return LivekitModels.VideoLayer.newBuilder()
                .setQualityValue(layer.quality())
                .setWidth(layer.width())
                .setHeight(layer.height())
                .setBitrate(layer.bitrateBps())
                .build();
    }

    private static LivekitRtc.SubscribedQualityUpdate layers(Notice.LayersWanted wanted) {
        LivekitRtc.SubscribedCodec.Builder codec =
                LivekitRtc.SubscribedCodec.newBuilder().setCodec(wanted.codec());
        LivekitRtc.SubscribedQualityUpdate.Builder update =
                LivekitRtc.SubscribedQualityUpdate.newBuilder().setTrackSid(wanted.trackSid());
        for (int quality = 0; quality < wanted.qualities().length; quality++) {
            LivekitRtc.SubscribedQuality one = LivekitRtc.SubscribedQuality.newBuilder()
                    .setQualityValue(quality)
                    .setEnabled(wanted.qualities()[quality])
                    .build();
            codec.addQualities(one);
            addPlain(update, one);
        }
        return update.addSubscribedCodecs(codec).build();
    }

    @SuppressWarnings("deprecation") // for clients older than codec lists
    private static void addPlain(LivekitRtc.SubscribedQualityUpdate.Builder update, LivekitRtc.SubscribedQuality one) {
        update.addSubscribedQualities(one);
    }

    private static LivekitRtc.RequestResponse reply(Notice.Replied replied) {
        LivekitRtc.RequestResponse.Builder reply = LivekitRtc.RequestResponse.newBuilder()
                .setRequestId(replied.requestId())
                .setReasonValue(replied.reason().ordinal())
                .setMessage(replied.message());
        switch (replied.cause()) {
            case LivekitRtc.MuteTrackRequest mute -> reply.setMute(mute);
            case LivekitRtc.UpdateParticipantMetadata metadata -> reply.setUpdateMetadata(metadata);
            case LivekitRtc.UpdateLocalAudioTrack audio -> reply.setUpdateAudioTrack(audio);
            case LivekitRtc.UpdateLocalVideoTrack video -> reply.setUpdateVideoTrack(video);
            case LivekitRtc.PublishDataTrackRequest data -> reply.setPublishDataTrack(data);
            case LivekitRtc.UnpublishDataTrackRequest data -> reply.setUnpublishDataTrack(data);
            case TrackRequest track ->
                reply.setAddTrack(LivekitRtc.AddTrackRequest.newBuilder()
                        .setCid(track.cid())
                        .setName(track.name())
                        .setSource(source(track.source())));
            default -> {
                // Nothing of the request to give back.
            }
        }
        return reply.build();
    }
}
