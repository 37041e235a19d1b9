package vn.nharong.e2e;

import io.livekit.server.WebhookReceiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Reads webhooks with the receiver of the Java server SDK: on standard input one call a line, its Authorization header, a
 * blank and its body. Prints for each the name of the event and its room, or {@code refused} when the receiver does not
 * accept it. NHARONG_API_KEY and NHARONG_API_SECRET are in the environment.
 */
public final class WebhookSdk {
    private WebhookSdk() {}

    public static void main(String[] arguments) throws IOException {
        WebhookReceiver receiver = new WebhookReceiver(
                Objects.requireNonNull(System.getenv("NHARONG_API_KEY")),
                Objects.requireNonNull(System.getenv("NHARONG_API_SECRET")));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            int blank = line.indexOf(' ');
            System.out.println(read(receiver, line.substring(0, blank), line.substring(blank + 1)));
        }
    }

    private static String read(WebhookReceiver receiver, String authorization, String body) {
        try {
            var event = receiver.receive(body, authorization);
            return event.getEvent() + " " + event.getRoom().getName();
        } catch (RuntimeException e) {
            return "refused";
        }
    }
}
