package vn.nharong.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import livekit.LivekitEgress;
import livekit.LivekitIngress;
import livekit.LivekitModels;
import livekit.LivekitRoom;
import livekit.LivekitRtc;
import livekit.LivekitSip;
import org.junit.jupiter.api.Test;

/** docs/livekit-compatibility.md against the wire classes and against the tests that exist. */
class CompatibilityTest {
    private static final Path ROOT = Path.of(System.getProperty("nharong.root", ".."));
    private static final Pattern ROW = Pattern.compile("^\\| (.+?) \\| (.+?) \\| (.*?) ?\\| (.+?) \\|$");
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private record Row(String supported, String test) {}

    /** By name, under the heading it stands below. */
    private static Map<String, Map<String, Row>> rows() throws IOException {
        Map<String, Map<String, Row>> all = new LinkedHashMap<>();
        String heading = "";
        for (String line : Files.readAllLines(ROOT.resolve("docs/livekit-compatibility.md"))) {
            if (line.startsWith("## ")) {
                heading = line.substring(3);
            }
            Matcher row = ROW.matcher(line);
            if (row.matches() && !line.startsWith("|---") && !row.group(2).equals("Supported")) {
                Row value = new Row(row.group(2), row.group(4));
                Matcher name = NAME.matcher(row.group(1));
                boolean named = false;
                while (name.find()) {
                    all.computeIfAbsent(heading, key -> new LinkedHashMap<>()).put(name.group(1), value);
                    named = true;
                }
                if (!named) {
                    all.computeIfAbsent(heading, key -> new LinkedHashMap<>()).put(row.group(1), value);
                }
            }
        }
        return all;
    }

    private static Map<String, Row> under(String begin) throws IOException {
        return rows().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(begin))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static List<String> fields(List<FieldDescriptor> fields) {
        return fields.stream().map(FieldDescriptor::getName).toList();
    }

    @Test
    void everyMessageHasARow() throws IOException {
        assertEquals(
                Set.copyOf(fields(LivekitRtc.SignalRequest.getDescriptor().getFields())),
                under("Client to server").keySet());
        assertEquals(
                Set.copyOf(fields(LivekitRtc.SignalResponse.getDescriptor().getFields())),
                under("Server to client").keySet());
        assertEquals(
                Set.copyOf(fields(LivekitModels.DataPacket.getDescriptor()
                        .getOneofs()
                        .getFirst()
                        .getFields())),
                under("Data channel").keySet());
    }

    @Test
    void everyMethodHasARow() throws IOException {
        Set<String> rows = under("Server API").keySet();
        List<String> missing = new ArrayList<>();
        for (FileDescriptor file : List.of(
                LivekitRoom.getDescriptor(),
                LivekitEgress.getDescriptor(),
                LivekitIngress.getDescriptor(),
                LivekitSip.getDescriptor())) {
            for (ServiceDescriptor service : file.getServices()) {
                for (MethodDescriptor method : service.getMethods()) {
                    String name = service.getName() + "." + method.getName();
                    if (!rows.contains(name) && !rows.contains(service.getName() + ".*")) {
                        missing.add(name);
                    }
                }
            }
        }
        assertEquals(List.of(), missing);
    }

    @Test
    void everyRowSaysYesPartlyNoOrRelayedAndNamesATestThatExists() throws IOException {
        String cases = Files.readString(ROOT.resolve("e2e/cases.md"));
        Set<String> classes = new HashSet<>();
        for (String module : List.of("media", "sfu", "signal", "node")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src/test/java"))) {
                files.map(file -> String.valueOf(file.getFileName()))
                        .filter(name -> name.endsWith("Test.java"))
                        .forEach(name -> classes.add(name.replace(".java", "")));
            }
        }
        List<String> wrong = new ArrayList<>();
        int count = 0;
        for (Map<String, Row> table : rows().values()) {
            for (Map.Entry<String, Row> row : table.entrySet()) {
                count++;
                Matcher test = NAME.matcher(row.getValue().test());
                boolean exists = test.find()
                        && (classes.contains(test.group(1)) || cases.contains("- `" + test.group(1) + "` "));
                if (!exists
                        || !Set.of("yes", "partly", "no", "relayed")
                                .contains(row.getValue().supported())) {
                    wrong.add(row.toString());
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(count > 90, "only " + count + " rows were read");
    }
}
