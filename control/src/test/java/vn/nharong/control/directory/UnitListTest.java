package vn.nharong.control.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UnitListTest {
    static final String HEADER = "code,parent_code,level,name_vi,type\n";

    static UnitList official(String resource) throws Exception {
        try (InputStream in = UnitListTest.class.getResourceAsStream(resource)) {
            return UnitList.read(Objects.requireNonNull(in, resource).readAllBytes());
        }
    }

    private static List<String> problems(String text) {
        return UnitList.read(text.getBytes(StandardCharsets.UTF_8)).problems().stream()
                .map(UnitList.Problem::toString)
                .toList();
    }

    @Test
    void theOfficialListsAreGood() throws Exception {
        UnitList old = official("/demo/gia-lai-2020.csv");
        assertEquals(List.of(), old.problems());
        assertEquals(238, old.rows().size());
        UnitList recent = official("/units/gia-lai-2025.csv");
        assertEquals(List.of(), recent.problems());
        assertEquals(136, recent.rows().size());
    }

    @Test
    void everyFaultIsToldWithItsLine() {
        record Case(String rows, String problem) {}
        for (Case one : List.of(
                new Case(
                        "1,,province,Tỉnh Một,Tỉnh\n2,9,district,Huyện Hai,Huyện\n",
                        "dòng 3: không có cấp trên mã 9 trong tệp"),
                new Case(
                        "1,,province,Tỉnh Một,Tỉnh\n1,1,district,Huyện Hai,Huyện\n",
                        "dòng 3: mã 1 đã có ở dòng 2 (Tỉnh Một)"),
                new Case("1,,province,Tỉnh Một,Tỉnh\n2,1,district,,Huyện\n", "dòng 3: thiếu tên"),
                new Case("1,,province,Tỉnh Một,Tỉnh\n,1,district,Huyện Hai,Huyện\n", "dòng 3: thiếu mã"),
                new Case("1,,province,Tỉnh Một,Tỉnh\n2,1,district,Huyện Hai\n", "dòng 3: có 4 cột, cần 5"),
                new Case(
                        "1,,province,Tỉnh Một,Tỉnh\n2,,district,Huyện Hai,Huyện\n",
                        "dòng 3: thiếu mã cấp trên (đơn vị gốc đã ở dòng 2)"),
                new Case(
                        "1,,province,Tỉnh Một,Tỉnh\n2,3,a,Hai,a\n3,2,a,Ba,a\n", "dòng 3: cấp trên đi vòng về chính nó"),
                new Case(
                        "1,2,province,Tỉnh Một,Tỉnh\n2,1,district,Huyện Hai,Huyện\n",
                        "dòng 2: không có đơn vị gốc (dòng không có mã cấp trên)"),
                new Case("1,,province," + "x".repeat(201) + ",Tỉnh\n", "dòng 2: tên dài quá 200 chữ"),
                new Case("1,,province,Tỉnh \u0007Một,Tỉnh\n", "dòng 2: tên có ký tự lạ"),
                new Case("1,,province,\"Tỉnh Một,Tỉnh\n", "dòng 2: không đọc được; có dấu nháy kép (\") chưa đóng?"),
                new Case("", "dòng 2: chưa có đơn vị nào"))) {
            List<String> problems = problems(HEADER + one.rows());
            assertTrue(problems.contains(one.problem()), one.problem() + " not in " + problems);
        }
        assertEquals(
                List.of("dòng 1: dòng đầu phải là code,parent_code,level,name_vi,type"), problems("mã,tên\n1,Một\n"));
    }

    @Test
    void otherAlphabetsAreToldWithTheirLine() {
        byte[] good = (HEADER + "1,,province,Tỉnh Một,Tỉnh\n").getBytes(StandardCharsets.UTF_8);
        byte[] bad = "2,1,district,Huy\u1ec7n,x\n".getBytes(StandardCharsets.UTF_16LE);
        byte[] file = new byte[good.length + bad.length];
        System.arraycopy(good, 0, file, 0, good.length);
        System.arraycopy(bad, 0, file, good.length, bad.length);
        file[good.length] = (byte) 0xff;
        assertEquals(
                List.of("dòng 3: không phải chữ UTF-8; hãy lưu tệp dạng CSV UTF-8"),
                UnitList.read(file).problems().stream()
                        .map(UnitList.Problem::toString)
                        .toList());
    }

    @Test
    void whatSpreadsheetsWriteIsRead() {
        UnitList list = UnitList.read(("\ufeff" + HEADER.replace(',', ';').replace("\n", "\r\n")
                        + "1;;province;Ti\u0309nh  Mo\u0302\u0323t;Tỉnh\r\n\r\n2;1;commune;\"Xã \"\"Hai\"\"\";Xã\r\n")
                .getBytes(StandardCharsets.UTF_8));
        assertEquals(List.of(), list.problems());
        assertEquals("Tỉnh Một", list.rows().get(0).name(), "composed, one blank");
        assertEquals("Xã \"Hai\"", list.rows().get(1).name());
    }
}
