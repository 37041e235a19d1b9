package vn.nharong.signal.map;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.room.Offer;
import vn.nharong.sfu.room.SubscriptionRule;
import vn.nharong.sfu.room.SyncState;
import vn.nharong.sfu.room.TrackRequest;
import vn.nharong.sfu.room.TrackSettings;
import vn.nharong.sfu.room.TrackSource;
import vn.nharong.sfu.room.VideoLayer;

/** Client's messages to ours. */
public final class FromWire {
    /** A join request unzipped, bytes. */
    static final int MAX_JOIN_REQUEST = 1 << 20;

    private static final int MAX_TRACKS = 64;

    private FromWire() {}

    /** @param parameter {@code join_request}: base64url, with or without padding */
    public static JoinWish join(String parameter) throws WireRefused {
        try {
            byte[] bytes =
                    Base64.getUrlDecoder().decode(parameter.replace('+', '-').replace('/', '_'));
            LivekitRtc.WrappedJoinRequest wrapped = LivekitRtc.WrappedJoinRequest.parseFrom(bytes);
            byte[] inner = wrapped.getJoinRequest().toByteArray();
            if (wrapped.getCompression() == LivekitRtc.WrappedJoinRequest.Compression.GZIP) {
                inner = unzip(inner);
            }
            return join(LivekitRtc.JoinRequest.parseFrom(inner));
        } catch (IllegalArgumentException | IOException e) {
            throw new WireRefused("join_request: " + e.getMessage());
        }
    }

    private static byte[] unzip(byte[] zipped) throws IOException, WireRefused {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            byte[] bytes = in.readNBytes(MAX_JOIN_REQUEST + 1);
            if (bytes.length > MAX_JOIN_REQUEST) {
                throw new WireRefused("join_request larger than " + MAX_JOIN_REQUEST);
            }
            return bytes;
        }
    }

    private static JoinWish join(LivekitRtc.JoinRequest request) throws WireRefused {
        if (request.getAddTrackRequestsCount() > MAX_TRACKS) {
            throw new WireRefused("more than " + MAX_TRACKS + " tracks");
        }
        LivekitModels.ClientInfo client = request.getClientInfo();
        LivekitRtc.ConnectionSettings settings = request.getConnectionSettings();
        List<TrackRequest> tracks = new ArrayList<>();
        for (LivekitRtc.AddTrackRequest track : request.getAddTrackRequestsList()) {
            tracks.add(track(track));
        }
        Offer offer = request.hasPublisherOffer()
                ? new Offer(
                        request.getPublisherOffer().getId(),
                        request.getPublisherOffer().getSdp())
                : null;
        return new JoinWish(
                settings.getAutoSubscribe(),
                settings.getAdaptiveStream(),
                !settings.hasSubscriberAllowPause() || settings.getSubscriberAllowPause(),
                client.getProtocol(),
                client.getClientProtocol(),
                List.copyOf(client.getCapabilitiesValueList()),
                request.getMetadata(),
                Map.copyOf(request.getParticipantAttributesMap()),
                tracks,
                offer,
                request.getReconnect(),
                request.getParticipantSid(),
                request.hasSyncState() ? syncState(request.getSyncState()) : null,
                false);
    }

    public static Request request(byte[] message) throws WireRefused {
        try {
            return request(LivekitRtc.SignalRequest.parseFrom(message));
        } catch (InvalidProtocolBufferException e) {
            throw new WireRefused("signal request: " + e.getMessage());
        }
    }

    /** The same in protobuf's JSON form. */
    public static Request request(String message) throws WireRefused {
        try {
            LivekitRtc.SignalRequest.Builder builder = LivekitRtc.SignalRequest.newBuilder();
            JsonText.merge(message, builder);
            return request(builder.build());
        } catch (InvalidProtocolBufferException e) {
            throw new WireRefused("signal request: " + e.getMessage());
        }
    }

    private static Request request(LivekitRtc.SignalRequest request) throws WireRefused {
        return switch (request.getMessageCase()) {
            case OFFER ->
                new Request.Offered(
                        new Offer(request.getOffer().getId(), request.getOffer().getSdp()));
            case ADD_TRACK -> new Request.AddTrack(track(request.getAddTrack()));
            case MUTE ->
                new Request.Mute(request.getMute().getSid(), request.getMute().getMuted(), request.getMute());
            case SUBSCRIPTION ->
                new Request.Subscribe(
                        sids(request.getSubscription()),
                        request.getSubscription().getSubscribe());
            case TRACK_SETTING -> setting(request.getTrackSetting());
            case LEAVE -> new Request.Leave();
            case SUBSCRIPTION_PERMISSION -> permission(request.getSubscriptionPermission());
            case SYNC_STATE -> new Request.Synced(syncState(request.getSyncState()));
            case SIMULATE -> simulate(request.getSimulate());
            case PING -> new Request.Ping(request.getPing(), false);
            case PING_REQ -> new Request.Ping(request.getPingReq().getTimestamp(), true);
            case UPDATE_METADATA -> {
                LivekitRtc.UpdateParticipantMetadata update = request.getUpdateMetadata();
                yield new Request.UpdateMetadata(
                        update.getRequestId(),
                        update.getMetadata(),
                        update.getName(),
                        Map.copyOf(update.getAttributesMap()),
                        update);
            }
            case UPDATE_AUDIO_TRACK ->
                new Request.UpdateAudioTrack(
                        request.getUpdateAudioTrack().getTrackSid(),
                        List.copyOf(request.getUpdateAudioTrack().getFeaturesValueList()),
                        request.getUpdateAudioTrack());
            case UPDATE_VIDEO_TRACK ->
                new Request.UpdateVideoTrack(
                        request.getUpdateVideoTrack().getTrackSid(),
                        request.getUpdateVideoTrack().getWidth(),
                        request.getUpdateVideoTrack().getHeight(),
                        request.getUpdateVideoTrack());
            case PUBLISH_DATA_TRACK_REQUEST -> new Request.Unsupported(request.getPublishDataTrackRequest());
            case UNPUBLISH_DATA_TRACK_REQUEST -> new Request.Unsupported(request.getUnpublishDataTrackRequest());
            case TRICKLE, ANSWER, UPDATE_LAYERS, UPDATE_DATA_SUBSCRIPTION, MESSAGE_NOT_SET -> new Request.Ignored();
        };
    }

    private static List<String> sids(LivekitRtc.UpdateSubscription subscription) {
        Set<String> sids = new LinkedHashSet<>(subscription.getTrackSidsList());
        for (LivekitModels.ParticipantTracks tracks : subscription.getParticipantTracksList()) {
            sids.addAll(tracks.getTrackSidsList());
        }
        return List.copyOf(sids);
    }

    private static Request setting(LivekitRtc.UpdateTrackSettings setting) {
        return new Request.TrackSetting(
                List.copyOf(setting.getTrackSidsList()),
                new TrackSettings(
                        setting.getDisabled() || setting.getQuality() == LivekitModels.VideoQuality.OFF,
                        Math.clamp(setting.getQualityValue(), 0, 2),
                        Math.max(0, setting.getWidth()),
                        Math.max(0, setting.getHeight()),
                        Math.max(0, setting.getFps()),
                        Math.max(0, setting.getPriority())));
    }

    private static Request permission(LivekitRtc.SubscriptionPermission permission) {
        List<SubscriptionRule.Allowed> allowed = new ArrayList<>();
        for (LivekitRtc.TrackPermission one : permission.getTrackPermissionsList()) {
            allowed.add(new SubscriptionRule.Allowed(
                    one.getParticipantSid(),
                    one.getParticipantIdentity(),
                    one.getAllTracks(),
                    Set.copyOf(one.getTrackSidsList())));
        }
        return new Request.SubscriptionPermission(new SubscriptionRule(permission.getAllParticipants(), allowed));
    }

    private static SyncState syncState(LivekitRtc.SyncState state) {
        Map<String, Integer> sequences = new HashMap<>();
        for (LivekitRtc.DataChannelReceiveState receive : state.getDatachannelReceiveStatesList()) {
            sequences.put(receive.getPublisherSid(), receive.getLastSeq());
        }
        return new SyncState(
                sids(state.getSubscription()),
                state.getSubscription().getSubscribe(),
                state.getPublishTracksList().stream()
                        .map(published -> published.getTrack().getSid())
                        .toList(),
                List.copyOf(state.getTrackSidsDisabledList()),
                sequences);
    }

    private static Request simulate(LivekitRtc.SimulateScenario scenario) {
        return switch (scenario.getScenarioCase()) {
            case SPEAKER_UPDATE -> new Request.Simulate(Request.Scenario.SPEAKER_UPDATE, scenario.getSpeakerUpdate());
            case NODE_FAILURE -> new Request.Simulate(Request.Scenario.NODE_FAILURE, 0);
            case MIGRATION -> new Request.Simulate(Request.Scenario.MIGRATION, 0);
            case SERVER_LEAVE -> new Request.Simulate(Request.Scenario.SERVER_LEAVE, 0);
            case SWITCH_CANDIDATE_PROTOCOL ->
                new Request.Simulate(
                        Request.Scenario.SWITCH_CANDIDATE_PROTOCOL, scenario.getSwitchCandidateProtocolValue());
            case SUBSCRIBER_BANDWIDTH ->
                new Request.Simulate(Request.Scenario.SUBSCRIBER_BANDWIDTH, scenario.getSubscriberBandwidth());
            case DISCONNECT_SIGNAL_ON_RESUME -> new Request.Simulate(Request.Scenario.DISCONNECT_SIGNAL_ON_RESUME, 0);
            case DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES ->
                new Request.Simulate(Request.Scenario.DISCONNECT_SIGNAL_ON_RESUME_NO_MESSAGES, 0);
            case LEAVE_REQUEST_FULL_RECONNECT -> new Request.Simulate(Request.Scenario.LEAVE_REQUEST_FULL_RECONNECT, 0);
            case SCENARIO_NOT_SET -> new Request.Simulate(Request.Scenario.NONE, 0);
        };
    }

    private static TrackRequest track(LivekitRtc.AddTrackRequest request) throws WireRefused {
        MediaKind kind = switch (request.getType()) {
            case AUDIO -> MediaKind.AUDIO;
            case VIDEO -> MediaKind.VIDEO;
            case DATA, UNRECOGNIZED -> throw new WireRefused("a track that is neither audio nor video");
        };
        if (request.getCid().length() > 256
                || request.getName().length() > 256
                || request.getStream().length() > 256) {
            throw new WireRefused("a track with a name that is too long");
        }
        if (request.getLayersCount() > 16 || request.getSimulcastCodecsCount() > 8) {
            throw new WireRefused("a track with too many layers");
        }
        List<TrackRequest.RequestedCodec> codecs = new ArrayList<>();
        for (LivekitRtc.SimulcastCodec codec : request.getSimulcastCodecsList()) {
            codecs.add(new TrackRequest.RequestedCodec(
                    codec.getCodec(), codec.getCid(), layers(codec.getLayersList()), codec.getVideoLayerModeValue()));
        }
        return new TrackRequest(
                request.getCid(),
                request.getName(),
                kind,
                source(request.getSource()),
                request.getMuted(),
                request.getWidth(),
                request.getHeight(),
                layers(request.getLayersList()),
                codecs,
                request.getStream(),
                request.getEncryptionValue(),
                disablesDtx(request),
                stereo(request),
                request.getDisableRed(),
                List.copyOf(request.getAudioFeaturesValueList()),
                request.getBackupCodecPolicyValue());
    }

    /** Older clients say it by a field of its own. */
    @SuppressWarnings("deprecation")
    private static boolean disablesDtx(LivekitRtc.AddTrackRequest request) {
        return request.getDisableDtx()
                || request.getAudioFeaturesList().contains(LivekitModels.AudioTrackFeature.TF_NO_DTX);
    }

    @SuppressWarnings("deprecation")
    private static boolean stereo(LivekitRtc.AddTrackRequest request) {
        return request.getStereo()
                || request.getAudioFeaturesList().contains(LivekitModels.AudioTrackFeature.TF_STEREO);
    }

    private static List<VideoLayer> layers(List<LivekitModels.VideoLayer> layers) {
        return layers.stream()
                .limit(16)
                .map(layer -> new VideoLayer(
                        layer.getQualityValue(), layer.getWidth(), layer.getHeight(), layer.getBitrate()))
                .toList();
    }

    static TrackSource source(LivekitModels.TrackSource source) {
        return switch (source) {
            case CAMERA -> TrackSource.CAMERA;
            case MICROPHONE -> TrackSource.MICROPHONE;
            case SCREEN_SHARE -> TrackSource.SCREEN_SHARE;
            case SCREEN_SHARE_AUDIO -> TrackSource.SCREEN_SHARE_AUDIO;
            default -> TrackSource.UNKNOWN;
        };
    }
}
