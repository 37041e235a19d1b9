package vn.nharong.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedTriesTest {
    private Instant now = Instant.parse("2026-11-27T08:00:00Z");
    private final FailedTries tries = new FailedTries(() -> now);

    private int wrong(String account, String address) {
        int wait = tries.begin(Door.SIGN_IN, account, address);
        if (wait == 0) {
            tries.failed(Door.SIGN_IN, address);
        }
        return wait;
    }

    private void later(int seconds) {
        now = now.plusSeconds(seconds);
    }

    @Test
    void whoGuessesAnAccountWaitsTwiceAsLongEachTimeAndIsLockedOutAtLast() {
        for (int i = 0; i < 4; i++) {
            assertEquals(0, wrong("an", "10.0.0." + i), "a try that is free");
        }
        int expected = 1;
        for (int i = 0; i < 12; i++) {
            String address = "10.0.1." + i;
            assertEquals(expected, wrong("an", address));
            assertEquals(expected, wrong("an", address), "waiting is not lengthened by asking");
            later(expected);
            assertEquals(0, wrong("an", address));
            expected = Math.min(expected * 2, 900);
        }
        assertEquals(900, wrong("an", "10.0.2.1"));
        assertEquals(0, wrong("binh", "10.0.2.1"), "another account");
        assertEquals(0, tries.begin(Door.PIN, "an", "10.0.2.1"), "another door");
    }

    @Test
    void whoTriesManyAccountsFromOneAddressWaits() {
        for (int i = 0; i < 11; i++) {
            assertEquals(0, wrong("account" + i, "10.0.0.1"));
        }
        assertEquals(1, wrong("one more", "10.0.0.1"));
        tries.passed(Door.SIGN_IN, "account1");
        assertEquals(1, wrong("one more", "10.0.0.1"), "an account of one's own does not help");
        assertEquals(0, wrong("one more", "10.0.0.2"));
    }

    @Test
    void aSubscriberHasAWholeNetworkOfIpv6() {
        for (int i = 0; i < 11; i++) {
            assertEquals(0, wrong("account" + i, "2001:db8::" + i));
        }
        assertEquals(1, wrong("x", "2001:db8::ffff"));
        assertEquals(0, wrong("x", "2001:db8:0:1::1"));
    }

    @Test
    void manyAtOnceAreNoGuessesEach() {
        int compared = 0;
        for (int i = 0; i < 1000; i++) {
            compared += tries.begin(Door.SIGN_IN, "an", "10.0.0.1") == 0 ? 1 : 0;
        }
        assertEquals(FailedTries.FREE_OF_ACCOUNT + 1, compared);
    }

    @Test
    void whoIsRightBeginsAnewAndAllIsForgottenAfterAnHour() {
        for (int i = 0; i < 3; i++) {
            wrong("an", "10.0.0." + i);
        }
        assertEquals(0, tries.begin(Door.SIGN_IN, "an", "10.0.0.9"));
        tries.passed(Door.SIGN_IN, "an");
        for (int i = 0; i < 4; i++) {
            assertEquals(0, wrong("an", "10.0.0.9"));
        }
        assertEquals(1, wrong("an", "10.0.0.9"));
        later(3601);
        for (int i = 0; i < 4; i++) {
            assertEquals(0, wrong("an", "10.0.0.9"), "forgotten");
        }
    }

    @Test
    void thoseWhoWaitAreShownAndCanBeLetIn() {
        for (int i = 0; i < 6; i++) {
            wrong("an", "10.0.0.1");
            later(i < 5 ? 60 : 0);
        }
        List<FailedTries.Slowed> slowed = tries.slowed();
        assertEquals(1, slowed.size());
        assertEquals("an", slowed.getFirst().account());
        assertEquals(6, slowed.getFirst().failures());
        assertEquals(
                Duration.ofSeconds(4), Duration.between(now, slowed.getFirst().until()));
        assertTrue(tries.forget(Door.SIGN_IN, "an", ""));
        assertFalse(tries.forget(Door.SIGN_IN, "an", ""));
        assertEquals(List.of(), tries.slowed());
        assertEquals(0, wrong("an", "10.0.0.1"));
    }
}
