package vn.nharong.sites;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HandsTest {
    @Test
    void whoSpeaksForASiteIsCalledByItsName() {
        assertEquals("Chủ tịch UBND xã Ia Dom", Hands.speaker("Xã Ia Dom"));
        assertEquals("Chủ tịch UBND thành phố Pleiku", Hands.speaker("Thành phố Pleiku"));
        assertEquals("Đại diện Văn phòng Tỉnh ủy", Hands.speaker("Văn phòng Tỉnh ủy"));
    }

    @Test
    void noMoreHandsAreUpThanMayBe() {
        Hands hands = new Hands(2, 60);
        assertTrue(hands.raised());
        assertTrue(hands.raised());
        assertFalse(hands.raised());
        hands.lowered();
        assertTrue(hands.raised());
    }
}
