package vn.nharong.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vn.nharong.bus.Conduct;
import vn.nharong.bus.MediaFacts;
import vn.nharong.bus.MediaNode;
import vn.nharong.bus.Ticket;
import vn.nharong.node.Launch;
import vn.nharong.node.Options;
import vn.nharong.sfu.loop.MediaLoops;
import vn.nharong.sfu.loop.MediaLoopsConfig;

/**
 * {@code bench conduct [options of the server]}: a server whose conducted rooms are conducted from standard input, one JSON
 * command a line, each answered by one line. For tests of the media side without the meeting application. The first line
 * says on which port it listens. Commands: {@code open}, {@code close}, {@code conduct}, {@code dismiss}, {@code ticket},
 * {@code facts}, {@code quit}.
 */
final class Conductor implements MediaFacts {
    private static final int PATIENCE_SECONDS = 10;

    private final MediaNode node;
    /** What was told last of each, guarded by this. */
    private final Map<String, JsonObject> known = new TreeMap<>();

    private Conductor(MediaNode node) {
        this.node = node;
    }

    static int run(String[] arguments) throws Exception {
        Launch launch = new Launch(Options.read(arguments, System.getenv()), config -> {
            try {
                MediaLoops loops = MediaLoops.start(new MediaLoopsConfig(
                        config.mediaLoops(),
                        InetAddress.getByName(config.bind()),
                        config.mediaPort(),
                        List.of(),
                        config.aes256()));
                return new Launch.Plane(loops, loops);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        try (launch) {
            Conductor conductor = new Conductor(launch.media());
            launch.media().watch(conductor);
            JsonObject ready = new JsonObject();
            ready.addProperty("port", launch.port());
            System.out.println(ready);
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                JsonObject command = JsonParser.parseString(line).getAsJsonObject();
                if (command.get("cmd").getAsString().equals("quit")) {
                    break;
                }
                System.out.println(conductor.answer(command));
            }
        }
        return 0;
    }

    private JsonObject answer(JsonObject command) throws InterruptedException {
        JsonObject answer = new JsonObject();
        try {
            String room = command.get("room").getAsString();
            switch (command.get("cmd").getAsString()) {
                case "open" -> node.open(room, Instant.EPOCH).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                case "close" -> node.close(room).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                case "conduct" -> node.conduct(room, conduct(command)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                case "dismiss" ->
                    node.dismiss(room, command.get("identity").getAsString(), Instant.now())
                            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                case "ticket" -> answer.addProperty("token", ticket(room, command));
                case "facts" -> answer.add("facts", facts());
                default -> throw new IllegalArgumentException("unknown command");
            }
        } catch (RuntimeException | ExecutionException | TimeoutException e) {
            answer.addProperty("error", e.toString());
        }
        return answer;
    }

    private String ticket(String room, JsonObject command) {
        String identity = command.get("identity").getAsString();
        boolean publishes =
                !command.has("publishes") || command.get("publishes").getAsBoolean();
        return node.ticket(new Ticket(
                room,
                identity,
                identity,
                publishes,
                Instant.now(),
                Instant.now().plusSeconds(3600)));
    }

    private static Conduct conduct(JsonObject command) {
        List<Conduct.@Nullable Picture> pictures = new ArrayList<>();
        for (JsonElement one : list(command, "pictures")) {
            pictures.add(
                    one.isJsonNull()
                            ? null
                            : new Conduct.Picture(text(one, "identity"), source(one.getAsJsonObject(), "CAMERA")));
        }
        Set<Conduct.Loan> loans = new HashSet<>();
        for (JsonElement one : list(command, "loans")) {
            loans.add(
                    new Conduct.Loan(text(one, "from"), source(one.getAsJsonObject(), "MICROPHONE"), text(one, "to")));
        }
        String screen = command.has("screen") ? command.get("screen").getAsString() : "";
        return new Conduct(pictures, texts(command, "microphones"), texts(command, "watchers"), loans, screen);
    }

    private static JsonArray list(JsonObject command, String name) {
        return command.has(name) ? command.getAsJsonArray(name) : new JsonArray();
    }

    private static Set<String> texts(JsonObject command, String name) {
        Set<String> texts = new HashSet<>();
        list(command, name).forEach(each -> texts.add(each.getAsString()));
        return texts;
    }

    private static String text(JsonElement object, String name) {
        return object.getAsJsonObject().get(name).getAsString();
    }

    private static Conduct.Source source(JsonObject object, String otherwise) {
        String name = object.has("source") ? object.get("source").getAsString() : otherwise;
        return Conduct.Source.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private synchronized JsonObject facts() {
        JsonObject all = new JsonObject();
        known.forEach((identity, facts) -> all.add(identity, facts.deepCopy()));
        return all;
    }

    private synchronized JsonObject of(String identity) {
        return known.computeIfAbsent(identity, key -> new JsonObject());
    }

    @Override
    public synchronized void onPresence(String room, String identity, Presence presence) {
        of(identity).addProperty("presence", presence.name());
    }

    @Override
    public synchronized void onSources(String room, String identity, Sources sources) {
        JsonObject facts = of(identity);
        facts.addProperty("microphone", sources.microphone().name());
        facts.addProperty("camera", sources.camera());
        facts.addProperty("screen", sources.screen());
    }

    @Override
    public synchronized void onLevel(String room, String identity, float level) {
        of(identity).addProperty("level", level);
    }

    @Override
    public synchronized void onLine(String room, String identity, Line line) {
        JsonObject facts = of(identity);
        facts.addProperty("rttMillis", line.rttMillis());
        facts.addProperty("downBps", line.downBps());
        facts.addProperty("upBps", line.upBps());
        facts.addProperty("lossPercent", line.lossPercent());
        facts.addProperty("pictureHeight", line.pictureHeight());
    }

    @Override
    public synchronized void onRoomLost(String room) {
        of(room).addProperty("lost", true);
    }
}
