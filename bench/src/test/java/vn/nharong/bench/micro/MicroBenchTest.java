package vn.nharong.bench.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark runs once, with each of its parameters, so that none rots; no figure is looked at. */
class MicroBenchTest {
    @Test
    void everyBenchmarkRuns() throws Exception {
        System.setProperty("jmh.ignoreLock", "true"); // others may measure meanwhile
        Collection<RunResult> results = new Runner(MicroBench.benchmarks("")
                        .verbosity(VerboseMode.SILENT)
                        .mode(Mode.SingleShotTime)
                        .forks(0)
                        .warmupIterations(0)
                        .measurementIterations(1)
                        .build())
                .run();
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        MicroBench.print(results, new PrintStream(printed, true, StandardCharsets.UTF_8));
        List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(results.size() + 2, lines.size(), "a head, one line each, and the JSON");
        JsonObject told = JsonParser.parseString(lines.getLast()).getAsJsonObject();
        assertEquals(results.size(), told.size(), "names tell them apart");
        String names = told.keySet().stream().sorted().collect(Collectors.joining("\n"));
        for (String part : List.of(
                "Srtp.protect jce 1100 AEAD_AES_128_GCM",
                "Srtp.unprotect jce 100 AES_CM_128_HMAC_SHA1_80",
                "Packet.rtpHeader",
                "Packet.vp8DescriptorAndPatch",
                "Packet.leaseAndRelease",
                "Rewriter.rewrite",
                "Allocator.sixteenStreams",
                "Twcc.recordTenAndWrite",
                "Twcc.readTen",
                "Twcc.estimatorOnTen",
                "Stun.verifyAndAnswer",
                "Forward.toAll 1",
                "Forward.toAll 30",
                "Forward.toAll 240")) {
            assertTrue(names.contains(part), part + " in\n" + names);
        }
    }
}
