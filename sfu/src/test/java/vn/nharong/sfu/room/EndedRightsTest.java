package vn.nharong.sfu.room;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class EndedRightsTest {
    @Test
    void moreThanAreRememberedEndAllOlderOnes() {
        EndedRights rights = new EndedRights();
        assertFalse(rights.ended("an", 0), "where nobody conducts, nothing was ever issued");
        for (int i = 0; i < 10_000; i++) {
            rights.end("guest" + i, i);
        }
        assertTrue(rights.ended("guest5", 5));
        assertFalse(rights.ended("guest5", 6));
        rights.end("one more", 3);
        assertTrue(rights.ended("guest5", 5), "nothing that ended holds again");
        assertTrue(rights.ended("guest9999", 9_999));
        assertTrue(rights.ended("an", 9_999), "rather too much than too little");
        assertFalse(rights.ended("an", 10_000));
        rights.from(5);
        assertFalse(rights.ended("an", 10_000), "never back");
        assertTrue(rights.ended("an", 9_999));
    }
}
