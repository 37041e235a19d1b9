package vn.nharong.signal.map;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import org.junit.jupiter.api.Test;
import vn.nharong.sfu.room.DataFormat;

/** Whatever comes in, only {@link WireRefused} comes out. Five seconds for each parser. */
class SignalMessagesFuzzTest {
    private static final long BOX_NANOS = 5_000_000_000L;

    private static final List<LivekitRtc.SignalRequest> REQUESTS = List.of(
            LivekitRtc.SignalRequest.newBuilder()
                    .setOffer(LivekitRtc.SessionDescription.newBuilder()
                            .setType("offer")
                            .setSdp("v=0\r\n")
                            .setId(3))
                    .build(),
            LivekitRtc.SignalRequest.newBuilder()
                    .setAddTrack(LivekitRtc.AddTrackRequest.newBuilder()
                            .setCid("c")
                            .setType(LivekitModels.TrackType.VIDEO)
                            .addLayers(LivekitModels.VideoLayer.newBuilder().setWidth(320))
                            .addSimulcastCodecs(LivekitRtc.SimulcastCodec.newBuilder()
                                    .setCodec("vp8")
                                    .setCid("c")))
                    .build(),
            LivekitRtc.SignalRequest.newBuilder()
                    .setSyncState(LivekitRtc.SyncState.newBuilder()
                            .setSubscription(LivekitRtc.UpdateSubscription.newBuilder()
                                    .addTrackSids("TR_a")
                                    .addParticipantTracks(LivekitModels.ParticipantTracks.newBuilder()
                                            .addTrackSids("TR_b")))
                            .addDatachannelReceiveStates(LivekitRtc.DataChannelReceiveState.newBuilder()
                                    .setPublisherSid("PA_x")
                                    .setLastSeq(9)))
                    .build(),
            LivekitRtc.SignalRequest.newBuilder()
                    .setTrackSetting(LivekitRtc.UpdateTrackSettings.newBuilder()
                            .addTrackSids("TR_a")
                            .setWidth(640)
                            .setHeight(360))
                    .build(),
            LivekitRtc.SignalRequest.newBuilder()
                    .setUpdateMetadata(LivekitRtc.UpdateParticipantMetadata.newBuilder()
                            .setName("An")
                            .putAttributes("hand", "up"))
                    .build(),
            LivekitRtc.SignalRequest.newBuilder()
                    .setSubscriptionPermission(LivekitRtc.SubscriptionPermission.newBuilder()
                            .addTrackPermissions(
                                    LivekitRtc.TrackPermission.newBuilder().setParticipantIdentity("x")))
                    .build());

    @Test
    void binaryRequests() {
        Mutator mutator = new Mutator(1);
        int taken = 0;
        int refused = 0;
        long end = System.nanoTime() + BOX_NANOS;
        for (int i = 0; System.nanoTime() < end; i++) {
            byte[] bytes = mutator.mutate(REQUESTS.get(i % REQUESTS.size()).toByteArray());
            try {
                FromWire.request(bytes);
                taken++;
            } catch (WireRefused e) {
                refused++;
            }
        }
        assertTrue(taken > 100 && refused > 100, taken + " taken, " + refused + " refused");
    }

    @Test
    void textRequests() throws Exception {
        Mutator mutator = new Mutator(2);
        int taken = 0;
        int refused = 0;
        long end = System.nanoTime() + BOX_NANOS;
        for (int i = 0; System.nanoTime() < end; i++) {
            String json = com.google.protobuf.util.JsonFormat.printer().print(REQUESTS.get(i % REQUESTS.size()));
            byte[] bytes = mutator.mutate(json.getBytes(StandardCharsets.UTF_8));
            try {
                FromWire.request(new String(bytes, StandardCharsets.UTF_8));
                taken++;
            } catch (WireRefused e) {
                refused++;
            }
        }
        assertTrue(taken > 10 && refused > 10, taken + " taken, " + refused + " refused");
    }

    private static byte[] joinRequest(boolean zipped) throws IOException {
        byte[] inner = LivekitRtc.JoinRequest.newBuilder()
                .setClientInfo(LivekitModels.ClientInfo.newBuilder().setProtocol(17))
                .setPublisherOffer(LivekitRtc.SessionDescription.newBuilder()
                        .setSdp("v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\n")
                        .setId(1))
                .build()
                .toByteArray();
        return wrapped(zipped ? zip(inner) : inner, zipped);
    }

    private static byte[] wrapped(byte[] inner, boolean zipped) {
        return LivekitRtc.WrappedJoinRequest.newBuilder()
                .setCompression(
                        zipped
                                ? LivekitRtc.WrappedJoinRequest.Compression.GZIP
                                : LivekitRtc.WrappedJoinRequest.Compression.NONE)
                .setJoinRequest(ByteString.copyFrom(inner))
                .build()
                .toByteArray();
    }

    private static byte[] zip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    @Test
    void joinRequests() throws IOException {
        Mutator mutator = new Mutator(3);
        byte[][] good = {joinRequest(false), joinRequest(true)};
        int taken = 0;
        int refused = 0;
        long end = System.nanoTime() + BOX_NANOS;
        for (int i = 0; System.nanoTime() < end; i++) {
            byte[] bytes = mutator.mutate(good[i % 2]);
            String text = Base64.getUrlEncoder().encodeToString(bytes);
            try {
                FromWire.join(
                        i % 5 == 0
                                ? new String(
                                        mutator.mutate(text.getBytes(StandardCharsets.UTF_8)),
                                        StandardCharsets.ISO_8859_1)
                                : text);
                taken++;
            } catch (WireRefused e) {
                refused++;
            }
        }
        assertTrue(taken > 10 && refused > 10, taken + " taken, " + refused + " refused");
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        byte[] bomb = wrapped(zip(new byte[200 << 20]), true);
        assertTrue(bomb.length < 1 << 20);
        long before = allocated();
        assertThrows(
                WireRefused.class, () -> FromWire.join(Base64.getUrlEncoder().encodeToString(bomb)));
        assertTrue(allocated() - before < 64 << 20, "bytes allocated: " + (allocated() - before));
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    @Test
    void dataPackets() {
        byte[][] good = {
            LivekitModels.DataPacket.newBuilder()
                    .setUser(LivekitModels.UserPacket.newBuilder()
                            .setPayload(ByteString.copyFromUtf8("x"))
                            .setNonce(ByteString.copyFrom(new byte[16])))
                    .addDestinationIdentities("a")
                    .build()
                    .toByteArray(),
            LivekitModels.DataPacket.newBuilder()
                    .setStreamHeader(
                            LivekitModels.DataStream.Header.newBuilder().setTopic("lk.chat"))
                    .setSequence(3)
                    .build()
                    .toByteArray()
        };
        Mutator mutator = new Mutator(4);
        DataPackets packets = new DataPackets();
        DataFormat.Sender sender = new DataFormat.Sender("PA_x", "x", false, false);
        int taken = 0;
        int refused = 0;
        long end = System.nanoTime() + BOX_NANOS;
        for (int i = 0; System.nanoTime() < end; i++) {
            if (packets.route(mutator.mutate(good[i % 2]), sender, i % 3 == 0) == null) {
                refused++;
            } else {
                taken++;
            }
        }
        assertTrue(taken > 10 && refused > 10, taken + " taken, " + refused + " refused");
    }
}
