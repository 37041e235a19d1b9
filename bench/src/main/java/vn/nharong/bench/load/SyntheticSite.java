package vn.nharong.bench.load;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.media.dtls.DtlsRole;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.receive.ReceiveSection;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.srtp.SrtpProfile;
import vn.nharong.media.transport.Path;
import vn.nharong.media.transport.TransportSink;
import vn.nharong.media.transport.WebRtcTransport;
import vn.nharong.sim.peer.ControllingAgent;

/**
 * One synthetic participant. Signalling on the HTTP client's threads under this object's lock; media on the load loop.
 */
public final class SyntheticSite implements LoadLoop.Member, TransportSink {
    private static final Logger log = LoggerFactory.getLogger(SyntheticSite.class);

    private final int id;
    private final String identity;
    private final LoadLoop loop;
    private final HttpClient http;
    private final Histogram latency;
    private final SplittableRandom random;
    private final IceCredentials credentials;
    private final Offer offer;
    private final CompletableFuture<SyntheticSite> connected = new CompletableFuture<>();
    private final Map<String, String> trackOwners = new HashMap<>();
    private final Map<String, String> tracksByMid = new HashMap<>();
    private final Set<String> switchedOff = new HashSet<>();
    private final Deque<LivekitRtc.SignalRequest> outgoing = new ArrayDeque<>();
    private @Nullable WebSocket socket;
    private boolean sendingNow;
    private boolean offerPending;
    private boolean offerAgain;
    private int offerId;
    private boolean closed;
    private Consumer<LivekitRtc.SignalResponse> watcher = message -> {};

    // media, on the loop
    private final Map<String, ReceivedTrack> received = new HashMap<>();
    private final Map<String, ReceiveSection> sections = new HashMap<>();
    private final java.util.List<ReceivedTrack> all = new java.util.ArrayList<>();
    private @Nullable WebRtcTransport transport;
    private @Nullable ControllingAgent ice;
    private LoadLoop.@Nullable Line line;
    private @Nullable SyntheticCamera camera;
    /** What the server said last; it may say so before there is a camera. */
    private int layersWanted = Integer.MAX_VALUE;

    private @Nullable SyntheticMicrophone microphone;
    private Offer.@Nullable Section cameraSection;
    private Offer.@Nullable Section microphoneSection;
    private boolean transportConnected;
    private long joinStartNanos;
    private volatile long connectedNanos;

    public SyntheticSite(int id, String identity, LoadLoop loop, HttpClient http, Histogram latency) {
        this.id = id;
        this.identity = identity;
        this.loop = loop;
        this.http = http;
        this.latency = latency;
        this.random = new SplittableRandom(id * 7919L + 17);
        this.credentials = IceCredentials.random(random);
        this.offer = new Offer(credentials, loop.shared().certificate().fingerprintSha256());
    }

    public String identity() {
        return identity;
    }

    /** Adds a 720p simulcast camera and a microphone; before {@link #join}. */
    public SyntheticSite publishing() {
        cameraSection = null;
        microphoneSection = null;
        wantsToPublish = true;
        return this;
    }

    private boolean wantsToPublish;

    /** Hears every message of the server, on a signalling thread. */
    public SyntheticSite watching(Consumer<LivekitRtc.SignalResponse> watcher) {
        this.watcher = watcher;
        return this;
    }

    /**
     * @param base {@code ws://host:port}
     * @param sections receiving sections offered at once, of each kind
     * @return completes when ICE and DTLS are through
     */
    public synchronized CompletableFuture<SyntheticSite> join(String base, String token, int sections) {
        joinStartNanos = System.nanoTime();
        for (int i = 0; i < sections; i++) {
            offer.receive(MediaKind.AUDIO);
        }
        for (int i = 0; i < sections; i++) {
            offer.receive(MediaKind.VIDEO);
        }
        offerId = 1;
        offerPending = true;
        LivekitRtc.JoinRequest request = LivekitRtc.JoinRequest.newBuilder()
                .setClientInfo(LivekitModels.ClientInfo.newBuilder()
                        .setSdk(LivekitModels.ClientInfo.SDK.JS)
                        .setVersion("2.23.0")
                        .setProtocol(17))
                .setConnectionSettings(LivekitRtc.ConnectionSettings.newBuilder()
                        .setAutoSubscribe(true)
                        .setAdaptiveStream(false))
                .setPublisherOffer(LivekitRtc.SessionDescription.newBuilder()
                        .setType("offer")
                        .setSdp(offer.text())
                        .setId(offerId))
                .build();
        LivekitRtc.WrappedJoinRequest wrapped = LivekitRtc.WrappedJoinRequest.newBuilder()
                .setJoinRequest(request.toByteString())
                .build();
        String query = Base64.getUrlEncoder().withoutPadding().encodeToString(wrapped.toByteArray());
        URI uri = URI.create(base + "/rtc/v1?join_request=" + query);
        http.newWebSocketBuilder()
                .header("Authorization", "Bearer " + token)
                .buildAsync(uri, new Listener())
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        connected.completeExceptionally(failure);
                    }
                });
        return connected;
    }

    private final class Listener implements WebSocket.Listener {
        private final ByteArrayOutputStream partial = new ByteArrayOutputStream();

        @Override
        public void onOpen(WebSocket webSocket) {
            synchronized (SyntheticSite.this) {
                socket = webSocket;
                sendNext();
            }
            webSocket.request(1);
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            partial.writeBytes(bytes);
            if (last) {
                byte[] message = partial.toByteArray();
                partial.reset();
                try {
                    onMessage(LivekitRtc.SignalResponse.parseFrom(message));
                } catch (InvalidProtocolBufferException e) {
                    log.error("{}: the server sent what is no SignalResponse", identity, e);
                }
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            if (!closed && !connected.isDone()) {
                connected.completeExceptionally(new IOException("closed: " + code + " " + reason));
            }
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            if (!connected.isDone()) {
                connected.completeExceptionally(error);
            }
        }
    }

    private synchronized void onMessage(LivekitRtc.SignalResponse message) {
        watcher.accept(message);
        switch (message.getMessageCase()) {
            case JOIN -> {
                message.getJoin().getOtherParticipantsList().forEach(this::learn);
                if (wantsToPublish) {
                    publish();
                }
            }
            case UPDATE -> message.getUpdate().getParticipantsList().forEach(this::learn);
            case ANSWER -> onAnswer(message.getAnswer());
            case MEDIA_SECTIONS_REQUIREMENT -> {
                LivekitRtc.MediaSectionsRequirement need = message.getMediaSectionsRequirement();
                for (int i = 0; i < need.getNumAudios(); i++) {
                    offer.receive(MediaKind.AUDIO);
                }
                for (int i = 0; i < need.getNumVideos(); i++) {
                    offer.receive(MediaKind.VIDEO);
                }
                negotiate();
            }
            case SUBSCRIBED_QUALITY_UPDATE -> {
                int most = -1;
                for (LivekitRtc.SubscribedCodec codec :
                        message.getSubscribedQualityUpdate().getSubscribedCodecsList()) {
                    for (LivekitRtc.SubscribedQuality quality : codec.getQualitiesList()) {
                        if (quality.getEnabled()) {
                            most = Math.max(most, quality.getQuality().getNumber());
                        }
                    }
                }
                int layer = most;
                loop.post(now -> {
                    layersWanted = layer;
                    if (camera != null) {
                        camera.maxLayer(layer);
                    }
                });
            }
            case LEAVE -> {
                if (!connected.isDone()) {
                    connected.completeExceptionally(
                            new IOException("refused: " + message.getLeave().getReason()));
                }
            }
            default -> {
                // nothing that a listener of one meeting needs
            }
        }
    }

    private void learn(LivekitModels.ParticipantInfo participant) {
        for (LivekitModels.TrackInfo track : participant.getTracksList()) {
            trackOwners.put(track.getSid(), participant.getIdentity());
        }
    }

    private void publish() {
        Offer.Section video = offer.send(
                MediaKind.VIDEO,
                "cam" + id,
                SyntheticCamera.HD.stream().map(SyntheticCamera.Layer::rid).toList());
        Offer.Section audio = offer.send(MediaKind.AUDIO, "mic" + id, List.of());
        cameraSection = video;
        microphoneSection = audio;
        LivekitRtc.AddTrackRequest.Builder add = LivekitRtc.AddTrackRequest.newBuilder()
                .setCid(video.cid())
                .setName("camera")
                .setType(LivekitModels.TrackType.VIDEO)
                .setSource(LivekitModels.TrackSource.CAMERA)
                .setWidth(1280)
                .setHeight(720);
        LivekitRtc.SimulcastCodec.Builder codec =
                LivekitRtc.SimulcastCodec.newBuilder().setCodec("vp8").setCid(video.cid());
        int quality = 0;
        for (SyntheticCamera.Layer layer : SyntheticCamera.HD) {
            LivekitModels.VideoLayer.Builder wire = LivekitModels.VideoLayer.newBuilder()
                    .setQualityValue(quality++)
                    .setWidth(layer.width())
                    .setHeight(layer.height())
                    .setBitrate(layer.bitrateBps());
            add.addLayers(wire);
            codec.addLayers(wire);
        }
        send(LivekitRtc.SignalRequest.newBuilder()
                .setAddTrack(add.addSimulcastCodecs(codec))
                .build());
        send(LivekitRtc.SignalRequest.newBuilder()
                .setAddTrack(LivekitRtc.AddTrackRequest.newBuilder()
                        .setCid(audio.cid())
                        .setName("microphone")
                        .setType(LivekitModels.TrackType.AUDIO)
                        .setSource(LivekitModels.TrackSource.MICROPHONE))
                .build());
        negotiate();
    }

    private void negotiate() {
        if (offerPending) {
            offerAgain = true;
            return;
        }
        offerPending = true;
        send(LivekitRtc.SignalRequest.newBuilder()
                .setOffer(LivekitRtc.SessionDescription.newBuilder()
                        .setType("offer")
                        .setSdp(offer.text())
                        .setId(++offerId))
                .build());
    }

    private void onAnswer(LivekitRtc.SessionDescription answer) {
        if (answer.getId() != offerId) {
            return;
        }
        offerPending = false;
        AnswerLines lines = AnswerLines.parse(answer.getSdp(), true);
        Map<String, String> map = answer.getMidToTrackIdMap();
        tracksByMid.clear();
        tracksByMid.putAll(map);
        boolean first = answer.getId() == 1;
        loop.post(now -> {
            if (first) {
                begin(lines, now);
            }
            apply(map, lines, now);
        });
        if (offerAgain) {
            offerAgain = false;
            negotiate();
        }
    }

    private void begin(AnswerLines lines, long nowNanos) {
        InetSocketAddress server = Objects.requireNonNull(lines.udp, "an answer has a UDP candidate");
        try {
            line = loop.open(server, this);
        } catch (IOException e) {
            connected.completeExceptionally(e);
            return;
        }
        ControllingAgent agent = new ControllingAgent(credentials, line, random);
        ice = agent;
        WebRtcTransport made = new WebRtcTransport(loop.shared(), agent, DtlsRole.CLIENT, random.nextInt(), this);
        transport = made;
        made.extensions(Offer.IDS);
        agent.remote(new IceCredentials(lines.ufrag, lines.password), nowNanos);
        made.remote("sha-256", lines.fingerprint);
        made.handleTimeout(nowNanos);
    }

    private void apply(Map<String, String> map, AnswerLines lines, long nowNanos) {
        WebRtcTransport to = transport;
        if (to == null) {
            return;
        }
        for (Offer.Section section : List.copyOf(offer.sections())) {
            if (!section.cid().isEmpty()) {
                continue;
            }
            String track = map.getOrDefault(section.mid(), "");
            ReceivedTrack old = received.get(section.mid());
            if (old != null && old.trackSid().equals(track)) {
                continue;
            }
            ReceiveSection gone = sections.remove(section.mid());
            if (gone != null) {
                to.remove(gone);
                received.remove(section.mid());
            }
            Integer ssrc = lines.ssrcs.get(section.mid());
            if (track.isEmpty() || ssrc == null) {
                continue;
            }
            ReceivedTrack fresh = new ReceivedTrack(track, section.kind(), 1280, latency);
            ReceiveSection made = new ReceiveSection(
                    section.kind(),
                    section.mid(),
                    List.of(section.kind() == MediaKind.VIDEO ? Offer.VP8 : Offer.OPUS),
                    List.of(),
                    ssrc,
                    0,
                    fresh);
            received.put(section.mid(), fresh);
            sections.put(section.mid(), made);
            all.add(fresh);
            to.add(made);
        }
        startPublishing(nowNanos);
    }

    private void startPublishing(long nowNanos) {
        WebRtcTransport to = transport;
        Offer.Section video = cameraSection;
        Offer.Section audio = microphoneSection;
        if (to == null || video == null || audio == null || camera != null || !transportConnected) {
            return;
        }
        SyntheticCamera made = new SyntheticCamera(id, SyntheticCamera.HD, video.mid(), loop.pool(), to, random);
        camera = made;
        made.maxLayer(layersWanted);
        for (RtpSender sender : made.senders()) {
            to.add(sender, (s, rtcp, now) -> s.writeReport(rtcp, ntp(), made.timestamp(), now), nowNanos);
        }
        SyntheticMicrophone voice = new SyntheticMicrophone(id, audio.mid(), loop.pool(), to, random);
        microphone = voice;
        to.add(voice.sender(), (s, rtcp, now) -> {}, nowNanos);
    }

    private static long ntp() {
        long millis = System.currentTimeMillis() + 2_208_988_800_000L;
        return millis / 1000 << 32 | (millis % 1000 << 32) / 1000;
    }

    /** Asks for 1280×720 of these tracks and switches all other video off. */
    public synchronized void watchOnly(Set<String> trackSids) {
        Set<String> off = new HashSet<>();
        Set<String> on = new HashSet<>();
        for (String track : trackOwners.keySet()) {
            if (trackSids.contains(track)) {
                on.add(track);
            } else {
                off.add(track);
            }
        }
        loop.post(now -> {
            for (ReceivedTrack track : received.values()) {
                boolean wanted = on.contains(track.trackSid());
                if (track.kind() == MediaKind.VIDEO && wanted == switchedOff.contains(track.trackSid())) {
                    track.wanted(wanted);
                }
            }
            switchedOff.clear();
            switchedOff.addAll(off);
        });
        if (!on.isEmpty()) {
            send(settings(on, false));
        }
        if (!off.isEmpty()) {
            send(settings(off, true));
        }
    }

    private static LivekitRtc.SignalRequest settings(Set<String> tracks, boolean disabled) {
        return LivekitRtc.SignalRequest.newBuilder()
                .setTrackSetting(LivekitRtc.UpdateTrackSettings.newBuilder()
                        .addAllTrackSids(tracks)
                        .setDisabled(disabled)
                        .setWidth(1280)
                        .setHeight(720))
                .build();
    }

    /** The tracks that others publish, by sid, with their owner's identity. */
    public synchronized Map<String, String> tracks() {
        return Map.copyOf(trackOwners);
    }

    public synchronized void send(LivekitRtc.SignalRequest request) {
        outgoing.add(request);
        sendNext();
    }

    private synchronized void sendNext() {
        WebSocket to = socket;
        LivekitRtc.SignalRequest next = sendingNow || to == null ? null : outgoing.poll();
        if (next == null || to == null) {
            return;
        }
        sendingNow = true;
        to.sendBinary(ByteBuffer.wrap(next.toByteArray()), true).whenComplete((sent, failure) -> {
            synchronized (this) {
                sendingNow = false;
                if (failure == null) {
                    sendNext();
                }
            }
        });
    }

    @Override
    public void onDatagram(PacketBuffer packet, long nowNanos) {
        WebRtcTransport to = transport;
        LoadLoop.Line from = line;
        if (to != null && from != null) {
            to.handleDatagram(packet, from, nowNanos);
        }
    }

    @Override
    public void tick(long nowNanos) {
        WebRtcTransport to = transport;
        if (to == null) {
            return;
        }
        if (to.nextTimeoutNanos() <= nowNanos) {
            to.handleTimeout(nowNanos);
        }
        if (camera != null && transportConnected) {
            camera.tick(nowNanos);
        }
        if (microphone != null && transportConnected) {
            microphone.tick(nowNanos);
        }
    }

    @Override
    public void transmit(PacketBuffer datagram, Path path) {
        ((LoadLoop.Line) path).send(datagram);
    }

    @Override
    public void onState(State state, String reason) {
        transportConnected = state == State.CONNECTED;
        if (transportConnected) {
            connectedNanos = System.nanoTime();
            connected.complete(this);
            loop.post(this::startPublishing);
        } else if (state == State.FAILED) {
            log.warn("{}: transport failed: {}", identity, reason);
            connected.completeExceptionally(new IOException("transport failed: " + reason));
        }
    }

    @Override
    public void onSecured(SrtpProfile profile) {}

    @Override
    public void onPictureLoss(RtpSender sender, long nowNanos) {
        if (camera != null) {
            camera.onPictureLoss(sender);
        }
    }

    /** From {@link #join} to a connected transport; 0 while not. */
    public long joinMillis() {
        long at = connectedNanos;
        return at == 0 ? 0 : (at - joinStartNanos) / 1_000_000;
    }

    /** Everything ever received; read after the loop has stopped. */
    public List<ReceivedTrack> receivedTracks() {
        return List.copyOf(all);
    }

    public void close() {
        synchronized (this) {
            closed = true;
            WebSocket to = socket;
            if (to != null) {
                to.sendBinary(
                        ByteBuffer.wrap(LivekitRtc.SignalRequest.newBuilder()
                                .setLeave(LivekitRtc.LeaveRequest.newBuilder()
                                        .setReason(LivekitModels.DisconnectReason.CLIENT_INITIATED))
                                .build()
                                .toByteArray()),
                        true);
            }
        }
        loop.post(now -> {
            if (transport != null) {
                transport.close("leaves");
            }
            if (line != null) {
                line.close();
            }
            loop.forget(this);
        });
    }

    static ByteString empty() {
        return ByteString.EMPTY;
    }
}
