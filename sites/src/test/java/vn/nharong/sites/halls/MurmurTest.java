package vn.nharong.sites.halls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nharong.sites.media.Sound;

class MurmurTest {
    private final byte[] into = new byte[Sound.MAX_PACKET];

    private byte[] next(Sound sound) {
        return Arrays.copyOf(into, sound.next(0, into));
    }

    @Test
    void everyToneIsTwoSecondsOfPacketsOfTwentyMilliseconds() throws IOException {
        Set<ByteBuffer> firsts = new HashSet<>();
        for (int hertz : Murmur.HERTZ) {
            Sound sound = new Murmur(hertz).sound();
            byte[] first = next(sound);
            firsts.add(ByteBuffer.wrap(first));
            for (int i = 1; i < 100; i++) {
                byte[] packet = next(sound);
                // One frame (RFC 6716 §3.1), of 20 ms in every mode that an encoder of tones takes.
                assertEquals(0, packet[0] & 3);
                int configuration = (packet[0] & 0xff) >> 3;
                assertTrue(
                        configuration >= 16 ? configuration % 4 == 3 : configuration % 2 == 1,
                        hertz + " Hz, configuration " + configuration);
            }
            assertEquals(ByteBuffer.wrap(first), ByteBuffer.wrap(next(sound)), "again and again");
        }
        assertEquals(Murmur.HERTZ.size(), firsts.size(), "no two sound alike");
    }

    @Test
    void aFileThatIsCutOffIsRefused() throws IOException {
        byte[] whole = Hall.resource("tones/440.ogg");
        List<byte[]> packets = OggOpus.packets(whole);
        assertTrue(packets.size() >= 200, "four seconds");
        for (int length = 0; length < 100; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(IOException.class, () -> OggOpus.packets(cut), "after " + length);
        }
        byte[] last = Arrays.copyOf(whole, whole.length - 1);
        assertThrows(IOException.class, () -> OggOpus.packets(last));
    }
}
