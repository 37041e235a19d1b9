package vn.nharong.sfu.room;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Messages as text: {@code sequence|nonce|to,to|words}; "bad" is none. Received as {@code sender:words}. */
final class FakeData implements DataFormat {
    @Override
    public Routed numbered(Routed message, String sid, int sequence) {
        return new Routed(
                message.message(), message.identities(), message.sids(), sequence, message.nonce(), message.metrics());
    }

    @Override
    public @Nullable Routed route(byte[] message, Sender sender, boolean reliable) {
        String[] parts = new String(message, StandardCharsets.UTF_8).split("\\|", 4);
        if (parts.length < 4) {
            return null;
        }
        List<String> to = parts[2].isEmpty() ? List.of() : Arrays.asList(parts[2].split(","));
        byte[] stamped = ((sender.hidden() ? "" : sender.identity()) + ":" + parts[3]).getBytes(StandardCharsets.UTF_8);
        return new Routed(stamped, to, List.of(), Integer.parseInt(parts[0]), parts[1], false);
    }
}
