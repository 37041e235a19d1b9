package vn.nharong.signal.map;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import livekit.LivekitModels;
import livekit.LivekitRoom;
import livekit.LivekitRtc;
import vn.nharong.fuzz.FuzzTarget;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.loop.MediaPlane;
import vn.nharong.sfu.loop.OutletProxy;
import vn.nharong.sfu.loop.PlaneStats;
import vn.nharong.sfu.loop.TransportEvents;
import vn.nharong.sfu.loop.TransportProxy;
import vn.nharong.sfu.room.DataFormat;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomOptions;
import vn.nharong.sfu.room.RoomWatcher;
import vn.nharong.sfu.room.Rooms;
import vn.nharong.signal.token.Grant;

/** Messages of clients and of the server API. */
public final class SignalFuzz {
    /** Half a megabyte of metadata may be said, and protobuf holds it twice while it builds. */
    private static final long ALLOCATED = 8 << 20;

    private static final int INPUT = 16 << 10;

    private static final String[] JSON_WORDS = {
        "{\"offer\":{\"type\":\"offer\",\"sdp\":\"v=0\"}}",
        "\"trackSids\":[\"TR_a\",null]",
        "\"width\":",
        "1e999999999",
        "\"1e999999999\"",
        "-1E+99999",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "{\"a\":{\"a\":{\"a\":{\"a\":",
        "\\ud800",
        "null",
        "true"
    };

    private SignalFuzz() {}

    private static List<LivekitRtc.SignalRequest> requests() {
        List<LivekitRtc.SignalRequest> requests = new ArrayList<>();
        requests.add(LivekitRtc.SignalRequest.newBuilder()
                .setOffer(LivekitRtc.SessionDescription.newBuilder()
                        .setType("offer")
                        .setSdp("v=0\r\n")
                        .setId(3))
                .build());
        requests.add(LivekitRtc.SignalRequest.newBuilder()
                .setAddTrack(LivekitRtc.AddTrackRequest.newBuilder()
                        .setCid("c")
                        .setType(LivekitModels.TrackType.VIDEO)
                        .setWidth(1280)
                        .setHeight(720)
                        .addLayers(LivekitModels.VideoLayer.newBuilder()
                                .setWidth(320)
                                .setBitrate(150_000))
                        .addSimulcastCodecs(LivekitRtc.SimulcastCodec.newBuilder()
                                .setCodec("vp8")
                                .setCid("c")))
                .build());
        requests.add(LivekitRtc.SignalRequest.newBuilder()
                .setSyncState(LivekitRtc.SyncState.newBuilder()
                        .setSubscription(LivekitRtc.UpdateSubscription.newBuilder()
                                .addTrackSids("TR_a")
                                .addParticipantTracks(LivekitModels.ParticipantTracks.newBuilder()
                                        .addTrackSids("TR_b")))
                        .addDatachannelReceiveStates(LivekitRtc.DataChannelReceiveState.newBuilder()
                                .setPublisherSid("PA_x")
                                .setLastSeq(9)))
                .build());
        requests.add(LivekitRtc.SignalRequest.newBuilder()
                .setTrackSetting(LivekitRtc.UpdateTrackSettings.newBuilder()
                        .addTrackSids("TR_a")
                        .setWidth(640)
                        .setHeight(360)
                        .setFps(15))
                .build());
        requests.add(LivekitRtc.SignalRequest.newBuilder()
                .setUpdateMetadata(LivekitRtc.UpdateParticipantMetadata.newBuilder()
                        .setName("An")
                        .putAttributes("hand", "up"))
                .build());
        requests.add(LivekitRtc.SignalRequest.newBuilder()
                .setSubscriptionPermission(LivekitRtc.SubscriptionPermission.newBuilder()
                        .addTrackPermissions(LivekitRtc.TrackPermission.newBuilder()
                                .setParticipantIdentity("an")
                                .addTrackSids("TR_a")))
                .build());
        requests.add(LivekitRtc.SignalRequest.newBuilder()
                .setSimulate(LivekitRtc.SimulateScenario.newBuilder().setSubscriberBandwidth(100_000))
                .build());
        requests.add(LivekitRtc.SignalRequest.newBuilder()
                .setPingReq(LivekitRtc.Ping.newBuilder().setTimestamp(1234567890123L))
                .build());
        return requests;
    }

    private static byte[] json(Message message) {
        try {
            return JsonFormat.printer().print(message).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    public static FuzzTarget binary() {
        return FuzzTarget.of(
                        "signalling",
                        input -> {
                            FromWire.request(input);
                            return true;
                        },
                        FromWire.class)
                .corpus(requests().stream().map(Message::toByteArray).toList())
                .refusing(WireRefused.class)
                .bounds(INPUT, ALLOCATED);
    }

    public static FuzzTarget text() {
        return FuzzTarget.of(
                        "signalling JSON",
                        input -> {
                            FromWire.request(new String(input, StandardCharsets.UTF_8));
                            return true;
                        },
                        FromWire.class)
                .corpus(requests().stream().map(SignalFuzz::json).toList())
                .refusing(WireRefused.class)
                .text()
                .words(JSON_WORDS)
                .bounds(INPUT, ALLOCATED);
    }

    /** The input is what is inside of the base64: outside of it nothing of interest happens. */
    public static FuzzTarget join() {
        byte[] inner = LivekitRtc.JoinRequest.newBuilder()
                .setClientInfo(LivekitModels.ClientInfo.newBuilder().setProtocol(17))
                .setConnectionSettings(
                        LivekitRtc.ConnectionSettings.newBuilder().setAutoSubscribe(true))
                .addAddTrackRequests(requests().get(1).getAddTrack())
                .putParticipantAttributes("a", "b")
                .setPublisherOffer(LivekitRtc.SessionDescription.newBuilder()
                        .setSdp("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n")
                        .setId(1))
                .setSyncState(requests().get(2).getSyncState())
                .build()
                .toByteArray();
        return FuzzTarget.of(
                        "join request",
                        input -> {
                            FromWire.join(Base64.getUrlEncoder().encodeToString(input));
                            return true;
                        },
                        FromWire.class)
                .corpus(wrapped(inner, false), wrapped(zip(inner), true), wrapped(zip(new byte[0]), true))
                .refusing(WireRefused.class)
                .repaired((bent, random) -> switch (random.nextInt(4)) {
                    // Bent before it was packed, or the packing would fail each time.
                    case 0 -> wrapped(zip(bent), true);
                    case 1 -> wrapped(bent, false);
                    default -> bent;
                })
                .bounds(INPUT, ALLOCATED);
    }

    static byte[] wrapped(byte[] inner, boolean zipped) {
        return LivekitRtc.WrappedJoinRequest.newBuilder()
                .setCompression(
                        zipped
                                ? LivekitRtc.WrappedJoinRequest.Compression.GZIP
                                : LivekitRtc.WrappedJoinRequest.Compression.NONE)
                .setJoinRequest(ByteString.copyFrom(inner))
                .build()
                .toByteArray();
    }

    static byte[] zip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    public static FuzzTarget dataPackets() {
        DataPackets packets = new DataPackets();
        DataFormat.Sender sender = new DataFormat.Sender("PA_x", "x", false, false);
        return FuzzTarget.of(
                        "data packets",
                        input -> packets.route(input, sender, true) != null
                                | packets.route(input, sender, false) != null,
                        DataPackets.class)
                .corpus(
                        LivekitModels.DataPacket.newBuilder()
                                .setUser(LivekitModels.UserPacket.newBuilder()
                                        .setPayload(ByteString.copyFromUtf8("x"))
                                        .setNonce(ByteString.copyFrom(new byte[16])))
                                .addDestinationIdentities("a")
                                .build()
                                .toByteArray(),
                        LivekitModels.DataPacket.newBuilder()
                                .setStreamHeader(LivekitModels.DataStream.Header.newBuilder()
                                        .setTopic("lk.chat"))
                                .setSequence(3)
                                .build()
                                .toByteArray(),
                        LivekitModels.DataPacket.newBuilder()
                                .setRpcRequest(LivekitModels.RpcRequest.newBuilder()
                                        .setId("1")
                                        .setMethod("m")
                                        .setPayload("{}"))
                                .build()
                                .toByteArray())
                .bounds(INPUT, ALLOCATED);
    }

    /** The first byte names the method and whether the rest is JSON; the caller may nothing, so all ends behind reading. */
    public static FuzzTarget serverApi() {
        RoomService service = new RoomService(
                new Rooms(new NoMedia(), new Random(1), () -> 0, RoomWatcher.NONE, new DataPackets()), new Random(1));
        List<Map.Entry<String, Message>> calls = List.of(
                Map.entry(
                        "CreateRoom",
                        LivekitRoom.CreateRoomRequest.newBuilder()
                                .setName("hop")
                                .setEmptyTimeout(10)
                                .setMetadata("m")
                                .build()),
                Map.entry(
                        "ListRooms",
                        LivekitRoom.ListRoomsRequest.newBuilder()
                                .addNames("hop")
                                .build()),
                Map.entry(
                        "UpdateParticipant",
                        LivekitRoom.UpdateParticipantRequest.newBuilder()
                                .setRoom("hop")
                                .setIdentity("an")
                                .putAttributes("a", "b")
                                .setPermission(LivekitModels.ParticipantPermission.newBuilder()
                                        .setCanPublish(true))
                                .build()),
                Map.entry(
                        "SendData",
                        LivekitRoom.SendDataRequest.newBuilder()
                                .setRoom("hop")
                                .setData(ByteString.copyFromUtf8("data"))
                                .setTopic("t")
                                .build()));
        Grant nobody = new Grant(
                "an", "", "", Map.of(), 0, "hop", false, false, false, false, Permissions.ALL, RoomOptions.DEFAULT, 0);
        List<byte[]> corpus = new ArrayList<>();
        for (int i = 0; i < calls.size(); i++) {
            corpus.add(named(2 * i, calls.get(i).getValue().toByteArray()));
            corpus.add(named(2 * i + 1, json(calls.get(i).getValue())));
        }
        return FuzzTarget.of(
                        "server API",
                        input -> {
                            int which = input.length == 0 ? 0 : input[0] & 7;
                            byte[] body =
                                    input.length == 0 ? input : java.util.Arrays.copyOfRange(input, 1, input.length);
                            try {
                                service.call(calls.get(which / 2).getKey(), body, which % 2 == 1, nobody);
                                throw new AssertionError("allowed to nobody");
                            } catch (ApiRefused e) {
                                if (e.code() == ApiRefused.Code.UNAUTHENTICATED) {
                                    return true;
                                }
                                throw e;
                            }
                        },
                        RoomService.class)
                .corpus(corpus)
                .refusing(ApiRefused.class)
                .text()
                .words(JSON_WORDS)
                .bounds(INPUT, ALLOCATED);
    }

    /** No call gets so far. */
    private static final class NoMedia implements MediaPlane {
        @Override
        public TransportProxy createTransport(String label, TransportEvents events) {
            throw new AssertionError("a transport for nobody");
        }

        @Override
        public OutletProxy createOutlet(String label, MediaKind kind) {
            throw new AssertionError("an outlet for nobody");
        }

        @Override
        public PlaneStats stats() {
            throw new AssertionError("figures for nobody");
        }
    }

    private static byte[] named(int which, byte[] body) {
        byte[] input = new byte[1 + body.length];
        input[0] = (byte) which;
        System.arraycopy(body, 0, input, 1, body.length);
        return input;
    }
}
