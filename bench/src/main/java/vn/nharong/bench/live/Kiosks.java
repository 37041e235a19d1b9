package vn.nharong.bench.live;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import vn.nharong.media.dtls.DtlsCertificate;
import vn.nharong.sfu.net.ThreadUrgency;
import vn.nharong.sites.Manners;
import vn.nharong.sites.SyntheticKiosk;
import vn.nharong.sites.media.Arrivals;
import vn.nharong.sites.media.Filler;
import vn.nharong.sites.media.HttpClients;
import vn.nharong.sites.media.LoadLoop;
import vn.nharong.sites.media.SyntheticSite;

/**
 * Makes synthetic kiosks of the sample province's sites. {@code bench kiosks --url URL [--from N] [--sites N]} runs some of them
 * in a process that may be stopped or killed as a power cut would; it ends with its standard input.
 */
public final class Kiosks {
    /** As the kiosk page sends them. */
    static final int STILL_MILLIS = 10_000;

    private static final int ANSWER_MILLIS = 15_000;
    /** 240 sites on one machine with the server: what they are sent is small, when they get it is not changed by that. */
    private static final int PICTURE_HEIGHT = 180;

    private final URI base;
    private final HttpClient http;
    private final LoadLoop loop;

    Kiosks(URI base, HttpClient http, LoadLoop loop) {
        this.base = base;
        this.http = http;
        this.loop = loop;
    }

    /**
     * How they behave.
     *
     * @param keyframes cameras make them when they are asked
     * @param opensAfterMillis microphones open so late
     * @param stillMillis between two stills
     */
    record Ways(boolean keyframes, int opensAfterMillis, int stillMillis) {
        static final Ways GOOD = new Ways(true, 0, STILL_MILLIS);
    }

    /** A loop that stands for the processors of two hundred other machines: it may not wait for this one's. */
    static LoadLoop loop() throws IOException {
        LoadLoop loop = new LoadLoop(DtlsCertificate.generate(new SecureRandom()), ThreadUrgency::raise);
        loop.start();
        return loop;
    }

    static HttpClient http() {
        return HttpClients.oneThread().build();
    }

    /** Not yet started. @param site of the demo's choice of sites @param index different for each */
    SyntheticKiosk make(JsonObject site, int index, Ways ways, Arrivals arrivals)
            throws IOException, InterruptedException {
        String id = site.get("id").getAsString();
        return new SyntheticKiosk(
                new SyntheticKiosk.Machine(loop, http, base),
                new SyntheticKiosk.Identity(
                        id, House.deviceKey(http, base, id), site.get("name").getAsString()),
                new SyntheticKiosk.Look(
                        () -> new SyntheticSite.Sending(
                                new Filler(index, ways.keyframes), Filler.sound(index), true, ways.opensAfterMillis),
                        Kiosks::still),
                new Manners(ways.stillMillis, ANSWER_MILLIS, PICTURE_HEIGHT, null),
                new SyntheticSite.Taking(0, arrivals));
    }

    /** As large as one of a room, and never twice the same: a camera that gives the same picture again is taken for frozen. */
    private static byte[] still(int number) {
        return ByteBuffer.allocate(6_000)
                .putShort((short) 0xffd8)
                .putInt(number)
                .array();
    }

    /** @return exit code */
    public static int run(String url, int from, int count) throws Exception {
        HttpClient http = http();
        URI base = URI.create(url);
        LoadLoop loop = loop();
        Kiosks kiosks = new Kiosks(base, http, loop);
        JsonArray choice = House.choice(http, base).getAsJsonArray("sites");
        List<SyntheticKiosk> made = new ArrayList<>();
        for (int i = from; i < from + count; i++) {
            made.add(kiosks.make(choice.get(i).getAsJsonObject(), i, Ways.GOOD, Arrivals.NONE));
        }
        made.forEach(SyntheticKiosk::start);
        System.out.println("{\"started\":" + made.size() + "}");
        while (System.in.read() >= 0) {
            // Only its end counts.
        }
        made.forEach(SyntheticKiosk::close);
        return 0;
    }
}
