package vn.nharong.bench;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import vn.nharong.media.dtls.DtlsCertificate;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.net.ThreadUrgency;
import vn.nharong.sites.media.Arrivals;
import vn.nharong.sites.media.Filler;
import vn.nharong.sites.media.HttpClients;
import vn.nharong.sites.media.LoadLoop;
import vn.nharong.sites.media.ReceivedTrack;
import vn.nharong.sites.media.SyntheticSite;

/**
 * Synthetic sites under remote control: reads one JSON command a line from standard input, answers one JSON line each.
 * Commands: {@code join}, {@code pace}, {@code hostile}, {@code watch}, {@code stats}, {@code stop}, {@code compare}, {@code quit}.
 */
final class Sites {
    private final List<SyntheticSite> sites = new ArrayList<>();
    private final List<PacedPictures> cameras = new ArrayList<>();
    private final List<HushedSound> microphones = new ArrayList<>();
    /** Every frame of the largest layer is accounted for. */
    private static final SyntheticSite.Taking TAKING = new SyntheticSite.Taking(1280, Arrivals.NONE);

    private final LoadLoop loop;
    private final HttpClient http = HttpClients.oneThread().build();
    private final long begunNanos = System.nanoTime();

    private Sites() throws Exception {
        // It stands for the processors of two hundred other machines: it may not wait for this one's browsers.
        loop = new LoadLoop(DtlsCertificate.generate(new SecureRandom()), ThreadUrgency::raise);
        loop.start();
    }

    static int run(String[] arguments) throws Exception {
        BenchOptions options = new BenchOptions(arguments);
        Sites sites = new Sites();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            JsonObject command = JsonParser.parseString(line).getAsJsonObject();
            JsonObject answer;
            try {
                answer = switch (command.get("cmd").getAsString()) {
                    case "join" -> sites.join(options, command);
                    case "pace" -> sites.pace(command);
                    case "hush" -> sites.hush(command);
                    case "hostile" -> sites.hostile(command);
                    case "lose" -> sites.lose(command);
                    case "watch" -> sites.watch(command);
                    case "stats" -> sites.stats();
                    case "stop" -> sites.stop();
                    case "compare" ->
                        sites.compare(Path.of(command.get("recording").getAsString()));
                    case "quit" -> {
                        yield new JsonObject();
                    }
                    default -> throw new IllegalArgumentException("unknown command " + line);
                };
            } catch (RuntimeException | ExecutionException | java.io.IOException e) {
                answer = new JsonObject();
                answer.addProperty("error", e.toString());
            }
            System.out.println(answer);
            if (command.get("cmd").getAsString().equals("quit")) {
                return 0;
            }
        }
        return 0;
    }

    private JsonObject join(BenchOptions options, JsonObject command)
            throws ExecutionException, InterruptedException, java.io.IOException {
        int count = command.get("count").getAsInt();
        int publishing = command.has("publishing") ? command.get("publishing").getAsInt() : 0;
        int sections = command.has("sections") ? command.get("sections").getAsInt() : 3;
        List<String> names = ProvinceNames.sites();
        String room = command.has("room") ? command.get("room").getAsString() : options.required("room");
        boolean deaf = command.has("deaf");
        long patience = command.has("patience_ms") ? command.get("patience_ms").getAsLong() : 60_000;
        String base = options.required("url");
        long start = System.nanoTime();
        List<CompletableFuture<SyntheticSite>> joining = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int id = sites.size();
            SyntheticSite site = new SyntheticSite("site-" + id, id * 7919L + 17, loop, http, TAKING);
            if (i < publishing) {
                PacedPictures camera = new PacedPictures(new Filler(id));
                HushedSound microphone = new HushedSound(Filler.sound(id));
                cameras.add(camera);
                microphones.add(microphone);
                site.sending(new SyntheticSite.Sending(camera, microphone, false, 0));
            }
            if (deaf) {
                site.deaf(SocketFilter::dropMedia);
            }
            sites.add(site);
            String name = id < names.size() ? names.get(id) : "Điểm cầu " + id;
            joining.add(site.join(base, token(options, room, "site-" + id, name, deaf), sections, sections));
        }
        int joined = 0;
        String failure = "";
        for (CompletableFuture<SyntheticSite> one : joining) {
            try {
                one.get(Math.max(1, patience - (System.nanoTime() - start) / 1_000_000), TimeUnit.MILLISECONDS);
                joined++;
            } catch (TimeoutException e) {
                failure = "no connection after " + patience + " ms";
            } catch (ExecutionException e) {
                failure = String.valueOf(e.getCause());
            }
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("joined", joined);
        answer.addProperty("join_s", (System.nanoTime() - start) / 1e9);
        if (!failure.isEmpty()) {
            answer.addProperty("failure", failure);
        }
        return answer;
    }

    /** The first site's line carries what no honest client sends. */
    private JsonObject hostile(JsonObject command) {
        sites.getFirst().hostile(command.get("per_second").getAsInt());
        return new JsonObject();
    }

    private JsonObject pace(JsonObject command) {
        int framesPerSecond = command.get("frames_per_second").getAsInt();
        cameras.forEach(camera -> camera.pace(framesPerSecond));
        return new JsonObject();
    }

    private JsonObject hush(JsonObject command) {
        boolean hushed = command.get("hushed").getAsBoolean();
        microphones.forEach(microphone -> microphone.hush(hushed));
        return new JsonObject();
    }

    /** @param hidden others are not told of it: a room of thousands who only listen */
    private static String token(BenchOptions options, String room, String identity, String name, boolean hidden) {
        return JWT.create()
                .withIssuer(options.required("key"))
                .withSubject(identity)
                .withExpiresAt(Instant.now().plusSeconds(6 * 3600))
                .withClaim("name", name)
                .withClaim("video", Map.of("roomJoin", true, "room", room, "hidden", hidden))
                .sign(Algorithm.HMAC256(options.required("secret")));
    }

    /** Every site takes the video of these identities only. */
    private JsonObject watch(JsonObject command) {
        Set<String> identities = new HashSet<>();
        for (JsonElement one : command.getAsJsonArray("identities")) {
            identities.add(one.getAsString());
        }
        int known = 0;
        for (SyntheticSite site : sites) {
            Set<String> tracks = new HashSet<>();
            site.tracks().forEach((track, owner) -> {
                if (identities.contains(owner)) {
                    tracks.add(track);
                }
            });
            known += tracks.isEmpty() ? 0 : 1;
            site.watchOnly(tracks);
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("sites", known);
        return answer;
    }

    private JsonObject stats() {
        long packets = 0;
        long lost = 0;
        for (SyntheticSite site : sites) {
            for (ReceivedTrack track : site.receivedTracks()) {
                packets += track.packets();
                lost += track.lost();
            }
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("packets", packets);
        answer.addProperty("lost", lost);
        answer.addProperty("hostile", sites.isEmpty() ? 0 : sites.getFirst().hostileSent());
        answer.addProperty("late_ms", loop.takeWorstLateMillis());
        com.sun.management.OperatingSystemMXBean system =
                (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        answer.addProperty("cpu_s", system.getProcessCpuTime() / 1e9);
        return answer;
    }

    private JsonObject lose(JsonObject command) {
        loop.lose(command.get("percent").getAsInt());
        return new JsonObject();
    }

    private JsonObject stop() {
        loop.close();
        return stats();
    }

    private JsonObject compare(Path recording) throws java.io.IOException {
        FrameLedger ledger = new FrameLedger(recording);
        long expected = 0;
        long missing = 0;
        long disordered = 0;
        long unmatched = 0;
        long lost = 0;
        int stretches = 0;
        int sitesWithVideo = 0;
        JsonArray bad = new JsonArray();
        for (SyntheticSite site : sites) {
            boolean any = false;
            for (ReceivedTrack track : site.receivedTracks()) {
                lost += track.lost();
                if (track.kind() != MediaKind.VIDEO) {
                    continue;
                }
                for (ReceivedTrack.Stretch stretch : track.stretches()) {
                    any = true;
                    stretches++;
                    FrameLedger.Verdict verdict = ledger.check(track.trackSid(), stretch);
                    expected += verdict.expected();
                    missing += verdict.missing();
                    disordered += verdict.disordered();
                    unmatched += verdict.matched() ? 0 : 1;
                    if (verdict.missing() + verdict.disordered() > 0 && bad.size() < 20) {
                        bad.add("%s %s from frame %d of %d at %.1f s: missing %d, disordered %d"
                                .formatted(
                                        site.identity(),
                                        track.trackSid(),
                                        verdict.firstMissing(),
                                        stretch.count(),
                                        (stretch.firstNanos - begunNanos) / 1e9,
                                        verdict.missing(),
                                        verdict.disordered()));
                    }
                }
            }
            sitesWithVideo += any ? 1 : 0;
        }
        JsonObject answer = new JsonObject();
        answer.addProperty("frames_at_server", ledger.frames());
        answer.addProperty("frames_expected", expected);
        answer.addProperty("frames_missing", missing);
        answer.addProperty("frames_disordered", disordered);
        answer.addProperty("stretches", stretches);
        answer.addProperty("stretches_unmatched", unmatched);
        answer.addProperty("packets_lost", lost);
        answer.addProperty("sites_with_video", sitesWithVideo);
        answer.add("bad", bad);
        return answer;
    }
}
