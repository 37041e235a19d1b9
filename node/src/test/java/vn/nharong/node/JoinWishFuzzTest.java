package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import vn.nharong.fuzz.FuzzBox;
import vn.nharong.fuzz.FuzzReport;
import vn.nharong.fuzz.FuzzRun;
import vn.nharong.fuzz.FuzzTarget;

/** The door's JSON against hostile input, for as long as {@link FuzzBox#asked} says. */
class JoinWishFuzzTest {
    private static byte[] json(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void nothingEscapesAndMemoryIsBounded() {
        FuzzTarget target = FuzzTarget.of(
                        "join wish",
                        input -> {
                            JoinWish wish = JoinWish.parse(input);
                            assertTrue(!wish.room().isBlank() && !wish.name().isBlank());
                            return true;
                        },
                        JoinWish.class)
                .corpus(
                        json("{\"room\":\"Giao ban\",\"name\":\"Xã Ia Ka\"}"),
                        json("{\"room\":\"a\",\"name\":\"b\",\"identity\":\"guest-1\",\"resume\":\"c2VjcmV0\"}"))
                .refusing(JoinWish.Refused.class)
                .text()
                .words(
                        "null",
                        "[]",
                        "{}",
                        "1e999999999",
                        "[[[[[[[[[[[[",
                        "{\"a\":{\"a\":",
                        "\\u0000",
                        "\\ud800",
                        "//",
                        "'")
                .bounds(8192, 4 << 20);
        FuzzReport report = FuzzRun.run(target, FuzzBox.asked()).save();
        System.out.println(report);
        assertTrue(report.clean(), report::toString);
    }
}
