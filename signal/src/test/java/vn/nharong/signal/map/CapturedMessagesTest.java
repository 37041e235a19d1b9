package vn.nharong.signal.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.sdp.Direction;
import vn.nharong.media.sdp.MediaSection;
import vn.nharong.media.sdp.Negotiation;
import vn.nharong.media.sdp.SessionDescription;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.sfu.room.TrackRequest;
import vn.nharong.sfu.room.TrackSource;

/** What a real client sent once, byte for byte: see the head of the file. */
class CapturedMessagesTest {
    private static List<String> lines() throws IOException {
        try (InputStream in = CapturedMessagesTest.class.getResourceAsStream("/captured/chromium.txt")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }
    }

    private static List<Request> requests() throws Exception {
        List<Request> requests = new ArrayList<>();
        for (String line : lines().subList(1, lines().size())) {
            requests.add(FromWire.request(Base64.getDecoder().decode(line)));
        }
        return requests;
    }

    private static SessionDescription offer(int index) throws Exception {
        Request.Offered offered =
                assertInstanceOf(Request.Offered.class, requests().get(index));
        return SessionDescription.parse(offered.offer().sdp());
    }

    @Test
    void theJoinRequestIsUnzippedAndRead() throws Exception {
        JoinWish wish = FromWire.join(URLDecoder.decode(lines().getFirst(), StandardCharsets.US_ASCII));
        assertTrue(wish.autoSubscribe());
        assertTrue(wish.adaptiveStream());
        assertTrue(wish.allowPause());
        assertFalse(wish.reconnect());
        assertEquals("", wish.participantSid());
        assertTrue(wish.protocol() >= 16, "protocol " + wish.protocol());
        assertNotNull(wish.offer(), "the first offer comes with it");
        SessionDescription offer = SessionDescription.parse(wish.offer().sdp());
        assertTrue(offer.sections().stream().anyMatch(MediaSection::application), "data channels");
    }

    @Test
    void everyMessageIsWhatTheClientDid() throws Exception {
        List<Class<?>> seen = new ArrayList<>();
        for (Request request : requests()) {
            seen.add(request.getClass());
        }
        assertEquals(
                List.of(
                        Request.Ignored.class, // a candidate: ours learns them from checks
                        Request.Offered.class,
                        Request.AddTrack.class,
                        Request.Offered.class,
                        Request.AddTrack.class,
                        Request.UpdateMetadata.class,
                        Request.Ping.class,
                        Request.Ping.class,
                        Request.Mute.class),
                seen);
        Request.UpdateMetadata update = (Request.UpdateMetadata) requests().get(5);
        assertEquals("{}", update.metadata());
        assertTrue(((Request.Ping) requests().get(6)).timestampMillis() > 1_600_000_000_000L);
        assertTrue(((Request.Mute) requests().get(8)).muted());
    }

    @Test
    void cameraAndMicrophoneAreAnnouncedWithAllTheyHave() throws Exception {
        TrackRequest camera = ((Request.AddTrack) requests().get(2)).track();
        assertEquals(MediaKind.VIDEO, camera.kind());
        assertEquals(TrackSource.CAMERA, camera.source());
        assertEquals("vp8", camera.preferredCodec());
        assertEquals(
                List.of(180, 360, 720),
                camera.layersBySize().stream().map(layer -> layer.height()).toList());
        TrackRequest microphone = ((Request.AddTrack) requests().get(4)).track();
        assertEquals(MediaKind.AUDIO, microphone.kind());
        assertFalse(microphone.cid().isEmpty());
    }

    @Test
    void theOfferOfTheCameraIsUnderstoodToTheLastLayer() throws Exception {
        SessionDescription offer = offer(3);
        assertEquals(offer.sections().size(), offer.bundle().size(), "one transport for all");
        assertEquals(offer.bundle().size(), new HashSet<>(offer.bundle()).size());
        List<MediaSection> sending = offer.sections().stream()
                .filter(section -> section.direction() == Direction.SENDONLY && section.kind() == MediaKind.VIDEO)
                .toList();
        assertEquals(1, sending.size());
        MediaSection camera = sending.getFirst();
        assertEquals(List.of("q", "h", "f"), camera.rids());
        assertEquals("sha-256", camera.fingerprintAlgorithm());
        assertEquals("actpass", camera.setup());
        List<CodecParameters> codecs = Negotiation.codecs(camera, "vp8", Negotiation.AudioWishes.SPEECH);
        assertEquals("VP8", codecs.getFirst().name());
        assertTrue(codecs.getFirst().rtxPayloadType() > 0, "repairs on a stream of their own");
        assertTrue(codecs.getFirst().transportCc());
        ExtensionIds ids = Negotiation.extensions(offer);
        assertTrue(ids.mid() > 0 && ids.rid() > 0 && ids.repairedRid() > 0 && ids.transportCc() > 0, ids.toString());
    }
}
