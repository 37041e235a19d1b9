package vn.nharong.media.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HexFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;

/** Payloads in the forms of RFC 6184 §5.6 to §5.8, behind a header of twelve bytes and before some of padding. */
class H264NalTest {
    private static final int HEADER = 12;

    /** Padding that would be the first of an IDR slice if it were read. */
    private static final String PADDING = "85858585";

    private final PacketPool pool = PacketPool.direct(8);

    private boolean startsKeyframe(String hex) {
        byte[] payload = HexFormat.of().parseHex(hex);
        byte[] padding = HexFormat.of().parseHex(PADDING);
        PacketBuffer packet = pool.lease();
        packet.length(HEADER + payload.length + padding.length);
        for (int i = 0; i < HEADER; i++) {
            packet.u8(i, 0x65);
        }
        packet.put(HEADER, payload, 0, payload.length);
        packet.put(HEADER + payload.length, padding, 0, padding.length);
        boolean starts = H264Nal.startsKeyframe(packet, HEADER, payload.length);
        packet.release();
        return starts;
    }

    @AfterEach
    void everyPacketComesBack() {
        assertEquals(0, pool.leased());
    }

    @Test
    void aSingleIdrSliceOrParameterSetStarts() {
        assertTrue(startsKeyframe("65b80400"), "IDR");
        assertTrue(startsKeyframe("25b80400"), "IDR of another importance");
        assertTrue(startsKeyframe("6742e01f"), "SPS");
    }

    @Test
    void otherSingleUnitsDoNot() {
        assertFalse(startsKeyframe("419a0400"), "a slice of another picture");
        assertFalse(startsKeyframe("01b80400"), "one that nothing refers to");
        assertFalse(startsKeyframe("68ce3c80"), "PPS alone");
        assertFalse(startsKeyframe("0605ffff"), "SEI");
        assertFalse(startsKeyframe("0930"), "access unit delimiter");
    }

    @Test
    void anAggregateStartsWhereverItsParameterSetStands() {
        String sps = "0004" + "6742e01f";
        String pps = "0002" + "68ce";
        String delimiter = "0002" + "0930";
        assertTrue(startsKeyframe("78" + sps + pps));
        assertTrue(startsKeyframe("78" + delimiter + sps + pps));
        assertTrue(startsKeyframe("78" + delimiter + pps + "0003" + "65b804"), "IDR at the end");
        assertFalse(startsKeyframe("78" + delimiter + pps));
        // A size that looks like a unit, and a unit's bytes that look like one.
        assertFalse(startsKeyframe("78" + "0005" + "4165656565" + pps));
    }

    @Test
    void ofFragmentsOnlyTheFirstStarts() {
        assertTrue(startsKeyframe("7c" + "85" + "b804"), "first of an IDR slice");
        assertTrue(startsKeyframe("7c" + "87" + "42e0"), "first of a parameter set");
        assertFalse(startsKeyframe("7c" + "05" + "b804"), "middle");
        assertFalse(startsKeyframe("7c" + "45" + "b804"), "last");
        assertFalse(startsKeyframe("5c" + "81" + "9a04"), "first of another slice");
    }

    @Test
    void whatIsCutOffDoesNotStartAndIsNotReadBeyond() {
        assertFalse(startsKeyframe(""));
        assertFalse(startsKeyframe("7c"), "a fragment without its header");
        assertFalse(startsKeyframe("78"));
        assertFalse(startsKeyframe("78" + "00"));
        assertFalse(startsKeyframe("78" + "0004"), "a size without a unit");
        assertFalse(startsKeyframe("78" + "0002" + "0930" + "0004"));
        assertFalse(startsKeyframe("78" + "ffff" + "68ce"), "a unit longer than the packet");
    }
}
