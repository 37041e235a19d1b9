package vn.nharong.signal.edge;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.signal.map.FromWire;
import vn.nharong.signal.map.Request;
import vn.nharong.signal.map.WireRefused;
import vn.nharong.signal.session.Outbound;
import vn.nharong.signal.session.SignalSession;

/**
 * The WebSocket of one client whose token was found good before the upgrade. The container calls it with one thread at
 * a time. Messages come in parts, so that a large one costs memory only while it lasts.
 */
final class SignalEndpoint extends Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(SignalEndpoint.class);
    /** A client with 500 subscriptions offers about 1.5 MB of SDP. */
    private static final int MAX_MESSAGE = 2 << 20;

    /** Messages that a client may send at once, and each second on and on; a busy one sends ten. */
    private static final int BURST = 1000;

    private static final int PER_SECOND = 100;

    private final Function<Outbound, SignalSession> opener;
    private double allowance = BURST;
    private long allowanceNanos = System.nanoTime();
    private final ByteArrayOutputStream binary = new ByteArrayOutputStream();
    private final StringBuilder text = new StringBuilder();
    private @Nullable SignalSession signal;
    private @Nullable SocketWriter writer;

    /** @param opener makes the session once there is a way out */
    SignalEndpoint(Function<Outbound, SignalSession> opener) {
        this.opener = opener;
    }

    @Override
    public void onOpen(Session socket, EndpointConfig config) {
        socket.getUserProperties().put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", 10_000L);
        SocketWriter out = new SocketWriter(socket);
        SignalSession session = opener.apply(out);
        writer = out;
        signal = session;
        socket.addMessageHandler(ByteBuffer.class, new MessageHandler.Partial<ByteBuffer>() {
            @Override
            public void onMessage(ByteBuffer part, boolean last) {
                binary(socket, part, last);
            }
        });
        socket.addMessageHandler(String.class, new MessageHandler.Partial<String>() {
            @Override
            public void onMessage(String part, boolean last) {
                text(socket, part, last);
            }
        });
        out.start();
        session.start();
    }

    private void binary(Session socket, ByteBuffer part, boolean last) {
        if (binary.size() + part.remaining() > MAX_MESSAGE) {
            refuse(socket, CloseReason.CloseCodes.TOO_BIG, "message too large");
            return;
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        if (last && binary.size() == 0) {
            receive(socket, bytes, null);
            return;
        }
        binary.writeBytes(bytes);
        if (last) {
            byte[] whole = binary.toByteArray();
            binary.reset();
            receive(socket, whole, null);
        }
    }

    private void text(Session socket, String part, boolean last) {
        if (text.length() + part.length() > MAX_MESSAGE) {
            refuse(socket, CloseReason.CloseCodes.TOO_BIG, "message too large");
            return;
        }
        text.append(part);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            receive(socket, null, whole);
        }
    }

    private void receive(Session socket, byte @Nullable [] bytes, @Nullable String json) {
        SignalSession session = signal;
        SocketWriter out = writer;
        if (session == null || out == null) {
            return;
        }
        if (!allowed()) {
            LOG.warn("socket={} sends too many messages and is cut off", socket.getId());
            refuse(socket, CloseReason.CloseCodes.VIOLATED_POLICY, "too many messages");
            return;
        }
        out.heard(json != null);
        try {
            Request request = bytes != null ? FromWire.request(bytes) : FromWire.request(json == null ? "" : json);
            session.receive(request);
        } catch (WireRefused e) {
            LOG.info("socket={} message refused: {}", socket.getId(), e.getMessage());
            refuse(socket, CloseReason.CloseCodes.CANNOT_ACCEPT, "not a signal request");
        }
    }

    /** Each message becomes work for the room: what a client may cost the others is bounded here. */
    private boolean allowed() {
        long now = System.nanoTime();
        allowance = Math.min(BURST, allowance + (now - allowanceNanos) * 1e-9 * PER_SECOND);
        allowanceNanos = now;
        if (allowance < 1) {
            return false;
        }
        allowance--;
        return true;
    }

    private static void refuse(Session socket, CloseReason.CloseCode code, String reason) {
        try {
            socket.close(new CloseReason(code, reason));
        } catch (IOException e) {
            LOG.debug("socket={} close failed", socket.getId(), e);
        }
    }

    @Override
    public void onClose(Session socket, CloseReason reason) {
        if (signal != null) {
            signal.closed();
        }
        if (writer != null) {
            writer.cut();
        }
    }

    @Override
    public void onError(Session socket, Throwable error) {
        // A broken line is everyday; onClose follows.
        LOG.debug("socket={} {}", socket.getId(), error.toString());
    }
}
