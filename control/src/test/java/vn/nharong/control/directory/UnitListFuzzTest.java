package vn.nharong.control.directory;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import vn.nharong.fuzz.FuzzBox;
import vn.nharong.fuzz.FuzzReport;
import vn.nharong.fuzz.FuzzRun;
import vn.nharong.fuzz.FuzzTarget;

/** Lists that people drop on the page, for as long as {@link FuzzBox#asked} says. */
class UnitListFuzzTest {
    private static byte[] list(String rows) {
        return (UnitListTest.HEADER + rows).getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void everyFaultIsAProblemAndNothingEscapes() {
        FuzzTarget target = FuzzTarget.of(
                        "unit list",
                        input -> {
                            UnitList list = UnitList.read(input);
                            long roots = list.rows().stream()
                                    .filter(row -> row.parentCode() == null)
                                    .count();
                            assertTrue(!list.good() || roots == 1, "what is good has one root");
                            return list.good();
                        },
                        UnitList.class)
                .corpus(
                        list("64,,province,Tỉnh Gia Lai,Tỉnh\n622,64,district,Thành phố Pleiku,Thành phố\n"),
                        list("1,,a,\"Một, hai\",x\r\n2,1,b,\"\"\"Ba\"\"\",y\r\n"),
                        "code;parent_code;level;name_vi;type\n1;;a;b;c\n".getBytes(StandardCharsets.UTF_8))
                .text()
                .words("\"", "\"\"", ",,,,", "\r", "\r\n", "\ufeff", "1,1,a,b,c", "1,2,a,b,c\n2,1,a,b,c\n", "\u0000")
                .bounds(8192, 8 << 20);
        FuzzReport report = FuzzRun.run(target, FuzzBox.asked()).save();
        System.out.println(report);
        assertTrue(report.clean(), report::toString);
    }
}
