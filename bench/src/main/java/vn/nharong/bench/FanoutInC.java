package vn.nharong.bench;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import vn.nharong.sites.media.Filler;
import vn.nharong.sites.media.Pictures;

/** The C program beside {@link FanoutBench}: built by the system's compiler, run with the same pictures and sounds. */
final class FanoutInC {
    private static final int SECONDS = 10;
    private static final int SOUNDS_PER_SECOND = 50;
    private static final int SOUND_BYTES = 80;
    private static final int MOST_SEGMENTS = 8;

    private final Path program;
    private final int receivers;

    /** @throws IOException when there is no compiler or no libcrypto: with what to install */
    FanoutInC(Path root, Path folder, int receivers) throws IOException, InterruptedException {
        this.receivers = receivers;
        program = folder.resolve("fanout");
        Process compiler = new ProcessBuilder(
                        "cc",
                        "-O2",
                        "-o",
                        program.toString(),
                        root.resolve("bench/src/main/c/fanout.c").toString(),
                        "-l:libcrypto.so.3")
                .redirectErrorStream(true)
                .start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (compiler.waitFor() != 0) {
            throw new IOException("fanout.c is not built (apt install gcc libc6-dev libssl3): " + said.strip());
        }
    }

    record Figure(double nanosPerPacket, double segmentsMean) {}

    /** Runs once. @param framesPerSecond of the pictures @param paced by the clock, as a meeting is */
    Figure run(int framesPerSecond, boolean offload, boolean paced, int seconds)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        program.toString(),
                        Integer.toString(receivers),
                        Integer.toString(offload ? MOST_SEGMENTS : 1),
                        paced ? "1" : "0",
                        Long.toString(seconds * 1000L))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedWriter out =
                new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8))) {
            for (String line : schedule(framesPerSecond)) {
                out.write(line);
                out.newLine();
            }
        }
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("fanout in C failed");
        }
        JsonObject answer = JsonParser.parseString(said).getAsJsonObject();
        return new Figure(
                answer.get("ns_per_packet").getAsDouble(),
                answer.get("segments_mean").getAsDouble());
    }

    /** Sizes as the synthetic camera makes them, with its sound between them: "microseconds bytes". */
    private static List<String> schedule(int framesPerSecond) {
        Filler camera = new Filler(0);
        byte[] scratch = new byte[Pictures.MAX_FRAME];
        int largest = camera.layers().size() - 1;
        List<String> lines = new ArrayList<>();
        long sound = 0;
        for (long frame = 0; frame < (long) SECONDS * framesPerSecond; frame++) {
            long at = frame * 1_000_000 / framesPerSecond;
            for (; sound * 1_000_000 / SOUNDS_PER_SECOND <= at; sound++) {
                lines.add(sound * 1_000_000 / SOUNDS_PER_SECOND + " " + SOUND_BYTES);
            }
            lines.add(at + " " + camera.next(largest, frame == 0, 0, scratch));
        }
        return lines;
    }

    void delete() throws IOException {
        Files.deleteIfExists(program);
    }
}
