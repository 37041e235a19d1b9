package vn.nharong.media.stun;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Vectors of RFC 5769 §2, what we write ourselves, and what nobody should send. */
class StunMessageTest {
    private static final byte[] PASSWORD = "VOkJxbRl1RmTxUk/WvJxBt".getBytes(StandardCharsets.US_ASCII);
    private static final String REQUEST = "000100582112a442b7e7a701bc34d686fa87dfae"
            + "802200105354554e207465737420636c69656e74"
            + "002400046e0001ff"
            + "80290008932ff9b151263b36"
            + "000600096576746a3a68367659202020"
            + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
            + "80280004e57a3bcf";
    private static final String IPV4_RESPONSE = "0101003c2112a442b7e7a701bc34d686fa87dfae"
            + "8022000b7465737420766563746f7220"
            + "002000080001a147e112a643"
            + "000800142b91f599fd9e90c38c7489f92af9ba53f06be7d7"
            + "80280004c07d4c96";
    private static final String IPV6_RESPONSE = "010100482112a442b7e7a701bc34d686fa87dfae"
            + "8022000b7465737420766563746f7220"
            + "002000140002a1470113a9faa5d3f179bc25f4b5bed2b9d9"
            + "00080014a382954e4be67bf11784c97c8292c275bfe3ed41"
            + "80280004c8fb0b4c";

    /** The RFC's messages, to start from. */
    static List<byte[]> vectors() {
        return List.of(bytes(REQUEST), bytes(IPV4_RESPONSE), bytes(IPV6_RESPONSE));
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    @Test
    void readsTheRequestOfTheRfc() {
        StunMessage message = StunMessage.parse(bytes(REQUEST));
        assertNotNull(message);
        assertEquals(StunMessage.BINDING_REQUEST, message.type());
        assertEquals("evtj:h6vY", message.username());
        assertEquals(0x6e0001ffL, message.priority());
        assertTrue(message.controlled());
        assertTrue(message.authentic(PASSWORD));
        assertFalse(message.authentic("wrong".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void readsTheResponsesOfTheRfc() throws Exception {
        StunMessage four = StunMessage.parse(bytes(IPV4_RESPONSE));
        assertNotNull(four);
        assertEquals(new InetSocketAddress(InetAddress.getByName("192.0.2.1"), 32853), four.mapped());
        assertTrue(four.authentic(PASSWORD));
        StunMessage six = StunMessage.parse(bytes(IPV6_RESPONSE));
        assertNotNull(six);
        assertEquals(
                new InetSocketAddress(InetAddress.getByName("2001:db8:1234:5678:11:2233:4455:6677"), 32853),
                six.mapped());
        assertTrue(six.authentic(PASSWORD));
    }

    @Test
    void aChangedByteIsNoticed() {
        byte[] changed = bytes(REQUEST);
        changed[40] ^= 1;
        assertNull(StunMessage.parse(changed), "the fingerprint covers it");
    }

    @Test
    void readsWhatItWrites() throws Exception {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getByName("10.1.2.3"), 7882);
        byte[] id = bytes("b7e7a701bc34d686fa87dfae");
        StunMessage message = StunMessage.parse(new StunWriter(StunMessage.BINDING_SUCCESS, id)
                .xorMappedAddress(address)
                .sign(PASSWORD));
        assertNotNull(message);
        assertArrayEquals(id, message.transactionId());
        assertEquals(address, message.mapped());
        assertTrue(message.authentic(PASSWORD));
        StunMessage error = StunMessage.parse(new StunWriter(StunMessage.BINDING_ERROR, id)
                .error(487, "Role Conflict")
                .sign(PASSWORD));
        assertNotNull(error);
        assertEquals(487, error.errorCode());
    }
}
