package vn.nharong.signal.map;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import livekit.LivekitModels;
import livekit.LivekitRoom;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.room.DataFormat;
import vn.nharong.sfu.room.ParticipantChange;
import vn.nharong.sfu.room.ParticipantView;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomOptions;
import vn.nharong.sfu.room.RoomProxy;
import vn.nharong.sfu.room.RoomView;
import vn.nharong.sfu.room.Rooms;
import vn.nharong.sfu.room.TrackSource;
import vn.nharong.sfu.room.TrackView;
import vn.nharong.signal.map.ApiRefused.Code;
import vn.nharong.signal.token.Grant;

/** The server API's room service: each method reads its message, asks the room, writes its answer. Blocks; any thread. */
public final class RoomService {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MAX_METADATA = 512 << 10;
    private static final int MAX_NAME = 256;
    private static final JsonFormat.Printer PRINTER = JsonFormat.printer().omittingInsignificantWhitespace();

    private final Rooms rooms;
    private final RandomGenerator random;

    /** @param random must be safe for any thread */
    public RoomService(Rooms rooms, RandomGenerator random) {
        this.rooms = rooms;
        this.random = random;
    }

    /**
     * Performs one method.
     *
     * @param json whether body and answer are JSON, otherwise protobuf
     */
    public byte[] call(String method, byte[] body, boolean json, Grant grant) throws ApiRefused {
        Message answer = switch (method) {
            case "CreateRoom" -> create(read(body, json, LivekitRoom.CreateRoomRequest.newBuilder()), grant);
            case "ListRooms" -> list(read(body, json, LivekitRoom.ListRoomsRequest.newBuilder()), grant);
            case "DeleteRoom" -> delete(read(body, json, LivekitRoom.DeleteRoomRequest.newBuilder()), grant);
            case "ListParticipants" ->
                participants(read(body, json, LivekitRoom.ListParticipantsRequest.newBuilder()), grant);
            case "GetParticipant" ->
                participant(read(body, json, LivekitRoom.RoomParticipantIdentity.newBuilder()), grant);
            case "RemoveParticipant" ->
                remove(read(body, json, LivekitRoom.RoomParticipantIdentity.newBuilder()), grant);
            case "MutePublishedTrack" -> mute(read(body, json, LivekitRoom.MuteRoomTrackRequest.newBuilder()), grant);
            case "UpdateParticipant" ->
                update(read(body, json, LivekitRoom.UpdateParticipantRequest.newBuilder()), grant);
            case "UpdateSubscriptions" ->
                subscriptions(read(body, json, LivekitRoom.UpdateSubscriptionsRequest.newBuilder()), grant);
            case "SendData" -> send(read(body, json, LivekitRoom.SendDataRequest.newBuilder()), grant);
            case "UpdateRoomMetadata" ->
                metadata(read(body, json, LivekitRoom.UpdateRoomMetadataRequest.newBuilder()), grant);
            case "PerformRpc" -> rpc(read(body, json, LivekitRoom.PerformRpcRequest.newBuilder()), grant);
            case "ForwardParticipant", "MoveParticipant" ->
                throw new ApiRefused(Code.UNIMPLEMENTED, method + " is not implemented");
            default -> throw new ApiRefused(Code.BAD_ROUTE, "no such method: " + method);
        };
        return write(answer, json);
    }

    /** The request, built; the cast is safe because a builder of {@code T} builds a {@code T}. */
    private static <B extends Message.Builder> B read(byte[] body, boolean json, B builder) throws ApiRefused {
        try {
            if (json) {
                JsonText.merge(new String(body, StandardCharsets.UTF_8), builder);
            } else {
                builder.mergeFrom(body);
            }
            return builder;
        } catch (InvalidProtocolBufferException e) {
            throw new ApiRefused(Code.MALFORMED, "the request cannot be read");
        }
    }

    private static byte[] write(Message answer, boolean json) {
        if (!json) {
            return answer.toByteArray();
        }
        try {
            return PRINTER.print(answer).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    // --- rooms

    private Message create(LivekitRoom.CreateRoomRequest.Builder request, Grant grant) throws ApiRefused {
        require(grant.roomCreate(), "roomCreate");
        if (request.getName().isEmpty() || request.getName().length() > MAX_NAME) {
            throw new ApiRefused(Code.INVALID_ARGUMENT, "name is empty or too long");
        }
        if (Rooms.conducted(request.getName())) {
            throw new ApiRefused(Code.PERMISSION_DENIED, "names of conducted rooms are reserved");
        }
        bounded(request.getMetadata());
        RoomOptions absent = RoomOptions.DEFAULT;
        RoomOptions options = new RoomOptions(
                seconds(request.getEmptyTimeout(), absent.emptyTimeoutSeconds()),
                seconds(request.getDepartureTimeout(), absent.departureTimeoutSeconds()),
                Math.max(0, request.getMaxParticipants()),
                request.getMetadata());
        return ToWire.room(wait(rooms.create(request.getName(), options).view()));
    }

    private static int seconds(int given, int absent) {
        return given <= 0 ? absent : Math.min(given, 24 * 3600);
    }

    private Message list(LivekitRoom.ListRoomsRequest.Builder request, Grant grant) throws ApiRefused {
        require(grant.roomList(), "roomList");
        Set<String> names = Set.copyOf(request.getNamesList());
        LivekitRoom.ListRoomsResponse.Builder answer = LivekitRoom.ListRoomsResponse.newBuilder();
        for (RoomProxy room : rooms.all()) {
            if (names.isEmpty() || names.contains(room.name())) {
                answer.addRooms(ToWire.room(wait(room.view())));
            }
        }
        return answer.build();
    }

    private Message delete(LivekitRoom.DeleteRoomRequest.Builder request, Grant grant) throws ApiRefused {
        require(grant.roomCreate(), "roomCreate");
        wait(room(request.getRoom()).delete());
        return LivekitRoom.DeleteRoomResponse.getDefaultInstance();
    }

    private Message metadata(LivekitRoom.UpdateRoomMetadataRequest.Builder request, Grant grant) throws ApiRefused {
        RoomProxy room = administered(request.getRoom(), grant);
        bounded(request.getMetadata());
        RoomView view = wait(room.metadata(request.getMetadata()));
        return ToWire.room(view);
    }

    // --- participants

    private Message participants(LivekitRoom.ListParticipantsRequest.Builder request, Grant grant) throws ApiRefused {
        LivekitRoom.ListParticipantsResponse.Builder answer = LivekitRoom.ListParticipantsResponse.newBuilder();
        for (ParticipantView view : wait(administered(request.getRoom(), grant).participants())) {
            answer.addParticipants(ToWire.participant(view));
        }
        return answer.build();
    }

    private Message participant(LivekitRoom.RoomParticipantIdentity.Builder request, Grant grant) throws ApiRefused {
        return ToWire.participant(found(administered(request.getRoom(), grant).participant(request.getIdentity())));
    }

    private Message remove(LivekitRoom.RoomParticipantIdentity.Builder request, Grant grant) throws ApiRefused {
        found(administered(request.getRoom(), grant).remove(request.getIdentity()));
        return LivekitRoom.RemoveParticipantResponse.getDefaultInstance();
    }

    private Message mute(LivekitRoom.MuteRoomTrackRequest.Builder request, Grant grant) throws ApiRefused {
        RoomProxy room = administered(request.getRoom(), grant);
        TrackView track = found(room.track(request.getIdentity(), request.getTrackSid()));
        if (!request.getMuted() && track.muted()) {
            // A microphone is opened by whoever sits at it.
            throw new ApiRefused(Code.FAILED_PRECONDITION, "remote unmute is not enabled");
        }
        TrackView muted = found(room.mute(request.getIdentity(), request.getTrackSid(), request.getMuted()));
        return LivekitRoom.MuteRoomTrackResponse.newBuilder()
                .setTrack(ToWire.track(muted))
                .build();
    }

    private Message update(LivekitRoom.UpdateParticipantRequest.Builder request, Grant grant) throws ApiRefused {
        ParticipantChange change = new ParticipantChange(
                request.getName(),
                request.getMetadata(),
                Map.copyOf(request.getAttributesMap()),
                request.hasPermission() ? permissions(request.getPermission()) : null);
        Optional<ParticipantView> updated =
                found(administered(request.getRoom(), grant).update(request.getIdentity(), change));
        return ToWire.participant(updated.orElseThrow(
                () -> new ApiRefused(Code.INVALID_ARGUMENT, "name, metadata or attributes too large")));
    }

    @SuppressWarnings("deprecation") // hidden and recorder: given so by callers of every age
    private static Permissions permissions(LivekitModels.ParticipantPermission permission) {
        Set<TrackSource> sources = EnumSet.noneOf(TrackSource.class);
        permission.getCanPublishSourcesList().forEach(source -> sources.add(FromWire.source(source)));
        return new Permissions(
                permission.getCanSubscribe(),
                permission.getCanPublish(),
                permission.getCanPublishData(),
                Set.copyOf(sources),
                permission.getCanUpdateMetadata(),
                permission.getHidden(),
                permission.getRecorder(),
                permission.getAgent(),
                permission.getCanSubscribeMetrics());
    }

    private Message subscriptions(LivekitRoom.UpdateSubscriptionsRequest.Builder request, Grant grant)
            throws ApiRefused {
        List<String> sids = new ArrayList<>(request.getTrackSidsList());
        request.getParticipantTracksList().forEach(tracks -> sids.addAll(tracks.getTrackSidsList()));
        found(administered(request.getRoom(), grant)
                .updateSubscriptions(request.getIdentity(), List.copyOf(sids), request.getSubscribe()));
        return LivekitRoom.UpdateSubscriptionsResponse.getDefaultInstance();
    }

    // --- data

    @SuppressWarnings("deprecation") // destination_sids: callers of every age
    private Message send(LivekitRoom.SendDataRequest.Builder request, Grant grant) throws ApiRefused {
        RoomProxy room = administered(request.getRoom(), grant);
        if (!request.getNonce().isEmpty() && request.getNonce().size() != 16) {
            throw new ApiRefused(Code.INVALID_ARGUMENT, "nonce must have 16 bytes");
        }
        boolean reliable = request.getKind() == LivekitModels.DataPacket.Kind.RELIABLE;
        DataFormat.Routed message = DataPackets.fromServer(
                request.getData().toByteArray(),
                reliable,
                request.getTopic(),
                List.copyOf(request.getDestinationIdentitiesList()),
                List.copyOf(request.getDestinationSidsList()),
                request.getNonce());
        room.sendData(message, reliable);
        return LivekitRoom.SendDataResponse.getDefaultInstance();
    }

    private Message rpc(LivekitRoom.PerformRpcRequest.Builder request, Grant grant) throws ApiRefused {
        RoomProxy room = administered(request.getRoom(), grant);
        found(room.participant(request.getDestinationIdentity()));
        RpcCall call = new RpcCall(request, random);
        room.converse(call.identity(), call.question(), call.patience(), call::onMessage);
        return call.await();
    }

    // --- what each needs

    private static void require(boolean granted, String what) throws ApiRefused {
        if (!granted) {
            throw new ApiRefused(Code.UNAUTHENTICATED, "permissions denied: " + what + " is missing");
        }
    }

    private RoomProxy administered(String room, Grant grant) throws ApiRefused {
        require(grant.roomAdmin() && !room.isEmpty() && grant.room().equals(room), "roomAdmin for this room");
        return room(room);
    }

    private RoomProxy room(String name) throws ApiRefused {
        return rooms.find(name).orElseThrow(() -> new ApiRefused(Code.NOT_FOUND, "requested room does not exist"));
    }

    private static void bounded(@Nullable String metadata) throws ApiRefused {
        if (metadata != null && metadata.length() > MAX_METADATA) {
            throw new ApiRefused(Code.INVALID_ARGUMENT, "metadata is too large");
        }
    }

    private static <T> T found(CompletableFuture<Optional<T>> answer) throws ApiRefused {
        return wait(answer).orElseThrow(() -> new ApiRefused(Code.NOT_FOUND, "participant or track does not exist"));
    }

    private static <T> T wait(CompletableFuture<T> answer) throws ApiRefused {
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiRefused(Code.UNAVAILABLE, "the server is stopping");
        } catch (TimeoutException e) {
            throw new ApiRefused(Code.UNAVAILABLE, "the room does not answer");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
