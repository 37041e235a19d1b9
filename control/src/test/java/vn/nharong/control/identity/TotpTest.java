package vn.nharong.control.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** RFC 6238, appendix B, the rows of SHA-1. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void theVectorsOfTheRfc(long seconds, String code) {
        assertEquals(code, Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(seconds)), 8));
    }

    /** RFC 4226, appendix D. */
    @ParameterizedTest
    @CsvSource({"0, 755224", "1, 287082", "2, 359152", "3, 969429", "4, 338314", "9, 520489"})
    void theVectorsOfTheCounter(long step, String code) {
        assertEquals(code, Totp.code(SECRET, step, Totp.DIGITS));
    }

    @Test
    void aCodeCountsOnceAndAStepBeforeOrAfter() {
        Instant now = Instant.ofEpochSecond(1_000_000_000);
        long step = Totp.step(now);
        assertEquals(step, Totp.match(SECRET, Totp.code(SECRET, step, 6), now, 0));
        assertEquals(step - 1, Totp.match(SECRET, Totp.code(SECRET, step - 1, 6), now, 0));
        assertEquals(step + 1, Totp.match(SECRET, Totp.code(SECRET, step + 1, 6), now, 0));
        assertEquals(-1, Totp.match(SECRET, Totp.code(SECRET, step + 2, 6), now, 0));
        assertEquals(-1, Totp.match(SECRET, Totp.code(SECRET, step - 2, 6), now, 0));
        assertEquals(-1, Totp.match(SECRET, Totp.code(SECRET, step, 6), now, step), "used");
        assertEquals(-1, Totp.match(SECRET, "", now, 0));
    }

    /** RFC 4648 §10, without padding. */
    @ParameterizedTest
    @CsvSource({"f, MY", "fo, MZXQ", "foo, MZXW6", "foob, MZXW6YQ", "fooba, MZXW6YTB", "foobar, MZXW6YTBOI"})
    void base32(String text, String encoded) {
        assertEquals(encoded, Totp.base32(text.getBytes(StandardCharsets.US_ASCII)));
    }
}
