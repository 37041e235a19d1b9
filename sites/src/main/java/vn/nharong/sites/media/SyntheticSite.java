package vn.nharong.sites.media;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.rtp.MediaKind;

/**
 * One synthetic participant, from joining to its end; who wants to come back makes a new one. Signalling on the HTTP client's
 * threads under this object's lock; media on the load loop.
 */
public final class SyntheticSite implements Signalling.Receiver, SiteMedia.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(SyntheticSite.class);

    private final String identity;
    private final LoadLoop loop;
    private final Signalling signalling;
    private final SiteMedia media;
    private final Offer offer;
    private final CompletableFuture<SyntheticSite> connected = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Map<String, String> trackOwners = new HashMap<>();
    private Set<String> watched = new HashSet<>();
    private Consumer<LivekitRtc.SignalResponse> watcher = message -> {};
    private Consumer<String> onEnd = reason -> {};
    private Consumer<byte[]> onData = message -> {};
    private boolean takesAll = true;
    private String reached = "";
    private @Nullable Sending sending;
    private @Nullable IntConsumer deafened;
    private String microphoneCid = "";
    private String microphoneSid = "";
    private boolean microphoneOpen;
    private boolean offerPending;
    private boolean offerAgain;
    private int offerId;

    /**
     * What a participant publishes.
     *
     * @param closed the microphone is published muted and sends nothing until the server asks for it
     * @param opensAfterMillis how long the microphone takes to open when asked
     */
    public record Sending(Pictures pictures, Sound sound, boolean closed, int opensAfterMillis) {}

    /** How it takes part beside sending. @param watchedWidth of pictures whose every frame is kept in mind; 0 for none */
    public record Taking(int watchedWidth, Arrivals arrivals) {
        public static final Taking NOTHING = new Taking(0, Arrivals.NONE);
    }

    public SyntheticSite(String identity, long seed, LoadLoop loop, HttpClient http, Taking taking) {
        this.identity = identity;
        this.loop = loop;
        SplittableRandom random = new SplittableRandom(seed);
        IceCredentials credentials = IceCredentials.random(random);
        this.offer = new Offer(credentials, loop.shared().certificate().fingerprintSha256());
        this.signalling = new Signalling(http, this);
        this.media = new SiteMedia(identity, loop, random, credentials, taking.watchedWidth(), taking.arrivals(), this);
    }

    public String identity() {
        return identity;
    }

    /** Adds a camera and a microphone; before {@link #join}. */
    public SyntheticSite sending(Sending what) {
        sending = what;
        return this;
    }

    /**
     * Takes everything and tells nothing of it but that its line is wide, so that it costs its own machine nothing; before {@link #join}.
     *
     * @param socket is given the descriptor of the site's socket, on the load loop, when media can come
     */
    public SyntheticSite deaf(IntConsumer socket) {
        offer.withoutFeedback();
        deafened = socket;
        return this;
    }

    /** Hears every message of the server, on a signalling thread; before {@link #join}. */
    public SyntheticSite watching(Consumer<LivekitRtc.SignalResponse> watcher) {
        this.watcher = watcher;
        return this;
    }

    /** Hears once, with the reason, that the connection is over; not after {@link #close}. Before {@link #join}. */
    public SyntheticSite onEnd(Consumer<String> onEnd) {
        this.onEnd = onEnd;
        return this;
    }

    /** Takes only what it asks for by {@link #subscribe}; before {@link #join}. */
    public SyntheticSite choosing() {
        takesAll = false;
        return this;
    }

    /** Gives each received track its watch; before {@link #join}. */
    public SyntheticSite measuring(TrackWatches watches) {
        media.watches(watches);
        return this;
    }

    /** Tells when each packet leaves that it sends; before {@link #join}. */
    public SyntheticSite telling(Departures departures) {
        media.departures(departures);
        return this;
    }

    /** Has a channel for reliable messages. @param onData hears what comes, on the load loop; before {@link #join} */
    public SyntheticSite withData(Consumer<byte[]> onData) {
        this.onData = onData;
        media.withData();
        return this;
    }

    /** Asks for these tracks, or for them no longer. Any thread. */
    public void subscribe(Set<String> trackSids, boolean wanted) {
        send(LivekitRtc.SignalRequest.newBuilder()
                .setSubscription(LivekitRtc.UpdateSubscription.newBuilder()
                        .addAllTrackSids(trackSids)
                        .setSubscribe(wanted))
                .build());
    }

    /** Sends a packet of the data protocol to the room, reliably. Any thread. */
    public void sendData(LivekitModels.DataPacket packet) {
        byte[] message = packet.toByteArray();
        loop.post(now -> media.data(message, now));
    }

    /** Cuts its line for media, or mends it. Any thread. */
    public void silent(boolean silent) {
        loop.post(now -> media.silent(silent));
    }

    /**
     * @param base {@code ws://host:port}
     * @param sounds receiving sections of sound offered at once
     * @param pictures of pictures
     * @return completes when ICE and DTLS are through
     */
    public CompletableFuture<SyntheticSite> join(String base, String token, int sounds, int pictures) {
        String first;
        synchronized (this) {
            reached = address(base);
            receive(sounds, pictures);
            offerId = 1;
            offerPending = true;
            first = offer.text();
        }
        signalling.open(base, token, first, takesAll);
        return connected;
    }

    /** Empty when its name is not known: then signalling will not come about either. */
    private static String address(String base) {
        try {
            return InetAddress.getByName(URI.create(base).getHost()).getHostAddress();
        } catch (UnknownHostException | IllegalArgumentException e) {
            return "";
        }
    }

    private void receive(int sounds, int pictures) {
        for (int i = 0; i < sounds; i++) {
            offer.receive(MediaKind.AUDIO);
        }
        for (int i = 0; i < pictures; i++) {
            offer.receive(MediaKind.VIDEO);
        }
    }

    @Override
    public void onSocketEnd(String reason) {
        end(reason);
    }

    private void end(String reason) {
        if (ended.compareAndSet(false, true)) {
            connected.completeExceptionally(new IOException(reason));
            onEnd.accept(reason);
        }
    }

    @Override
    public void onMessage(LivekitRtc.SignalResponse message) {
        take(message);
        watcher.accept(message);
    }

    private synchronized void take(LivekitRtc.SignalResponse message) {
        switch (message.getMessageCase()) {
            case JOIN -> {
                message.getJoin().getOtherParticipantsList().forEach(this::learn);
                if (sending != null) {
                    publish(sending);
                }
            }
            case UPDATE -> message.getUpdate().getParticipantsList().forEach(this::learn);
            case ANSWER -> onAnswer(message.getAnswer());
            case MEDIA_SECTIONS_REQUIREMENT -> {
                LivekitRtc.MediaSectionsRequirement need = message.getMediaSectionsRequirement();
                receive(need.getNumAudios(), need.getNumVideos());
                negotiate();
            }
            case SUBSCRIBED_QUALITY_UPDATE -> {
                int most = mostWanted(message.getSubscribedQualityUpdate());
                loop.post(now -> media.maxLayer(most));
            }
            case TRACK_PUBLISHED -> {
                LivekitRtc.TrackPublishedResponse published = message.getTrackPublished();
                if (published.getCid().equals(microphoneCid)) {
                    microphoneSid = published.getTrack().getSid();
                }
            }
            case MUTE -> onMute(message.getMute());
            case LEAVE -> end("sent away: " + message.getLeave().getReason());
            default -> {
                // nothing that a listener of one meeting needs
            }
        }
    }

    private static int mostWanted(LivekitRtc.SubscribedQualityUpdate update) {
        int most = -1;
        for (LivekitRtc.SubscribedCodec codec : update.getSubscribedCodecsList()) {
            for (LivekitRtc.SubscribedQuality quality : codec.getQualitiesList()) {
                if (quality.getEnabled()) {
                    most = Math.max(most, quality.getQuality().getNumber());
                }
            }
        }
        return most;
    }

    /** The server's act opens and closes the microphone; nothing else does. */
    private void onMute(LivekitRtc.MuteTrackRequest mute) {
        Sending what = sending;
        if (what == null || !mute.getSid().equals(microphoneSid)) {
            return;
        }
        microphoneOpen = !mute.getMuted();
        Runnable obey = () -> {
            signalling.send(LivekitRtc.SignalRequest.newBuilder().setMute(mute).build());
            loop.post(now -> media.microphone(!mute.getMuted(), now));
        };
        if (mute.getMuted() || what.opensAfterMillis() == 0) {
            obey.run();
        } else {
            CompletableFuture.delayedExecutor(what.opensAfterMillis(), java.util.concurrent.TimeUnit.MILLISECONDS)
                    .execute(obey);
        }
    }

    private void learn(LivekitModels.ParticipantInfo participant) {
        if (participant.getState() == LivekitModels.ParticipantInfo.State.DISCONNECTED) {
            trackOwners.values().removeIf(participant.getIdentity()::equals);
            return;
        }
        for (LivekitModels.TrackInfo track : participant.getTracksList()) {
            trackOwners.put(track.getSid(), participant.getIdentity());
        }
    }

    private void publish(Sending what) {
        Pictures pictures = what.pictures();
        Offer.Section video = offer.send(
                MediaKind.VIDEO,
                "cam-" + identity,
                pictures.layers().size() > 1
                        ? pictures.layers().stream().map(Layer::rid).toList()
                        : List.of()); // a single stream has no name (RFC 8853)
        Offer.Section audio = offer.send(MediaKind.AUDIO, "mic-" + identity, List.of());
        Layer largest = pictures.layers().getLast();
        microphoneCid = audio.cid();
        LivekitRtc.AddTrackRequest.Builder add = LivekitRtc.AddTrackRequest.newBuilder()
                .setCid(video.cid())
                .setName("camera")
                .setType(LivekitModels.TrackType.VIDEO)
                .setSource(LivekitModels.TrackSource.CAMERA)
                .setWidth(largest.width())
                .setHeight(largest.height());
        LivekitRtc.SimulcastCodec.Builder codec =
                LivekitRtc.SimulcastCodec.newBuilder().setCodec("vp8").setCid(video.cid());
        int quality = 0;
        for (Layer layer : pictures.layers()) {
            LivekitModels.VideoLayer.Builder wire = LivekitModels.VideoLayer.newBuilder()
                    .setQualityValue(quality++)
                    .setWidth(layer.width())
                    .setHeight(layer.height())
                    .setBitrate(layer.bitrateBps());
            add.addLayers(wire);
            codec.addLayers(wire);
        }
        signalling.send(LivekitRtc.SignalRequest.newBuilder()
                .setAddTrack(add.addSimulcastCodecs(codec))
                .build());
        signalling.send(LivekitRtc.SignalRequest.newBuilder()
                .setAddTrack(LivekitRtc.AddTrackRequest.newBuilder()
                        .setCid(audio.cid())
                        .setName("microphone")
                        .setType(LivekitModels.TrackType.AUDIO)
                        .setSource(LivekitModels.TrackSource.MICROPHONE)
                        .setMuted(what.closed()))
                .build());
        SiteMedia.Sends sends = new SiteMedia.Sends(pictures, video.mid(), what.sound(), audio.mid());
        loop.post(now -> {
            media.microphone(!what.closed(), now);
            media.send(sends, now);
        });
        negotiate();
    }

    private void negotiate() {
        if (offerPending) {
            offerAgain = true;
            return;
        }
        offerPending = true;
        signalling.send(LivekitRtc.SignalRequest.newBuilder()
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
        AnswerLines lines = AnswerLines.parse(answer.getSdp(), reached);
        Map<String, String> map = answer.getMidToTrackIdMap();
        List<Offer.Section> offered = List.copyOf(offer.sections());
        boolean first = answer.getId() == 1;
        loop.post(now -> {
            if (first) {
                media.begin(lines, Offer.IDS, now);
            }
            media.apply(offered, map, lines, now);
        });
        if (offerAgain) {
            offerAgain = false;
            negotiate();
        }
    }

    /** Asks for 1280×720 of these tracks and switches all other video off. */
    public synchronized void watchOnly(Set<String> trackSids) {
        Set<String> off = new HashSet<>();
        Set<String> on = new HashSet<>();
        for (String track : trackOwners.keySet()) {
            (trackSids.contains(track) ? on : off).add(track);
        }
        Set<String> before = watched;
        watched = on;
        loop.post(now -> media.wanted(on, before));
        if (!on.isEmpty()) {
            send(settings(on, 1280, 720, false));
        }
        if (!off.isEmpty()) {
            send(settings(off, 1280, 720, true));
        }
    }

    /** Asks for pictures of this size. @param disabled for none */
    public static LivekitRtc.SignalRequest settings(Set<String> tracks, int width, int height, boolean disabled) {
        return LivekitRtc.SignalRequest.newBuilder()
                .setTrackSetting(LivekitRtc.UpdateTrackSettings.newBuilder()
                        .addAllTrackSids(tracks)
                        .setDisabled(disabled)
                        .setWidth(width)
                        .setHeight(height))
                .build();
    }

    /** The tracks that others publish, by sid, with their owner's identity. */
    public synchronized Map<String, String> tracks() {
        return Map.copyOf(trackOwners);
    }

    public void send(LivekitRtc.SignalRequest request) {
        signalling.send(request);
    }

    @Override
    public void onTimeToPing() {
        send(LivekitRtc.SignalRequest.newBuilder()
                .setPingReq(LivekitRtc.Ping.newBuilder().setTimestamp(System.currentTimeMillis()))
                .build());
    }

    @Override
    public void onConnected() {
        if (deafened != null) {
            media.deafen(deafened);
        }
        connected.complete(this);
    }

    @Override
    public void onData(byte[] message) {
        onData.accept(message);
    }

    @Override
    public void onFailed(String reason) {
        LOG.warn("{}: transport failed: {}", identity, reason);
        end("transport failed: " + reason);
    }

    @Override
    public synchronized String toString() {
        return identity + ": microphone " + microphoneSid + (microphoneOpen ? " open" : " closed")
                + (offerPending ? ", an offer is not answered" : "");
    }

    /** Everything ever received; read on the load loop or after it has stopped. */
    public List<ReceivedTrack> receivedTracks() {
        return media.all();
    }

    /** From now on it also repeats what it sent and forges what it did not. Any thread. @param perSecond 0 for no more */
    public void hostile(int perSecond) {
        loop.post(now -> media.hostile(perSecond));
    }

    /** Datagrams so far of {@link #hostile}. Any thread. */
    public long hostileSent() {
        return media.hostileSent();
    }

    /** Leaves. Any thread. */
    public void close() {
        close(tracks -> {});
    }

    /** Leaves. Any thread. @param received hears on the load loop everything that was ever received */
    public void close(Consumer<List<ReceivedTrack>> received) {
        ended.set(true);
        signalling.close();
        loop.post(now -> {
            received.accept(media.all());
            media.close();
        });
    }

    /** Does something on the load loop, after what was asked before. Any thread. */
    public void onLoop(Runnable what) {
        loop.post(now -> what.run());
    }
}
