package vn.nharong.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nharong.control.data.Database;

class CommandsTest {
    private record Answer(int code, String out, String err) {}

    @TempDir
    Path folder;

    private String old = "";
    private String recent = "";

    @BeforeEach
    void files() throws Exception {
        old = file("/demo/gia-lai-2020.csv");
        recent = file("/units/gia-lai-2025.csv");
    }

    private String file(String resource) throws Exception {
        try (java.io.InputStream in = CommandsTest.class.getResourceAsStream(resource)) {
            return Files.write(
                            folder.resolve(resource.substring(resource.lastIndexOf('/') + 1)),
                            Objects.requireNonNull(in).readAllBytes())
                    .toString();
        }
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private static Answer run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void twoTimesOfAProvinceAndALogThatIsWhole() {
        assertEquals(
                new Answer(
                        0,
                        "Nếu nhập, có hiệu lực từ 01/02/2020: 238 đơn vị mới, 0 thay đổi, 0 giữ nguyên, 0 hết hiệu lực.\n",
                        ""),
                run("import", old, "--valid-from", "1/2/2020", "--preview", "--data", data()));
        assertEquals(
                new Answer(
                        0,
                        "Đã nhập, có hiệu lực từ 01/02/2020: 238 đơn vị mới, 0 thay đổi, 0 giữ nguyên, 0 hết hiệu lực.\n",
                        ""),
                run("import", old, "--valid-from", "2020-02-01", "--data", data()));
        assertEquals(
                0,
                run("import", recent, "--valid-from", "01/07/2025", "--data", data())
                        .code());
        assertEquals(
                new Answer(0, "Nhật ký nguyên vẹn, 2 sự kiện (the audit log is whole).\n", ""),
                run("audit", "verify", "--data", data()));
        Answer again = run("import", recent, "--valid-from", "01/07/2025", "--data", data());
        assertEquals(1, again.code());
        assertTrue(again.err().contains("đã có dữ liệu từ ngày 01/07/2025"), again.err());
    }

    @Test
    void aFileWithFaultsIsToldLineByLineAndNothingIsTaken() throws Exception {
        Path bad = Files.writeString(
                folder.resolve("bad.csv"),
                Files.readString(Path.of(old)).replace("623,64,district", "623,99,district") + "7,622,commune,,Xã\n");
        Answer refused = run("import", bad.toString(), "--data", data());
        assertEquals(1, refused.code());
        assertTrue(refused.err().contains("dòng 4: không có cấp trên mã 99 trong tệp\n"), refused.err());
        assertTrue(refused.err().contains("dòng 240: thiếu tên\n"), refused.err());
        assertEquals(
                0,
                run("import", old, "--valid-from", "2020-02-01", "--data", data())
                        .code());
    }

    @Test
    void aChangedLogIsSaid() {
        run("import", old, "--valid-from", "2020-02-01", "--data", data());
        try (Database database = Database.open(Path.of(data()), null)) {
            database.jdbc()
                    .sql("update audit_event set actor = 'nobody' where seq = 1")
                    .update();
        }
        Answer found = run("audit", "verify", "--data", data());
        assertEquals(1, found.code());
        assertEquals(
                "Nhật ký KHÔNG nguyên vẹn: nội dung bị sửa, từ sự kiện 1 (the audit log is not whole: CHANGED).\n",
                found.err());
    }

    @Test
    void whileTheServerRunsItIsAsked() throws Exception {
        Path data = Path.of(data());
        try (HouseServer server = HouseServer.start(HouseServer.House.empty(data))) {
            server.control().listening();
            assertEquals(
                    "rw-------",
                    java.nio.file.attribute.PosixFilePermissions.toString(
                            Files.getPosixFilePermissions(data.resolve("server.door"))));
            Answer taken = run("import", old, "--valid-from", "2020-02-01", "--data", data());
            assertEquals(
                    new Answer(
                            0,
                            "Đã nhập, có hiệu lực từ 01/02/2020: 238 đơn vị mới, 0 thay đổi, 0 giữ nguyên, 0 hết hiệu lực.\n",
                            ""),
                    taken);
            assertEquals(
                    238,
                    server.bean(vn.nharong.control.directory.UnitTrees.class)
                            .today()
                            .all()
                            .size(),
                    "the server sees it at once");
            assertEquals(
                    new Answer(0, "Nhật ký nguyên vẹn, 2 sự kiện (the audit log is whole).\n", ""),
                    run("audit", "verify", "--data", data()));
            Answer again = run("import", old, "--valid-from", "2020-02-01", "--data", data());
            assertEquals(1, again.code());
            assertTrue(again.err().contains("01/02/2020"), again.err());
            // Another secret is none.
            var stranger = server.browser();
            stranger.headers.addAll(List.of("Authorization", "Command x"));
            assertEquals(403, stranger.post("/api/command/verify", "").status());
            Files.writeString(folder.resolve("door"), Files.readString(data.resolve("server.door")));
        }
        assertTrue(Files.notExists(data.resolve("server.door")), "taken away at the end");
        // A server that was killed leaves its door behind.
        Files.copy(folder.resolve("door"), data.resolve("server.door"));
        assertEquals(
                new Answer(0, "Nhật ký nguyên vẹn, 2 sự kiện (the audit log is whole).\n", ""),
                run("audit", "verify", "--data", data()));
    }

    @Test
    void calledWronglyIsOneLine() {
        for (List<String> arguments : List.of(
                List.<String>of(),
                List.of("import"),
                List.of("import", old, "more"),
                List.of("import", old, "--valid-from"),
                List.of("import", old, "--valid-from", "31/02/2025"),
                List.of("import", old, "--nonsense"),
                List.of("audit"),
                List.of("audit", "change"))) {
            Answer refused = run(arguments.toArray(String[]::new));
            assertEquals(2, refused.code(), arguments + refused.err());
            assertEquals(1, refused.err().lines().count(), refused.err());
        }
        Answer none = run("import", folder.resolve("none.csv").toString(), "--data", data());
        assertEquals(1, none.code());
        assertTrue(none.err().startsWith("nharong: không đọc được tệp"), none.err());
        Answer file = run("audit", "verify", "--data", old);
        assertEquals(1, file.code());
        assertTrue(file.err().contains("là một tệp"), file.err());
    }
}
