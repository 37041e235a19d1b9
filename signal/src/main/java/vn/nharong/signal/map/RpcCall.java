package vn.nharong.signal.map;

import com.google.protobuf.InvalidProtocolBufferException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import livekit.LivekitModels;
import livekit.LivekitRoom;
import vn.nharong.sfu.room.DataFormat;
import vn.nharong.signal.map.ApiRefused.Code;

/** One remote call by the server to a client, under an identity made for it. */
final class RpcCall {
    private static final Duration ACK_PATIENCE = Duration.ofSeconds(2);
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int MAX_PAYLOAD = 15 << 10;

    private final String id;
    private final String identity;
    private final LivekitRoom.PerformRpcRequest.Builder request;
    private final Duration patience;
    private final CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    private final CompletableFuture<LivekitModels.RpcResponse> response = new CompletableFuture<>();

    RpcCall(LivekitRoom.PerformRpcRequest.Builder request, RandomGenerator random) throws ApiRefused {
        if (request.getPayload().length() > MAX_PAYLOAD) {
            throw new ApiRefused(Code.INVALID_ARGUMENT, "payload is too large");
        }
        this.request = request;
        id = new UUID(random.nextLong(), random.nextLong()).toString();
        identity = "RPC_" + Long.toUnsignedString(random.nextLong(), 36);
        long millis = Integer.toUnsignedLong(request.getResponseTimeoutMs());
        patience = millis == 0 ? DEFAULT_PATIENCE : Duration.ofMillis(Math.min(millis, LONGEST.toMillis()));
    }

    String identity() {
        return identity;
    }

    Duration patience() {
        return patience.plus(ACK_PATIENCE);
    }

    DataFormat.Routed question() {
        List<String> to = List.of(request.getDestinationIdentity());
        byte[] packet = LivekitModels.DataPacket.newBuilder()
                .setParticipantIdentity(identity)
                .addAllDestinationIdentities(to)
                .setRpcRequest(LivekitModels.RpcRequest.newBuilder()
                        .setId(id)
                        .setMethod(request.getMethod())
                        .setPayload(request.getPayload())
                        .setResponseTimeoutMs((int) patience.toMillis())
                        .setVersion(1))
                .build()
                .toByteArray();
        return new DataFormat.Routed(packet, to, List.of(), 0, "", false);
    }

    /** Called on the room's thread. */
    void onMessage(byte[] message) {
        try {
            LivekitModels.DataPacket packet = LivekitModels.DataPacket.parseFrom(message);
            if (packet.hasRpcAck() && packet.getRpcAck().getRequestId().equals(id)) {
                acknowledged.complete(null);
            } else if (packet.hasRpcResponse()
                    && packet.getRpcResponse().getRequestId().equals(id)) {
                acknowledged.complete(null);
                response.complete(packet.getRpcResponse());
            }
        } catch (InvalidProtocolBufferException e) {
            // The router has read it before; whatever it is now, it is no answer.
            response.completeExceptionally(e);
        }
    }

    LivekitRoom.PerformRpcResponse await() throws ApiRefused {
        LivekitModels.RpcResponse answer;
        try {
            acknowledged.get(ACK_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            answer = response.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw acknowledged.isDone()
                    ? new ApiRefused(Code.DEADLINE_EXCEEDED, "response timeout")
                    : new ApiRefused(Code.UNAVAILABLE, "connection timeout");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ApiRefused(Code.UNAVAILABLE, "the server is stopping");
        } catch (ExecutionException e) {
            throw new ApiRefused(Code.INTERNAL, "the answer cannot be read");
        }
        if (answer.hasError()) {
            throw new ApiRefused(
                    Code.ABORTED,
                    answer.getError().getMessage(),
                    Map.of(
                            "code",
                            Integer.toUnsignedString(answer.getError().getCode()),
                            "data",
                            answer.getError().getData()));
        }
        return LivekitRoom.PerformRpcResponse.newBuilder()
                .setPayload(answer.getPayload())
                .build();
    }
}
