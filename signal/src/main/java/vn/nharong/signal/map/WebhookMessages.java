package vn.nharong.signal.map;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.nio.charset.StandardCharsets;
import livekit.LivekitWebhook;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.room.ParticipantView;
import vn.nharong.sfu.room.RoomView;
import vn.nharong.sfu.room.TrackView;

/** What webhooks carry. */
public final class WebhookMessages {
    private static final JsonFormat.Printer JSON = JsonFormat.printer().omittingInsignificantWhitespace();

    private WebhookMessages() {}

    /** The body, to be signed and sent byte for byte. */
    public static byte[] body(
            String event,
            String id,
            long createdAtSeconds,
            RoomView room,
            @Nullable ParticipantView participant,
            @Nullable TrackView track) {
        LivekitWebhook.WebhookEvent.Builder message = LivekitWebhook.WebhookEvent.newBuilder()
                .setEvent(event)
                .setId(id)
                .setCreatedAt(createdAtSeconds)
                .setRoom(ToWire.room(room));
        if (participant != null) {
            message.setParticipant(ToWire.participant(participant));
        }
        if (track != null) {
            message.setTrack(ToWire.track(track));
        }
        try {
            return JSON.print(message).getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
