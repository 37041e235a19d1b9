package vn.nharong.sites.media;

import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.concurrent.CompletionStage;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One participant's WebSocket of protocol v1. Any thread; messages come in order, on the HTTP client's threads. */
final class Signalling {
    private static final Logger LOG = LoggerFactory.getLogger(Signalling.class);

    /** Who is spoken to. */
    interface Receiver {
        void onMessage(LivekitRtc.SignalResponse message);

        /** It was never open, or is so no longer; called once. */
        void onSocketEnd(String reason);
    }

    private final HttpClient http;
    private final Receiver receiver;
    private final Deque<LivekitRtc.SignalRequest> outgoing = new ArrayDeque<>();
    private @Nullable WebSocket socket;
    private boolean sendingNow;
    private boolean ended;
    private boolean closing;

    Signalling(HttpClient http, Receiver receiver) {
        this.http = http;
        this.receiver = receiver;
    }

    /** @param base {@code ws://host:port} @param offer in SDP, the first @param takesAll whatever others publish */
    void open(String base, String token, String offer, boolean takesAll) {
        LivekitRtc.JoinRequest request = LivekitRtc.JoinRequest.newBuilder()
                .setClientInfo(LivekitModels.ClientInfo.newBuilder()
                        .setSdk(LivekitModels.ClientInfo.SDK.JS)
                        .setVersion("2.23.0")
                        .setProtocol(17))
                .setConnectionSettings(LivekitRtc.ConnectionSettings.newBuilder()
                        .setAutoSubscribe(takesAll)
                        .setAdaptiveStream(false))
                .setPublisherOffer(LivekitRtc.SessionDescription.newBuilder()
                        .setType("offer")
                        .setSdp(offer)
                        .setId(1))
                .build();
        LivekitRtc.WrappedJoinRequest wrapped = LivekitRtc.WrappedJoinRequest.newBuilder()
                .setJoinRequest(request.toByteString())
                .build();
        String query = Base64.getUrlEncoder().withoutPadding().encodeToString(wrapped.toByteArray());
        http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(URI.create(base + "/rtc/v1?join_request=" + query), new Listener())
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        end(String.valueOf(failure.getMessage()));
                    }
                });
    }

    private void end(String reason) {
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            outgoing.clear();
        }
        receiver.onSocketEnd(reason);
    }

    synchronized void send(LivekitRtc.SignalRequest request) {
        if (!ended && !closing) {
            outgoing.add(request);
            sendNext();
        }
    }

    /** Says goodbye, then closes. Nothing is told to the receiver any more. */
    synchronized void close() {
        WebSocket open = socket;
        if (ended || open == null) {
            ended = true;
            return;
        }
        send(LivekitRtc.SignalRequest.newBuilder()
                .setLeave(
                        LivekitRtc.LeaveRequest.newBuilder().setReason(LivekitModels.DisconnectReason.CLIENT_INITIATED))
                .build());
        closing = true;
        ended = outgoing.isEmpty() && !sendingNow;
    }

    private synchronized void sendNext() {
        WebSocket to = socket;
        LivekitRtc.SignalRequest next = sendingNow || to == null ? null : outgoing.poll();
        if (next == null || to == null) {
            if (closing && to != null && !sendingNow) {
                ended = true;
                to.abort();
            }
            return;
        }
        sendingNow = true;
        to.sendBinary(ByteBuffer.wrap(next.toByteArray()), true).whenComplete((sent, failure) -> {
            synchronized (this) {
                sendingNow = false;
                if (failure == null) {
                    sendNext();
                    return;
                }
            }
            end("cannot send: " + failure.getMessage());
        });
    }

    private final class Listener implements WebSocket.Listener {
        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

        @Override
        public void onOpen(WebSocket webSocket) {
            synchronized (Signalling.this) {
                socket = webSocket;
                if (ended) {
                    webSocket.abort();
                    return;
                }
                sendNext();
            }
            webSocket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            partial.writeBytes(bytes);
            if (last) {
                byte[] message = partial.toByteArray();
                partial.reset();
                try {
                    receiver.onMessage(LivekitRtc.SignalResponse.parseFrom(message));
                } catch (InvalidProtocolBufferException e) {
                    LOG.error("the server sent what is no SignalResponse", e);
                    webSocket.abort();
                    end("unreadable message");
                }
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            end("closed: " + code + " " + reason);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            end(String.valueOf(error.getMessage()));
        }
    }
}
