package vn.nharong.e2e;

import io.livekit.server.RoomServiceClient;
import java.io.IOException;
import java.util.Objects;
import java.util.stream.Collectors;
import livekit.LivekitModels.Room;
import livekit.LivekitModels.TrackInfo;
import retrofit2.Call;
import retrofit2.Response;

/**
 * Calls the server with the Java server SDK and prints what came of it as one line of JSON.
 *
 * <p>{@code ServerSdk URL ROOM IDENTITY TRACK_SID}, with NHARONG_API_KEY and NHARONG_API_SECRET in the environment. The
 * participant must be in the room and have published the track; at the end it is removed.
 */
public final class ServerSdk {
    private ServerSdk() {}

    public static void main(String[] arguments) throws IOException {
        String room = arguments[1];
        String identity = arguments[2];
        String trackSid = arguments[3];
        RoomServiceClient api = RoomServiceClient.createClient(
                arguments[0], environment("NHARONG_API_KEY"), environment("NHARONG_API_SECRET"));

        Room made = body(api.createRoom(room + "-java"));
        boolean listed =
                body(api.listRooms()).stream().anyMatch(each -> each.getSid().equals(made.getSid()));
        String identities = body(api.listParticipants(room)).stream()
                .map(each -> '"' + each.getIdentity() + '"')
                .collect(Collectors.joining(","));
        TrackInfo track = body(api.mutePublishedTrack(room, identity, trackSid, true));
        boolean removed = done(api.removeParticipant(room, identity));
        boolean deleted = done(api.deleteRoom(made.getName()));
        // Names of cases need no escaping.
        System.out.printf(
                "{\"created\":\"%s\",\"listed\":%b,\"participants\":[%s],\"muted\":%b,\"removed\":%b,\"deleted\":%b}%n",
                made.getName(), listed, identities, track.getMuted(), removed, deleted);
        // The SDK's connection pool would keep the process for a while.
        System.exit(0);
    }

    private static String environment(String name) {
        return Objects.requireNonNull(System.getenv(name), name);
    }

    private static <T> T body(Call<T> call) throws IOException {
        Response<T> response = call.execute();
        T body = response.body();
        if (body == null) {
            throw new IOException(call.request().url() + " answered " + response.code());
        }
        return body;
    }

    private static boolean done(Call<?> call) throws IOException {
        Response<?> response = call.execute();
        return response.isSuccessful();
    }
}
