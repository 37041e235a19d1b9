package vn.nharong.sites.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import vn.nharong.media.dtls.DtlsCertificate;
import vn.nharong.media.sdp.SdpRefused;
import vn.nharong.media.sdp.SessionDescription;
import vn.nharong.sites.halls.Murmur;
import vn.nharong.sites.halls.TestCard;

/** What it writes and what it takes; that media flows, the comparison with another server shows. */
class MediaPeerTest {
    private static final String OFFER = """
            v=0
            o=- 1 1 IN IP4 192.0.2.1
            s=room
            t=0 0
            a=group:BUNDLE 0 1
            a=fingerprint:sha-256 %s
            m=audio 9 UDP/TLS/RTP/SAVPF 111
            a=mid:0
            a=sendonly
            a=rtcp-mux
            a=ice-ufrag:abcd
            a=ice-pwd:0123456789012345678901
            a=setup:actpass
            a=rtpmap:111 opus/48000/2
            a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid
            a=ssrc:1001 cname:x
            a=candidate:1 1 udp 2130706431 127.0.0.1 9 typ host
            m=video 9 UDP/TLS/RTP/SAVPF 100 101
            a=mid:1
            a=sendonly
            a=rtcp-mux
            a=ice-ufrag:abcd
            a=ice-pwd:0123456789012345678901
            a=setup:actpass
            a=rtpmap:100 VP8/90000
            a=rtcp-fb:100 nack
            a=rtcp-fb:100 nack pli
            a=rtcp-fb:100 something new
            a=rtpmap:101 rtx/90000
            a=fmtp:101 apt=100
            a=extmap:1 urn:ietf:params:rtp-hdrext:sdes:mid
            a=extmap:13 urn:3gpp:video-orientation
            a=ssrc-group:FID 1002 1003
            a=ssrc:1002 cname:x
            a=ssrc:1003 cname:x
            """.formatted("AA:".repeat(31) + "AA");

    private LoadLoop loop;
    private MediaPeer peer;

    @BeforeEach
    void begin() throws Exception {
        loop = new LoadLoop(DtlsCertificate.generate(new SecureRandom()), () -> {});
        loop.start();
        peer = new MediaPeer("peer", 1, loop, reason -> {});
    }

    @AfterEach
    void end() {
        peer.close(tracks -> {});
        loop.close();
    }

    @Test
    void takesWhatItKnows() throws Exception {
        String answer = peer.take(OFFER, mid -> "track-" + mid).answer();
        SessionDescription read = SessionDescription.parse(answer);
        assertEquals(2, read.sections().size());
        assertTrue(answer.contains("m=video 9 UDP/TLS/RTP/SAVPF 100 101\r\n"), answer);
        assertTrue(answer.contains("a=setup:active") && answer.contains("a=group:BUNDLE 0 1\r\n"), answer);
        assertTrue(answer.contains("a=rtcp-fb:100 nack pli") && !answer.contains("something new"), answer);
        assertTrue(!answer.contains("3gpp"), answer);
    }

    @Test
    void offersMediaAloneAndBeginsTheHandshake() throws Exception {
        String offer = peer.offer(
                new SyntheticSite.Sending(new TestCard(40, false).large(), new Murmur(196).sound(false), false, 0));
        assertEquals(2, SessionDescription.parse(offer).sections().size());
        assertTrue(offer.contains("a=setup:active") && !offer.contains("m=application"), offer);
        assertThrows(SdpRefused.class, () -> peer.answered("v=0\r\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=0",
                "hello",
                "v=0\r\na=candidate:1 1 udp",
                "v=0\r\na=candidate:1 1 udp 1 not.an.address.invalid port typ host",
                "v=0\r\na=ssrc:x y",
                "v=0\r\na=candidate:1 1 udp 1 192.0.2.1 99999 typ host"
            })
    void whatIsNoOfferIsRefused(String sdp) {
        assertThrows(SdpRefused.class, () -> peer.take(sdp, mid -> "t"));
        assertThrows(SdpRefused.class, () -> peer.answered(sdp));
    }

    @Test
    void aFingerprintThatIsNoneIsRefusedBeforeTheLoopSeesIt() {
        assertThrows(SdpRefused.class, () -> peer.take(OFFER.replace("AA:AA:AA", "AA"), mid -> "t"));
    }

    @Test
    void anOfferOfNothingIsRefused() {
        assertThrows(
                SdpRefused.class, () -> peer.take(OFFER.replace("opus", "other").replace("VP8", "VP7"), mid -> "t"));
    }
}
