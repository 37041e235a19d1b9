package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class JoinAllowanceTest {
    private long nowNanos;
    private final JoinAllowance allowance = new JoinAllowance(() -> nowNanos);

    private void empty(String address) {
        for (int i = 0; i < JoinAllowance.BURST; i++) {
            assertEquals(0, allowance.take(address), address + " " + i);
        }
    }

    @Test
    void anAddressMayComeOftenButNotOnAndOn() {
        empty("10.0.0.1");
        assertEquals(1, allowance.take("10.0.0.1"));
        assertEquals(0, allowance.take("10.0.0.2"), "the neighbour is not concerned");
        nowNanos += TimeUnit.MILLISECONDS.toNanos(500);
        assertEquals(0, allowance.take("10.0.0.1"));
        assertEquals(1, allowance.take("10.0.0.1"));
        nowNanos += TimeUnit.HOURS.toNanos(1);
        empty("10.0.0.1");
        assertEquals(1, allowance.take("10.0.0.1"), "an hour away does not add up to more than the burst");
    }

    @Test
    void aWholeSubscribersNetworkOfIpv6CountsAsOne() {
        empty("2001:db8:1:2::1");
        assertEquals(1, allowance.take("2001:db8:1:2:ffff::9"));
        assertEquals(0, allowance.take("2001:db8:1:3::1"));
    }

    @Test
    void manyAddressesCostBoundedMemory() {
        empty("10.0.0.1");
        for (int i = 0; i < 20_000; i++) {
            assertEquals(0, allowance.take("11." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)));
        }
        assertEquals(0, allowance.take("10.0.0.1"), "forgotten, in its favour");
    }
}
