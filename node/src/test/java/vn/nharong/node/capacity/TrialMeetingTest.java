package vn.nharong.node.capacity;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.srtp.SrtpBackends;

/** What is measured must be what happens in a meeting: everything gets to everybody, protected. */
class TrialMeetingTest {
    private static final int RECEIVERS = 5;
    private static final long STEP_NANOS = 20_000_000;

    private final PacketPool pool = PacketPool.direct(1 << 12);

    @Test
    void everyPacketLeavesForEverybody() {
        long[] bytes = new long[RECEIVERS];
        TrialMeeting meeting = new TrialMeeting(SrtpBackends.jce(), pool, RECEIVERS, (receiver, packet) -> {
            assertTrue(packet.u8(0) >>> 6 == 2, "RTP");
            bytes[receiver] += packet.length();
            packet.release();
        });
        long before = meeting.sent();
        assertEquals(2 * RECEIVERS, before, "one of each kind at the start");
        for (int turn = 1; turn <= 50; turn++) {
            meeting.picture(6, 1_041, turn * STEP_NANOS);
            meeting.sound(80, turn * STEP_NANOS);
        }
        assertEquals(before + RECEIVERS * 50 * 7, meeting.sent());
        long first = bytes[0];
        assertArrayEquals(new long[] {first, first, first, first, first}, bytes);
        assertTrue(first > 50 * (6 * 1_041 + 80), "payload, headers and tags: " + first);
        meeting.close();
        assertEquals(0, pool.leased());
    }

    @Test
    void receiversHaveKeysOfTheirOwn() {
        byte[][] seen = new byte[2][];
        try (TrialMeeting meeting = new TrialMeeting(SrtpBackends.jce(), pool, 2, (receiver, packet) -> {
            seen[receiver] = packet.toArray();
            packet.release();
        })) {
            meeting.sound(80, STEP_NANOS);
            assertEquals(seen[0].length, seen[1].length);
            assertTrue(!java.util.Arrays.equals(tail(seen[0]), tail(seen[1])), "one text, two keys");
        }
    }

    private static byte[] tail(byte[] packet) {
        return java.util.Arrays.copyOfRange(packet, packet.length - 60, packet.length);
    }
}
