package vn.nharong.media.sdp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.transport.ExtensionIds;

class SessionDescriptionTest {
    private static final String HEAD = """
            v=0
            o=- 1 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1 2
            a=extmap-allow-mixed
            a=fingerprint:sha-256 AA:BB
            a=ice-ufrag:abcd
            a=ice-pwd:password
            """;
    private static final String AUDIO = """
            m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110
            c=IN IP4 0.0.0.0
            a=rtcp:9 IN IP4 0.0.0.0
            a=mid:0
            a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level
            a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
            a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid
            a=sendonly
            a=msid:stream track-a
            a=rtcp-mux
            a=rtcp-rsize
            a=rtpmap:111 opus/48000/2
            a=rtcp-fb:111 transport-cc
            a=fmtp:111 minptime=10;useinbandfec=1
            a=rtpmap:63 red/48000/2
            a=fmtp:63 111/111
            a=rtpmap:9 G722/8000
            a=ssrc:4294967295 cname:c
            """;
    private static final String VIDEO = """
            m=video 9 UDP/TLS/RTP/SAVPF 96 97 98 99 102 103 45
            c=IN IP4 0.0.0.0
            a=mid:1
            a=extmap:3 http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01
            a=extmap:4/sendrecv urn:ietf:params:rtp-hdrext:sdes:mid
            a=extmap:10 urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id
            a=extmap:13 urn:3gpp:video-orientation
            a=sendonly
            a=msid:stream track-v
            a=rtcp-mux
            a=rtpmap:96 VP8/90000
            a=rtcp-fb:96 goog-remb
            a=rtcp-fb:96 transport-cc
            a=rtcp-fb:96 nack
            a=rtcp-fb:96 nack pli
            a=rtpmap:97 rtx/90000
            a=fmtp:97 apt=96
            a=rtpmap:98 VP9/90000
            a=fmtp:98 profile-id=0
            a=rtpmap:99 rtx/90000
            a=fmtp:99 apt=98
            a=rtpmap:102 H264/90000
            a=rtcp-fb:* nack
            a=fmtp:102 level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f
            a=rtpmap:103 rtx/90000
            a=fmtp:103 apt=102
            a=rtpmap:45 AV1/90000
            a=rid:q send
            a=rid:h send
            a=rid:x recv
            a=simulcast:send q;~h
            """;
    private static final String DATA = """
            m=application 9 UDP/DTLS/SCTP webrtc-datachannel
            c=IN IP4 0.0.0.0
            a=mid:2
            a=sctp-port:5000
            """;
    static final String OFFER = (HEAD + AUDIO + VIDEO + DATA).replace("\n", "\r\n");

    static final Answer.End END =
            new Answer.End("ours", "our-password", "CC:DD", List.of("candidate:1 1 udp 1 10.0.0.1 7882 typ host"));

    @Test
    void anOfferIsRead() throws SdpRefused {
        SessionDescription offer = SessionDescription.parse(OFFER);
        assertEquals(List.of("0", "1", "2"), offer.bundle());
        MediaSection audio = offer.sections().get(0);
        assertEquals(MediaKind.AUDIO, audio.kind());
        assertEquals(Direction.SENDONLY, audio.direction());
        assertEquals("track-a", audio.trackId());
        assertEquals(-1, audio.ssrc());
        assertEquals("abcd", audio.ufrag(), "from the session part");
        assertTrue(audio.extmapAllowMixed());
        MediaSection video = offer.sections().get(1);
        assertEquals(List.of("q", "h"), video.rids());
        MediaSection.OfferedCodec h264 = video.codecs().get(102);
        assertNotNull(h264);
        assertTrue(h264.feedback().contains("nack"), "a wildcard counts for every codec");
        assertTrue(offer.sections().get(2).application());
        assertEquals(5000, offer.sections().get(2).sctpPort());
        ExtensionIds ids = Negotiation.extensions(offer);
        assertEquals(1, ids.audioLevel());
        assertEquals(3, ids.transportCc());
        assertEquals(4, ids.mid());
        assertEquals(10, ids.rid());
        assertEquals(0, ids.videoOrientation());
    }

    @Test
    void codecsTaken() throws SdpRefused {
        SessionDescription offer = SessionDescription.parse(OFFER);
        List<CodecParameters> audio = Negotiation.codecs(offer.sections().get(0), "", Negotiation.AudioWishes.SPEECH);
        assertEquals(1, audio.size());
        assertTrue(audio.getFirst().nack(), "asked for though not offered");
        assertEquals("1", audio.getFirst().format().get("usedtx"));
        assertEquals("1", audio.getFirst().format().get("useinbandfec"));
        assertFalse(audio.getFirst().format().containsKey("stereo"), "offered by the client for all it can play");
        assertFalse(audio.getFirst().transportCc(), "our sound carries no number, and the client's shall not");
        List<CodecParameters> music =
                Negotiation.codecs(offer.sections().get(0), "", new Negotiation.AudioWishes(false, true));
        assertFalse(music.getFirst().format().containsKey("usedtx"));
        assertEquals("1", music.getFirst().format().get("stereo"));
        List<CodecParameters> video =
                Negotiation.codecs(offer.sections().get(1), "h264", Negotiation.AudioWishes.SPEECH);
        assertEquals(
                List.of("H264", "VP8"),
                video.stream().map(CodecParameters::name).toList());
        assertEquals(97, video.get(1).rtxPayloadType());
        assertTrue(video.get(1).transportCc());
        assertFalse(video.get(1).remb(), "one estimate is enough");
    }

    @Test
    void anAnswerSaysWhatWeTake() throws SdpRefused {
        SessionDescription offer = SessionDescription.parse(OFFER);
        MediaSection audio = offer.sections().get(0);
        MediaSection video = offer.sections().get(1);
        String text = new Answer(END, 7, 3)
                .receive(audio, Negotiation.codecs(audio, "", Negotiation.AudioWishes.SPEECH), 0)
                .receive(video, Negotiation.codecs(video, "", Negotiation.AudioWishes.SPEECH), 2500)
                .application(offer.sections().get(2))
                .text();
        assertTrue(text.startsWith("v=0\r\no=- 7 3 IN IP4 127.0.0.1\r\n"));
        assertTrue(text.contains("a=group:BUNDLE 0 1 2\r\n"));
        assertTrue(text.contains("m=audio 9 UDP/TLS/RTP/SAVPF 111\r\n"));
        assertTrue(text.contains("m=video 9 UDP/TLS/RTP/SAVPF 96 97 102 103\r\nc=IN IP4 0.0.0.0\r\nb=AS:2500\r\n"));
        assertEquals(1, text.split("b=AS", -1).length - 1, "only where a limit is known");
        assertTrue(text.contains("a=rtcp-fb:111 nack\r\n"));
        assertTrue(text.contains("a=fmtp:111 minptime=10;useinbandfec=1;usedtx=1\r\n"));
        assertTrue(text.contains("a=rid:q recv\r\na=rid:h recv\r\na=simulcast:recv q;h\r\n"));
        assertTrue(text.contains("a=max-message-size:65536\r\n"));
        assertFalse(text.contains("orientation"));
        assertEquals(1, text.split("a=candidate:", -1).length - 1, "in the first section only");
        SessionDescription read = SessionDescription.parse(text);
        assertEquals(3, read.sections().size());
        assertEquals(Direction.RECVONLY, read.sections().get(1).direction());
        assertEquals("passive", read.sections().get(0).setup());
        assertFalse(read.sections().get(1).rtcpRsize(), "only what was offered");
    }

    @Test
    void aSectionWithoutACodecOfOursIsTurnedDownAndLeavesTheBundle() throws SdpRefused {
        SessionDescription offer = SessionDescription.parse(
                (HEAD + "m=video 9 UDP/TLS/RTP/SAVPF 45\na=mid:1\na=rtpmap:45 AV1/90000\na=recvonly\n" + DATA));
        MediaSection section = offer.sections().get(0);
        String text = new Answer(END, 1, 1)
                .idle(section, Negotiation.codecs(section, "", Negotiation.AudioWishes.SPEECH))
                .application(offer.sections().get(1))
                .text();
        assertTrue(text.contains("m=video 0 UDP/TLS/RTP/SAVPF 45\r\n"));
        assertTrue(text.contains("a=group:BUNDLE 2\r\n"));
        assertEquals(1, text.split("a=candidate:", -1).length - 1);
    }

    @Test
    void whatCannotBeAnsweredIsRefused() {
        List<String> bad = new ArrayList<>(List.of(
                "",
                "hello",
                "v=1\r\n",
                HEAD + "m=audio\n",
                HEAD + "m=audio 9 UDP/TLS/RTP/SAVPF 111\n",
                HEAD + AUDIO + AUDIO,
                HEAD + AUDIO.replace("a=mid:0", "a=mid:0 1\u0007"),
                HEAD + AUDIO.replace("rtpmap:111 opus/48000/2", "rtpmap:111 opus"),
                HEAD + AUDIO.replace("rtpmap:111", "rtpmap:1111"),
                HEAD + AUDIO.replace("ssrc:4294967295", "ssrc:99999999999"),
                HEAD + VIDEO.replace("a=rid:q send", "a=rid:q\" send"),
                HEAD + "a=" + "x".repeat(9000) + "\n",
                "v=0\n" + "a=x\n".repeat(1 << 20)));
        StringBuilder many = new StringBuilder(HEAD);
        for (int i = 0; i < 1100; i++) {
            many.append("m=audio 9 X 0\na=mid:").append(i).append('\n');
        }
        bad.add(many.toString());
        for (String text : bad) {
            assertThrows(
                    SdpRefused.class,
                    () -> SessionDescription.parse(text),
                    text.substring(0, Math.min(80, text.length())));
        }
    }

    @Test
    void anExtensionIdMayNotMeanTwoThings() throws SdpRefused {
        SessionDescription offer = SessionDescription.parse(OFFER.replace("extmap:10 urn", "extmap:1 urn"));
        assertThrows(SdpRefused.class, () -> Negotiation.extensions(offer));
    }
}
