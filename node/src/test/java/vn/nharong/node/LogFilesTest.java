package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.core.util.FileSize;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.bus.Correlation;

class LogFilesTest {
    private static final Logger LOG = LoggerFactory.getLogger(LogFilesTest.class);

    @TempDir
    Path data;

    private List<JsonObject> lines() throws IOException {
        return Files.readAllLines(data.resolve(LogFiles.FOLDER).resolve(LogFiles.NAME), StandardCharsets.UTF_8).stream()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    @Test
    void eachEventIsALineOfJsonWithTheNumberOfItsAct() throws Exception {
        try (LogFiles files = LogFiles.open(data, 1)) {
            LOG.warn("alone\n{\"forged\": true}");
            try (Correlation.Scope scope = Correlation.begin("0123456789abcdef")) {
                Correlation.ACTS.info("room={} conducted", "m");
                Thread other = new Thread(Correlation.carry(() -> LOG.warn("elsewhere")));
                other.start();
                other.join();
            }
            LOG.warn("after it");
        }
        List<JsonObject> lines = lines();
        assertEquals(
                List.of("alone\n{\"forged\": true}", "room=m conducted", "elsewhere", "after it"),
                lines.stream()
                        .map(line -> line.get("formattedMessage").getAsString())
                        .toList(),
                "one line each, whatever is in them");
        assertEquals(
                List.of("", "0123456789abcdef", "0123456789abcdef", ""),
                lines.stream()
                        .map(line -> line.getAsJsonObject("mdc"))
                        .map(mdc -> mdc != null && mdc.has(Correlation.KEY)
                                ? mdc.get(Correlation.KEY).getAsString()
                                : "")
                        .toList());
    }

    @Test
    void aLargeFileIsPutAwayAndAFolderThatCannotBeWrittenCostsNobodyAnything() throws Exception {
        FileSize each = new FileSize(20_000);
        try (LogFiles files = LogFiles.open(data, 1, each, new FileSize(1_000_000))) {
            long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (count() < 2 && System.nanoTime() < limit) {
                for (int i = 0; i < 100; i++) {
                    Correlation.ACTS.info("line {} {}", i, "x".repeat(100));
                }
                Thread.onSpinWait();
            }
            assertTrue(count() >= 2, "none was put away");
        }
        Path taken = Files.writeString(data.resolve("file"), "not a folder");
        try (LogFiles files = LogFiles.open(taken, 1)) {
            LOG.warn("to nowhere");
        }
        assertEquals("not a folder", Files.readString(taken));
    }

    private long count() throws IOException {
        try (Stream<Path> all = Files.list(data.resolve(LogFiles.FOLDER))) {
            return all.count();
        }
    }

    @Test
    void aNumberFromOutsideIsANumberOrReplaced() {
        for (String wrong : List.of("", "short", "x".repeat(37), "0123456789\n", "0123 56789", "<b>0123456</b>")) {
            try (Correlation.Scope scope = Correlation.begin(wrong)) {
                assertFalse(wrong.equals(Correlation.current()), wrong);
                assertEquals(16, String.valueOf(Correlation.current()).length());
            }
        }
        assertEquals(null, Correlation.current());
    }
}
