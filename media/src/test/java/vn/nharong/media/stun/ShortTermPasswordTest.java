package vn.nharong.media.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.media.srtp.openssl.HmacSha1;

class ShortTermPasswordTest {
    @Test
    void theLibraryAndTheJdkSignAlike() throws Exception {
        Random random = new Random(7);
        for (int round = 0; round < 200; round++) {
            byte[] key = new byte[1 + random.nextInt(100)];
            random.nextBytes(key);
            byte[] message = new byte[StunMessage.HEADER_LENGTH + 4 * random.nextInt(200) + 4];
            random.nextBytes(message);
            int covered = message.length - 4 * random.nextInt(2);
            byte[] expected = message.clone();
            int length = covered - StunMessage.HEADER_LENGTH + 4 + ShortTermPassword.LENGTH;
            expected[2] = (byte) (length >> 8);
            expected[3] = (byte) length;
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(key, "HmacSHA1"));
            mac.update(expected, 0, covered);
            byte[] signature = mac.doFinal();
            HmacSha1 library = SrtpBackends.hmacSha1(key);
            assertArrayEquals(signature, new ShortTermPassword(key).integrity(message, covered));
            assertArrayEquals(
                    signature,
                    new ShortTermPassword(key, library == null ? null : library::sign).integrity(message, covered));
        }
    }

    /** RFC 2202 §3, test case 2. */
    @Test
    void theLibraryKnowsTheAnswer() {
        if (SrtpBackends.openssl().isEmpty()) {
            return; // on such a machine there is nothing to try
        }
        byte[] text = "what do ya want for nothing?".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] result = new byte[HmacSha1.LENGTH];
        HmacSha1 hmac = new HmacSha1("Jefe".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        assertTrue(hmac.sign(text, text.length, 0, 'w' << 8 | 'h', result));
        assertEquals("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79", HexFormat.of().formatHex(result));
        assertFalse(hmac.sign(new byte[2000], 2000, 0, 0, result), "longer than any message");
    }
}
