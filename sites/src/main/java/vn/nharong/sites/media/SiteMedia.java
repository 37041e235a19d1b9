package vn.nharong.sites.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.dtls.DtlsRole;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.receive.ReceiveSection;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.send.RtpSender;
import vn.nharong.media.srtp.SrtpProfile;
import vn.nharong.media.transport.Demux;
import vn.nharong.media.transport.ExtensionIds;
import vn.nharong.media.transport.Path;
import vn.nharong.media.transport.TransportSink;
import vn.nharong.media.transport.WebRtcTransport;
import vn.nharong.sim.peer.ControllingAgent;

/** One participant's transport, camera, microphone and what it receives. Belongs to the load loop. */
final class SiteMedia implements LoadLoop.Member, TransportSink {
    /** Told of the transport, on the loop. */
    interface Owner {
        /** Every few seconds while there is a transport: the server takes a long silence for a dead line. */
        void onTimeToPing();

        void onConnected();

        void onFailed(String reason);

        /** On a data channel. */
        void onData(byte[] message);
    }

    private static final long PING_NANOS = 8_000_000_000L;
    private static final long LIMIT_NANOS = 1_000_000_000L;
    /** Of a line in the house: a whole picture may come at once. */
    private static final long LIMIT_BPS = 50_000_000;

    private static final String RELIABLE = "_reliable";

    private final String name;
    private final LoadLoop loop;
    private final SplittableRandom random;
    private final IceCredentials credentials;
    private final Owner owner;
    private final Arrivals arrivals;
    private final int watchedWidth;
    private TrackWatches watches = TrackWatches.NONE;
    private @Nullable Departures departures;
    private boolean withData;
    private boolean silent;
    private final Map<String, ReceivedTrack> received = new HashMap<>();
    private final Map<String, ReceiveSection> sections = new HashMap<>();
    private final List<ReceivedTrack> all = new ArrayList<>();
    private @Nullable WebRtcTransport transport;
    private SiteSockets.@Nullable Line line;
    private @Nullable SyntheticCamera camera;
    private @Nullable SyntheticMicrophone microphone;
    private boolean connected;
    private boolean closed;
    private boolean open;
    private long nextPingNanos;
    private int mostLayer = Integer.MAX_VALUE;
    private long nextLimitNanos = Long.MAX_VALUE;
    private int hostilePerTick;
    private byte[] lastSent = new byte[0];
    private final byte[] assaultTail = new byte[16];
    private volatile long hostileSent;

    /** What is sent, and in which sections of the offer. */
    record Sends(Pictures pictures, String pictureMid, Sound sound, String soundMid) {}

    private @Nullable Sends sends;

    /** @param watchedWidth of the pictures whose every frame is kept in mind; 0 for none */
    SiteMedia(
            String name,
            LoadLoop loop,
            SplittableRandom random,
            IceCredentials credentials,
            int watchedWidth,
            Arrivals arrivals,
            Owner owner) {
        this.name = name;
        this.loop = loop;
        this.random = random;
        this.credentials = credentials;
        this.watchedWidth = watchedWidth;
        this.arrivals = arrivals;
        this.owner = owner;
    }

    /** Before {@link #begin}. */
    void watches(TrackWatches watches) {
        this.watches = watches;
    }

    /** Is told when each packet of its camera and its microphone leaves; before {@link #begin}. */
    void departures(Departures told) {
        departures = told;
    }

    /** Opens the channel for reliable messages; before {@link #begin}. */
    void withData() {
        withData = true;
    }

    /** @param ids of the header extensions that both sides know */
    void begin(AnswerLines lines, ExtensionIds ids, long nowNanos) {
        if (closed) {
            return;
        }
        InetSocketAddress server = Objects.requireNonNull(lines.udp, "an answer has a UDP candidate");
        SiteSockets.Line made;
        try {
            made = loop.open(server, this);
        } catch (IOException e) {
            owner.onFailed(String.valueOf(e.getMessage()));
            return;
        }
        line = made;
        ControllingAgent agent = new ControllingAgent(credentials, made, random);
        WebRtcTransport to = new WebRtcTransport(loop.shared(), agent, DtlsRole.CLIENT, random.nextInt(), this);
        transport = to;
        to.extensions(ids);
        agent.remote(new IceCredentials(lines.ufrag, lines.password), nowNanos);
        if (withData) {
            to.openData(RELIABLE, true, nowNanos);
        }
        to.remote("sha-256", lines.fingerprint);
        to.handleTimeout(nowNanos);
    }

    /** An answer came. @param tracks by mid, what the server sends there */
    void apply(List<Offer.Section> offered, Map<String, String> tracks, AnswerLines lines, long nowNanos) {
        for (Offer.Section section : offered) {
            if (section.cid().isEmpty()) {
                receive(new Incoming(
                        section.mid(),
                        section.kind(),
                        tracks.getOrDefault(section.mid(), ""),
                        section.kind() == MediaKind.VIDEO ? Offer.VP8 : Offer.OPUS,
                        lines.ssrcs.get(section.mid())));
            }
        }
        startSending(nowNanos);
    }

    /**
     * What the server sends in one section.
     *
     * @param track empty for nothing
     * @param ssrc null where the server names none: nothing then
     */
    record Incoming(
            String mid,
            MediaKind kind,
            String track,
            CodecParameters codec,
            @Nullable Integer ssrc) {}

    /** What a section brings from now on; as before, nothing happens. */
    void receive(Incoming incoming) {
        WebRtcTransport to = transport;
        String mid = incoming.mid();
        ReceivedTrack old = received.get(mid);
        if (to == null || old != null && old.trackSid().equals(incoming.track())) {
            return;
        }
        ReceiveSection gone = sections.remove(mid);
        if (gone != null) {
            to.remove(gone);
            received.remove(mid);
        }
        Integer ssrc = incoming.ssrc();
        if (incoming.track().isEmpty() || ssrc == null) {
            return;
        }
        // Not at once: a sink does not call back into its transport.
        Runnable refresh = () -> loop.post(now -> refresh(mid, now));
        ReceivedTrack fresh = new ReceivedTrack(
                incoming.track(),
                incoming.kind(),
                watchedWidth,
                arrivals,
                watches.of(incoming.track(), incoming.kind(), refresh),
                refresh);
        ReceiveSection made =
                new ReceiveSection(incoming.kind(), mid, List.of(incoming.codec()), List.of(), ssrc, 0, fresh);
        received.put(mid, fresh);
        sections.put(mid, made);
        all.add(fresh);
        to.add(made);
    }

    private void refresh(String mid, long nowNanos) {
        ReceiveSection section = sections.get(mid);
        if (transport != null && section != null && section.kind() == MediaKind.VIDEO) {
            boolean unused = transport.requestKeyframe(section, 0, nowNanos);
        }
    }

    /** A reliable message to the room. */
    void data(byte[] message, long nowNanos) {
        if (transport != null && connected) {
            transport.sendData(RELIABLE, message, true, nowNanos);
        }
    }

    /** Its line is cut: nothing goes out, and what comes in is thrown away. */
    void silent(boolean silent) {
        this.silent = silent;
    }

    void send(Sends what, long nowNanos) {
        sends = what;
        startSending(nowNanos);
    }

    private void startSending(long nowNanos) {
        WebRtcTransport to = transport;
        Sends what = sends;
        if (to == null || what == null || camera != null || !connected) {
            return;
        }
        SyntheticCamera made = new SyntheticCamera(
                name, what.pictures(), what.pictureMid(), loop.pool(), loop.frame(), to, random, departures);
        camera = made;
        if (what.pictures().paced()) {
            to.atOnce();
        }
        made.maxLayer(mostLayer);
        for (RtpSender sender : made.senders()) {
            to.add(sender, (s, rtcp, now) -> s.writeReport(rtcp, ntp(), made.timestamp(), now), nowNanos);
        }
        SyntheticMicrophone voice = new SyntheticMicrophone(
                name, what.sound(), what.soundMid(), loop.pool(), loop.frame(), to, random, departures);
        microphone = voice;
        voice.open(open, nowNanos);
        to.add(
                voice.sender(),
                (s, rtcp, now) -> {
                    if (voice.open()) {
                        s.writeReport(rtcp, ntp(), voice.timestamp(), now);
                    }
                },
                nowNanos);
    }

    private static long ntp() {
        long millis = System.currentTimeMillis() + 2_208_988_800_000L;
        return millis / 1000 << 32 | (millis % 1000 << 32) / 1000;
    }

    /** Opens or closes the microphone, also before there is one. */
    void microphone(boolean open, long nowNanos) {
        this.open = open;
        if (microphone != null) {
            microphone.open(open, nowNanos);
        }
    }

    /** Dynacast: the server wants no more than this layer; -1 for none. */
    void maxLayer(int most) {
        mostLayer = most;
        if (camera != null) {
            camera.maxLayer(most);
        }
    }

    /** These tracks' pictures are looked at from now on or no longer. */
    void wanted(Set<String> tracks, Set<String> before) {
        for (ReceivedTrack track : received.values()) {
            boolean is = tracks.contains(track.trackSid());
            if (track.kind() == MediaKind.VIDEO && is != before.contains(track.trackSid())) {
                track.wanted(is);
            }
        }
    }

    /** Everything ever received; read after the loop has stopped. */
    List<ReceivedTrack> all() {
        return List.copyOf(all);
    }

    @Override
    public void onDatagram(PacketBuffer packet, long nowNanos) {
        WebRtcTransport to = transport;
        SiteSockets.Line from = line;
        if (to != null && from != null && !silent) {
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
        if (nowNanos >= nextPingNanos) {
            nextPingNanos = nowNanos + PING_NANOS / 2 + random.nextLong(PING_NANOS / 2);
            owner.onTimeToPing();
        }
        if (camera != null && connected) {
            camera.tick(nowNanos);
        }
        if (microphone != null && connected) {
            microphone.tick(nowNanos);
        }
        if (nowNanos >= nextLimitNanos) {
            nextLimitNanos = nowNanos + LIMIT_NANOS;
            to.receiverLimit(LIMIT_BPS, nowNanos);
        }
        if (hostilePerTick > 0 && line != null) {
            assault(line);
        }
    }

    @Override
    public void transmit(PacketBuffer datagram, Path path) {
        if (silent) {
            datagram.release();
            return;
        }
        if (hostilePerTick > 0 && Demux.of(datagram) == Demux.RTP) {
            lastSent = datagram.toArray();
        }
        ((SiteSockets.Line) path).send(datagram);
    }

    @Override
    public void onState(State state, String reason) {
        connected = state == State.CONNECTED;
        if (connected) {
            owner.onConnected();
            loop.post(this::startSending);
        } else if (state == State.FAILED) {
            owner.onFailed(reason);
        }
    }

    @Override
    public void onData(String label, byte[] message, boolean binary) {
        owner.onData(message);
    }

    @Override
    public void onSecured(SrtpProfile profile) {}

    @Override
    public void onPictureLoss(RtpSender sender, long nowNanos) {
        if (camera != null) {
            camera.onPictureLoss(sender);
        }
    }

    /** On the loop: so many datagrams a second over its own line that no honest client sends. */
    void hostile(int perSecond) {
        hostilePerTick = (int) (perSecond * LoadLoop.TICK_NANOS / 1_000_000_000L);
    }

    /** Half are what was sent before, half are of a sequence number to come and under no key. */
    private void assault(SiteSockets.Line over) {
        for (int i = 0; i < hostilePerTick && lastSent.length > 0; i++) {
            byte[] datagram = lastSent.clone();
            if (i % 2 == 0) {
                datagram[2] += 1;
                random.nextBytes(assaultTail);
                System.arraycopy(assaultTail, 0, datagram, datagram.length - assaultTail.length, assaultTail.length);
            }
            PacketBuffer packet = loop.pool().lease();
            packet.length(datagram.length);
            packet.put(0, datagram, 0, datagram.length);
            over.send(packet);
            hostileSent++;
        }
    }

    long hostileSent() {
        return hostileSent;
    }

    /** On the loop. From now on the socket is the taker's; that the line is wide is told by itself. */
    void deafen(IntConsumer taker) {
        if (line != null) {
            taker.accept(line.descriptor());
            nextLimitNanos = 0;
        }
    }

    @Override
    public boolean pace(long nowNanos) {
        return camera != null && connected && camera.pace(nowNanos);
    }

    void close() {
        closed = true;
        if (transport != null) {
            transport.close("leaves");
            transport = null;
        }
        if (line != null) {
            loop.close(line);
        }
        loop.forget(this);
    }
}
