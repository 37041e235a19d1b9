package vn.nharong.node.capacity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeatProfileTest {
    @Test
    void packetsAreThoseOfPicturesAndOneVoice() {
        assertEquals(
                List.of(230, 110, 80, 50),
                Arrays.stream(SeatProfile.values())
                        .map(SeatProfile::packetsPerSecond)
                        .toList());
        assertEquals(1_041, SeatProfile.HD.picturePacketBytes());
        assertEquals(0, SeatProfile.SOUND.picturePacketBytes());
    }

    @Test
    void theLineCarriesMoreThanTheMedia() {
        // 1.5 Mbit/s, 32 kbit/s, and 110 bytes around each of 230 packets
        assertEquals(1_500_000 + 32_000 + 230 * 110 * 8, SeatProfile.HD.lineBps());
        for (SeatProfile profile : SeatProfile.values()) {
            int largest = profile.picturePacketBytes();
            assertTrue(largest <= 1_200, profile + " does not fit a datagram: " + largest);
        }
    }
}
