package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.io.ByteArrayOutputStream;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import livekit.LivekitRtc;
import org.jspecify.annotations.Nullable;

/** A signalling client that keeps what it hears. */
final class SignalPeer implements WebSocket.Listener {
    final BlockingQueue<LivekitRtc.SignalResponse> heard = new LinkedBlockingQueue<>();
    final BlockingQueue<String> texts = new LinkedBlockingQueue<>();
    final BlockingQueue<Integer> closes = new LinkedBlockingQueue<>();
    private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer data, boolean last) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        parts.writeBytes(bytes);
        if (last) {
            try {
                heard.add(LivekitRtc.SignalResponse.parseFrom(parts.toByteArray()));
            } catch (com.google.protobuf.InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
            parts.reset();
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
        text.append(data);
        if (last) {
            texts.add(text.toString());
            text.setLength(0);
        }
        socket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
        closes.add(status);
        return null;
    }

    LivekitRtc.SignalResponse next(LivekitRtc.SignalResponse.MessageCase wanted) throws InterruptedException {
        while (true) {
            LivekitRtc.SignalResponse response = heard.poll(5, TimeUnit.SECONDS);
            assertNotNull(response, "never heard " + wanted);
            if (response.getMessageCase() == wanted) {
                return response;
            }
        }
    }
}
