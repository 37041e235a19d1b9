package vn.nharong.bench;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import vn.nharong.media.packet.Drop;

/**
 * {@code bench strangers}: a meeting goes on while a stranger floods the media port from many addresses ({@link Stranger}), one of
 * its own participants repeats and forges SRTP, and a thousand connections stop in the middle of asking for a WebSocket.
 */
final class StrangersBench {
    private static final int HALF_OPEN = 1_000;
    private static final int FORGED_PER_SECOND = 4_000;

    private StrangersBench() {}

    static int run(String[] arguments) throws Exception {
        BenchOptions options = new BenchOptions(arguments);
        int receivers = options.number("sites", 30);
        int rate = options.number("rate", 50_000);
        int seconds = options.number("seconds", 60);
        JsonObject result = new JsonObject();
        List<String> missed = new ArrayList<>();
        JsonObject aims = new JsonObject();
        List<Socket> half = new ArrayList<>();
        try (MeasuredServer server = new MeasuredServer(Files.createTempDirectory("nharong-bench"), 1)) {
            server.join(1, "\"publishing\":1");
            server.join(receivers, "");
            Thread.sleep(options.number("warm-up", 20) * 1000L);
            JsonObject before = server.stats();
            Map<Drop, Long> refusedBefore = server.refusals();
            long heap = usedHeap();
            int leased = server.counters().packetsLeased();
            Process stranger = stranger(server.mediaPort(), rate - FORGED_PER_SECOND, seconds);
            server.hostile(FORGED_PER_SECOND);
            if (options.text("switch-off", "").equals("loss")) {
                server.lose(40);
            }
            for (int i = 0; i < HALF_OPEN; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
                socket.getOutputStream()
                        .write("GET /rtc/v1 HTTP/1.1\r\nHost: a\r\nUpgra".getBytes(StandardCharsets.US_ASCII));
                half.add(socket);
            }
            long begun = System.nanoTime();
            server.join(1, ""); // who is no stranger comes in as ever
            result.addProperty("join_meanwhile_ms", (System.nanoTime() - begun) / 1_000_000);
            String said = new String(stranger.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            JsonObject sent = JsonParser.parseString(said.strip()).getAsJsonObject();
            server.hostile(0);
            Thread.sleep(2_000);
            JsonObject after = server.stats();
            Map<Drop, Long> refused = server.refusals();
            JsonObject causes = new JsonObject();
            long counted = 0;
            for (Map.Entry<Drop, Long> each : refused.entrySet()) {
                long more = each.getValue() - refusedBefore.getOrDefault(each.getKey(), 0L);
                counted += more;
                causes.addProperty(each.getKey().name(), more);
            }
            long hostile = sent.get("sent").getAsLong() + after.get("hostile").getAsLong();
            long lost = after.get("lost").getAsLong() - before.get("lost").getAsLong();
            long whileOpen = usedHeap() - heap;
            for (Socket socket : half) {
                socket.close();
            }
            Thread.sleep(3_000); // for the server to notice
            long growth = usedHeap() - heap;
            result.addProperty("hostile_datagrams", hostile);
            result.addProperty("per_second", hostile / seconds);
            result.add("refused", causes);
            result.addProperty("refused_share", Math.round(1000.0 * counted / hostile) / 1000.0);
            result.addProperty(
                    "packets",
                    after.get("packets").getAsLong() - before.get("packets").getAsLong());
            result.addProperty("lost", lost);
            result.addProperty(
                    "answer_bytes_to_strangers", sent.get("answer_bytes").getAsLong());
            result.addProperty("heap_growth_mib", Math.round(growth / 1048576.0 * 10) / 10.0);
            result.addProperty("packet_slots_more", server.counters().packetsLeased() - leased);
            result.addProperty("half_open", half.size());
            result.addProperty("half_open_kib_each", whileOpen / 1024 / half.size());
            aim(aims, missed, "per_second", ">= 0.95 of what was asked", hostile >= 0.95 * rate * seconds);
            aim(aims, missed, "lost", "0", lost == 0);
            aim(aims, missed, "refused_share", ">= 0.99", counted >= 0.99 * hostile);
            aim(
                    aims,
                    missed,
                    "answer_bytes_to_strangers",
                    "never more than was sent",
                    sent.get("answer_bytes").getAsLong()
                            <= sent.get("sent_bytes").getAsLong());
            aim(aims, missed, "heap_growth_mib", "<= 8 when the strangers have gone", growth <= 8 << 20);
            aim(aims, missed, "half_open_kib_each", "<= 128, of at most 4,096", whileOpen <= 128L * 1024 * half.size());
        } finally {
            for (Socket socket : half) {
                socket.close();
            }
        }
        result.add("aims", aims);
        JsonArray all = new JsonArray();
        missed.forEach(all::add);
        result.add("missed", all);
        System.out.println(result);
        return missed.isEmpty() ? 0 : 1;
    }

    private static void aim(JsonObject aims, List<String> missed, String name, String aim, boolean held) {
        aims.addProperty(name, aim);
        if (!held) {
            missed.add(name);
        }
    }

    /** After a collection. */
    private static long usedHeap() {
        ManagementFactory.getMemoryMXBean().gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static Process stranger(int port, int rate, int seconds) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "vn.nharong.bench.Main", "stranger"));
        command.addAll(List.of("--port", "" + port, "--rate", "" + rate, "--seconds", "" + seconds));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
