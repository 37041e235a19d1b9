package vn.nharong.sites.demo;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.media.dtls.DtlsCertificate;
import vn.nharong.sites.Hands;
import vn.nharong.sites.Manners;
import vn.nharong.sites.SyntheticKiosk;
import vn.nharong.sites.halls.Hall;
import vn.nharong.sites.halls.Murmur;
import vn.nharong.sites.media.HttpClients;
import vn.nharong.sites.media.LoadLoop;
import vn.nharong.sites.media.SyntheticSite;

/**
 * {@code java … vn.nharong.sites.demo.Main}: synthetic sites of a demo meeting. Who they are comes as one line of JSON on
 * standard input, where no other user of the machine can read the keys:
 * {@code {"url": "http://127.0.0.1:8080", "hands": true, "sites": [{"seat": …, "key": …, "name": …}, …]}}. They stay until
 * standard input ends, which it does with whoever started them, however that ended.
 */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);
    private static final int STILL_MILLIS = 10_000;
    private static final int ANSWER_MILLIS = 25_000;
    /** Nobody looks at what they receive. */
    private static final int PICTURE_HEIGHT = 180;

    private static final int HANDS_UP = 3;
    /** Of all sites together somebody asks about so often. */
    private static final int SECONDS_BETWEEN_HANDS = 70;

    private final SyntheticKiosk.Machine machine;
    private final Map<Integer, Hall> halls = new HashMap<>();
    private final List<SyntheticKiosk> sites = new ArrayList<>();

    private Main(URI base) throws Exception {
        LoadLoop loop = new LoadLoop(DtlsCertificate.generate(new SecureRandom()), () -> {});
        loop.start();
        HttpClient http = HttpClients.oneThread().build();
        machine = new SyntheticKiosk.Machine(loop, http, base);
    }

    public static void main(String[] arguments) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line == null) {
            return;
        }
        Main main;
        try {
            JsonObject order = JsonParser.parseString(line).getAsJsonObject();
            main = new Main(URI.create(order.get("url").getAsString()));
            main.start(order);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            // Without the cause: it would show the line, and keys are in it.
            LOG.error("the order is not understood: {}", e.getClass().getSimpleName());
            System.exit(2);
            return;
        }
        while (in.readLine() != null) {
            // nothing is ordered later
        }
        LOG.info("the server has let go: {} sites leave", main.sites.size());
        main.sites.forEach(SyntheticKiosk::close);
        Thread.sleep(300); // what was said last is on its way
        System.exit(0);
    }

    private void start(JsonObject order) throws IOException {
        int count = order.getAsJsonArray("sites").size();
        boolean hands = order.has("hands") && order.get("hands").getAsBoolean();
        Manners manners = new Manners(
                STILL_MILLIS,
                ANSWER_MILLIS,
                PICTURE_HEIGHT,
                hands ? new Hands(HANDS_UP, SECONDS_BETWEEN_HANDS * count) : null);
        // The first is the main site: it leads, and asks nobody.
        Manners chair = new Manners(STILL_MILLIS, ANSWER_MILLIS, PICTURE_HEIGHT, null);
        int index = 0;
        for (JsonElement each : order.getAsJsonArray("sites")) {
            JsonObject site = each.getAsJsonObject();
            SyntheticKiosk.Identity identity = new SyntheticKiosk.Identity(
                    site.get("seat").getAsString(),
                    site.get("key").getAsString(),
                    site.get("name").getAsString());
            sites.add(kiosk(identity, index, index == 0 ? chair : manners).start());
            index++;
        }
        LOG.info("{} sites", count);
    }

    private SyntheticKiosk kiosk(SyntheticKiosk.Identity identity, int index, Manners manners) throws IOException {
        Hall hall = halls.get(index % Hall.COUNT);
        if (hall == null) {
            hall = new Hall(index % Hall.COUNT);
            halls.put(index % Hall.COUNT, hall);
        }
        int hertz = Murmur.HERTZ.get(index % Murmur.HERTZ.size());
        LOG.info("{} {}: hall {}, {} Hz", identity.seat(), identity.name(), index % Hall.COUNT, hertz);
        Hall shown = hall;
        Murmur murmur = new Murmur(hertz);
        SyntheticKiosk.Look look = new SyntheticKiosk.Look(
                () -> new SyntheticSite.Sending(shown.pictures(), murmur.sound(), true, 0), hall::still);
        return new SyntheticKiosk(machine, identity, look, manners, SyntheticSite.Taking.NOTHING);
    }
}
