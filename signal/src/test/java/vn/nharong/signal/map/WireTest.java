package vn.nharong.signal.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import org.junit.jupiter.api.Test;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.room.DataFormat;
import vn.nharong.sfu.room.LeaveReason;
import vn.nharong.sfu.room.Notice;
import vn.nharong.sfu.room.ParticipantState;
import vn.nharong.sfu.room.ParticipantView;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomView;
import vn.nharong.sfu.room.TrackRequest;
import vn.nharong.sfu.room.TrackSource;
import vn.nharong.sfu.room.TrackView;
import vn.nharong.sfu.room.VideoLayer;

class WireTest {
    private static final TrackRequest CAMERA = new TrackRequest(
            "cid",
            "cam",
            MediaKind.VIDEO,
            TrackSource.CAMERA,
            false,
            1280,
            720,
            List.of(new VideoLayer(0, 320, 180, 160_000), new VideoLayer(2, 1280, 720, 1_700_000)),
            List.of(),
            "",
            0,
            false,
            false,
            true,
            List.of(),
            0);
    private static final ParticipantView AN = new ParticipantView(
            "PA_a",
            "an",
            "An",
            ParticipantState.ACTIVE,
            List.of(new TrackView("TR_c", CAMERA, true, "video/VP8", "7", "", true, 2)),
            "meta",
            Map.of("k", "v"),
            1_700_000_000_123L,
            5,
            Permissions.ALL,
            true,
            0,
            LeaveReason.UNKNOWN,
            2,
            List.of(1, 300));
    private static final RoomView ROOM = new RoomView("RM_r", "hop", 300, 20, 0, 1000, "", 1, 1, false);

    private static LivekitRtc.SignalResponse wire(Notice notice) throws Exception {
        byte[] binary = ToWire.frame(notice, false).binary();
        assertNotNull(binary);
        return LivekitRtc.SignalResponse.parseFrom(binary);
    }

    @Test
    void joinCarriesWhatClientsCannotDoWithout() throws Exception {
        LivekitRtc.JoinResponse join =
                wire(new Notice.Joined(ROOM, AN, List.of(AN))).getJoin();
        assertFalse(join.getServerInfo().getVersion().isEmpty());
        assertEquals(17, join.getServerInfo().getProtocol());
        assertFalse(join.getSubscriberPrimary());
        assertTrue(join.getParticipant().getPermission().getCanPublish());
        assertEquals("video/VP8", join.getEnabledPublishCodecs(0).getMime());
        assertEquals(5, join.getPingInterval());
        assertEquals(15, join.getPingTimeout());
        assertEquals("RM_r", join.getRoom().getSid());
        assertEquals(1, join.getOtherParticipantsCount());
    }

    @Test
    void participantsAndTracksAreComplete() throws Exception {
        LivekitModels.ParticipantInfo info = wire(new Notice.Updated(List.of(AN), new AtomicReference<>()))
                .getUpdate()
                .getParticipants(0);
        assertEquals(LivekitModels.ParticipantInfo.State.ACTIVE, info.getState());
        assertEquals(1_700_000_000L, info.getJoinedAt());
        assertEquals(1_700_000_000_123L, info.getJoinedAtMs());
        assertEquals(5, info.getVersion());
        assertEquals("v", info.getAttributesMap().get("k"));
        assertTrue(info.getIsPublisher());
        UnknownFieldSet.Field capabilities = info.getUnknownFields().getField(21);
        assertEquals(
                ByteString.copyFrom(new byte[] {1, (byte) 0xac, 2}),
                capabilities.getLengthDelimitedList().getFirst());
        LivekitModels.TrackInfo track = info.getTracks(0);
        assertEquals(LivekitModels.TrackType.VIDEO, track.getType());
        assertEquals(LivekitModels.TrackSource.CAMERA, track.getSource());
        assertTrue(track.getMuted());
        assertTrue(track.getSimulcast());
        assertEquals("camera", track.getStream());
        assertEquals("video/VP8", track.getCodecs(0).getMimeType());
        assertEquals("cid", track.getCodecs(0).getCid());
        assertEquals(2, track.getCodecs(0).getLayersCount());
        assertEquals("7", track.getMid());
    }

    @Test
    void enumerationsHaveTheProtocolsNumbers() throws Exception {
        for (LeaveReason reason : LeaveReason.values()) {
            for (Notice.LeaveAction action : Notice.LeaveAction.values()) {
                LivekitRtc.LeaveRequest leave =
                        wire(new Notice.Left(reason, action)).getLeave();
                String expected = reason == LeaveReason.UNKNOWN ? "UNKNOWN_REASON" : reason.name();
                assertEquals(expected, leave.getReason().name());
                assertEquals(action.name(), leave.getAction().name());
            }
        }
        for (Notice.Reason reason : Notice.Reason.values()) {
            LivekitRtc.RequestResponse reply =
                    wire(new Notice.Replied(1, reason, "", "")).getRequestResponse();
            assertEquals(reason.name(), reply.getReason().name());
        }
        for (TrackSource source : TrackSource.values()) {
            assertEquals(
                    source.name(),
                    LivekitModels.TrackSource.forNumber(source.ordinal()).name());
        }
        for (ParticipantState state : ParticipantState.values()) {
            assertEquals(
                    state.name(),
                    LivekitModels.ParticipantInfo.State.forNumber(state.ordinal())
                            .name());
        }
    }

    @Test
    void everyNoticeButTheTokenHasAWireForm() throws Exception {
        List<Notice> notices = List.of(
                new Notice.Resumed(3),
                new Notice.Answered(4, "v=0", Map.of("0", "TR_c")),
                new Notice.SectionsWanted(1, 2),
                new Notice.Published("cid", AN.tracks().getFirst()),
                new Notice.RoomUpdated(ROOM, new AtomicReference<>()),
                new Notice.SpeakersChanged(List.of(new Notice.Speaker("PA_a", 0.5f, true))),
                new Notice.QualityChanged(List.of(new Notice.Quality("PA_a", 1, 3.5f))),
                new Notice.StreamPaused("PA_a", "TR_c", true),
                new Notice.LayersWanted("TR_c", "vp8", new boolean[] {true, true, false}),
                new Notice.TrackSubscribed("TR_c"),
                new Notice.MuteWanted("TR_c", true),
                new Notice.Unpublished("TR_c"),
                new Notice.SubscriptionFailed("TR_c", 1),
                new Notice.SubscriptionAllowed("PA_a", "TR_c", true));
        List<String> cases = List.of(
                "RECONNECT",
                "ANSWER",
                "MEDIA_SECTIONS_REQUIREMENT",
                "TRACK_PUBLISHED",
                "ROOM_UPDATE",
                "SPEAKERS_CHANGED",
                "CONNECTION_QUALITY",
                "STREAM_STATE_UPDATE",
                "SUBSCRIBED_QUALITY_UPDATE",
                "TRACK_SUBSCRIBED",
                "MUTE",
                "TRACK_UNPUBLISHED",
                "SUBSCRIPTION_RESPONSE",
                "SUBSCRIPTION_PERMISSION_UPDATE");
        for (int i = 0; i < notices.size(); i++) {
            assertEquals(cases.get(i), wire(notices.get(i)).getMessageCase().name());
        }
        LivekitRtc.SessionDescription answer = wire(notices.get(1)).getAnswer();
        assertEquals(4, answer.getId());
        assertEquals("TR_c", answer.getMidToTrackIdMap().get("0"));
    }

    @Test
    void aBroadcastIsEncodedOnceAndTextOnlyForThoseWhoWriteText() {
        Notice.Updated notice = new Notice.Updated(List.of(AN), new AtomicReference<>());
        assertSame(ToWire.frame(notice, false), ToWire.frame(notice, false));
        ToWire.Frame text = ToWire.frame(notice, true);
        assertNull(text.binary());
        assertTrue(String.valueOf(text.text()).contains("\"identity\":\"an\""));
    }

    @Test
    void aTextRequestIsTheSameAsABinaryOne() throws Exception {
        Request binary = FromWire.request(LivekitRtc.SignalRequest.newBuilder()
                .setSubscription(LivekitRtc.UpdateSubscription.newBuilder()
                        .addTrackSids("TR_a")
                        .addParticipantTracks(LivekitModels.ParticipantTracks.newBuilder()
                                .addTrackSids("TR_a")
                                .addTrackSids("TR_b"))
                        .setSubscribe(true))
                .build()
                .toByteArray());
        assertEquals(new Request.Subscribe(List.of("TR_a", "TR_b"), true), binary);
        assertEquals(
                binary,
                FromWire.request(
                        "{\"subscription\":{\"trackSids\":[\"TR_a\",\"TR_b\"],\"subscribe\":true,\"new\":1}}"));
    }

    @Test
    void everyRequestOfTheProtocolIsKnown() throws Exception {
        for (LivekitRtc.SignalRequest.MessageCase one : LivekitRtc.SignalRequest.MessageCase.values()) {
            if (one == LivekitRtc.SignalRequest.MessageCase.MESSAGE_NOT_SET) {
                continue;
            }
            LivekitRtc.SignalRequest.Builder builder = LivekitRtc.SignalRequest.newBuilder();
            com.google.protobuf.Descriptors.FieldDescriptor field =
                    LivekitRtc.SignalRequest.getDescriptor().findFieldByNumber(one.getNumber());
            if (field.getJavaType() == com.google.protobuf.Descriptors.FieldDescriptor.JavaType.MESSAGE) {
                builder.setField(field, builder.newBuilderForField(field).build());
            } else {
                builder.setField(field, 5L);
            }
            assertNotNull(FromWire.request(builder.build().toByteArray()), one.name());
        }
    }

    @Test
    void dataIsStampedAndTheRestIsLeftAsItIs() throws Exception {
        UnknownFieldSet extra = UnknownFieldSet.newBuilder()
                .addField(99, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                .build();
        byte[] sent = LivekitModels.DataPacket.newBuilder()
                .setParticipantIdentity("somebody else")
                .setSequence(12)
                .addDestinationIdentities("binh")
                .setUser(LivekitModels.UserPacket.newBuilder()
                        .setPayload(ByteString.copyFromUtf8("chào"))
                        .addDestinationIdentities("cuong"))
                .setUnknownFields(extra)
                .build()
                .toByteArray();
        DataFormat.Routed routed =
                new DataPackets().route(sent, new DataFormat.Sender("PA_a", "an", false, false), true);
        assertNotNull(routed);
        LivekitModels.DataPacket packet = LivekitModels.DataPacket.parseFrom(routed.message());
        assertEquals("an", packet.getParticipantIdentity());
        assertEquals("PA_a", packet.getParticipantSid());
        assertEquals("chào", packet.getUser().getPayload().toStringUtf8());
        assertEquals(12, packet.getSequence());
        assertEquals(12, routed.sequence());
        assertEquals(List.of("binh", "cuong"), routed.identities());
        assertEquals(extra, packet.getUnknownFields());
        DataFormat.Routed hidden =
                new DataPackets().route(sent, new DataFormat.Sender("PA_a", "an", true, false), true);
        assertNotNull(hidden);
        assertEquals("", LivekitModels.DataPacket.parseFrom(hidden.message()).getParticipantIdentity());
    }

    @Test
    void whatTheServerSendsIsNumberedUnderTheRoomsName() throws Exception {
        DataFormat.Routed plain = DataPackets.fromServer(
                "chào".getBytes(StandardCharsets.UTF_8), true, "t", List.of("an"), List.of(), ByteString.EMPTY);
        DataFormat.Routed routed = new DataPackets().numbered(plain, "RM_1", 7);
        LivekitModels.DataPacket packet = LivekitModels.DataPacket.parseFrom(routed.message());
        assertEquals("RM_1", packet.getParticipantSid());
        assertEquals("", packet.getParticipantIdentity());
        assertEquals(7, packet.getSequence());
        assertEquals(7, routed.sequence());
        assertEquals("chào", packet.getUser().getPayload().toStringUtf8());
        assertEquals(List.of("an"), routed.identities());
    }

    @Test
    void onlyAgentsTranscribe() {
        byte[] words = LivekitModels.DataPacket.newBuilder()
                .setTranscription(LivekitModels.Transcription.getDefaultInstance())
                .build()
                .toByteArray();
        assertNull(new DataPackets().route(words, new DataFormat.Sender("PA_a", "an", false, false), true));
        assertNotNull(new DataPackets().route(words, new DataFormat.Sender("PA_a", "an", false, true), true));
    }

    @Test
    void aNumberWithMoreDigitsThanAnybodyNeedsIsRefusedAtOnce() throws WireRefused {
        for (String number : List.of(
                "1e999999999",
                "-1E+9999",
                "\"1e999999999\"",
                "\"1\\u0065999999999\"",
                "\"000.1E0009999\"",
                "\"\u0661e\u0669\u0669\u0669\u0669\"")) {
            String text = "{\"trackSetting\":{\"width\":" + number + "}}";
            assertThrows(WireRefused.class, () -> FromWire.request(text), text);
        }
        FromWire.request("{\"trackSetting\":{\"width\":6.4e2}}");
        Request named = FromWire.request("{\"updateMetadata\":{\"name\":\"Đề án 1e9999\",\"metadata\":\"e\"}}");
        assertEquals("Đề án 1e9999", ((Request.UpdateMetadata) named).name(), "a text is no number");
    }

    @Test
    void aBombIsNotUnpacked() {
        byte[] bomb = SignalFuzz.wrapped(SignalFuzz.zip(new byte[200 << 20]), true);
        assertTrue(bomb.length < 1 << 20);
        String text = Base64.getUrlEncoder().encodeToString(bomb);
        long before = allocated();
        assertThrows(WireRefused.class, () -> FromWire.join(text));
        assertTrue(allocated() - before < 64 << 20, "bytes allocated: " + (allocated() - before));
    }

    private static JoinWish join(LivekitRtc.ConnectionSettings settings) throws WireRefused {
        byte[] join = LivekitRtc.WrappedJoinRequest.newBuilder()
                .setJoinRequest(LivekitRtc.JoinRequest.newBuilder()
                        .setConnectionSettings(settings)
                        .build()
                        .toByteString())
                .build()
                .toByteArray();
        return FromWire.join(Base64.getUrlEncoder().encodeToString(join));
    }

    @Test
    void onlyAnExpressNoRefusesPauses() throws Exception {
        LivekitRtc.ConnectionSettings.Builder settings = LivekitRtc.ConnectionSettings.newBuilder();
        assertTrue(join(settings.build()).allowPause(), "nothing said");
        assertTrue(join(settings.setSubscriberAllowPause(true).build()).allowPause());
        assertFalse(join(settings.setSubscriberAllowPause(false).build()).allowPause());
        assertTrue(JoinWish.signallingOnly(true).allowPause());
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
