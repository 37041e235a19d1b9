package vn.nharong.loadtest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import vn.nharong.loadtest.janus.JanusRefused;
import vn.nharong.loadtest.janus.JanusSession;
import vn.nharong.loadtest.janus.VideoRoom;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sites.media.Departures;
import vn.nharong.sites.media.MediaPeer;
import vn.nharong.sites.media.TrackWatch;

/** A participant of a VideoRoom: a session, and a connection each for what it sends and what it takes. Under its own lock. */
final class JanusGuest implements Guest {
    private static final int PATIENCE_SECONDS = 20;
    private static final Executor VIRTUAL = Executors.newVirtualThreadPerTaskExecutor();

    private final JanusContender server;
    private final long room;
    private final Map<String, Long> feeds;
    private final Ground ground;
    private final Contender.Part part;
    private final SiteFigures figures;
    private final List<MediaPeer> peers = new ArrayList<>();
    private @Nullable JanusSession session;
    private volatile boolean connected;
    private volatile String failure = "";

    /** @param feeds of the room, by identity: who publishes adds itself */
    JanusGuest(JanusContender server, long room, Map<String, Long> feeds, Ground ground, Contender.Part part) {
        this.server = server;
        this.room = room;
        this.feeds = feeds;
        this.ground = ground;
        this.part = part;
        figures = new SiteFigures(part.identity(), ground.measuring(), ground.latency(), ground.loop()::stalledNanos);
    }

    /** What is done on a virtual thread, where waiting costs nothing. */
    private interface Act {
        void run() throws JanusRefused, InterruptedException;
    }

    private CompletableFuture<Boolean> tries(Act act) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        act.run();
                        return true;
                    } catch (JanusRefused e) {
                        onEnd(e.getMessage());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return false;
                },
                VIRTUAL);
    }

    @Override
    public CompletableFuture<Boolean> join() {
        return tries(() -> {
            JanusSession opened = server.session(this::onEnd);
            synchronized (this) {
                session = opened;
            }
            if (part.sending() == null) {
                return;
            }
            MediaPeer peer = peer("send");
            Departures departures = part.departures().get(part.identity());
            if (departures != null) {
                peer.telling(departures);
            }
            feeds.put(part.identity(), new VideoRoom(opened, room).publish(part.identity(), peer, part.sending()));
            await(peer);
            connected = true;
        });
    }

    @Override
    public CompletableFuture<Boolean> follow() {
        return tries(() -> {
            JanusSession open;
            synchronized (this) {
                open = session;
            }
            if (open == null || part.takes().isEmpty()) {
                return;
            }
            long begun = System.nanoTime();
            MediaPeer peer = peer("take");
            peer.onLoop(() -> figures.asks(begun));
            List<Long> wanted = new ArrayList<>();
            Map<Long, String> owners = new HashMap<>();
            for (String identity : part.takes()) {
                Long feed = feeds.get(identity);
                if (feed == null) {
                    throw new JanusRefused(identity + " does not publish");
                }
                wanted.add(feed);
                owners.put(feed, identity);
            }
            peer.measuring((track, kind, askForKeyframe) -> watch(track, kind, askForKeyframe));
            new VideoRoom(open, room).subscribe(wanted, peer, feed -> Objects.requireNonNullElse(owners.get(feed), ""));
            await(peer);
            long millis = (System.nanoTime() - begun) / 1_000_000;
            peer.onLoop(() -> figures.joined(millis));
            connected = true;
        });
    }

    private TrackWatch watch(String owner, MediaKind kind, Runnable askForKeyframe) {
        Departures departures = part.departures().get(owner);
        return kind == MediaKind.VIDEO
                ? new FrameWatch(figures, askForKeyframe, departures)
                : new SoundWatch(figures, departures);
    }

    private synchronized MediaPeer peer(String what) {
        MediaPeer made = new MediaPeer(
                part.identity() + "-" + what,
                (part.identity() + what).hashCode() * 31L + room,
                ground.loop(),
                this::onEnd);
        peers.add(made);
        return made;
    }

    private static void await(MediaPeer peer) throws JanusRefused, InterruptedException {
        try {
            MediaPeer unused = peer.connected().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new JanusRefused(ServerFigures.said(e));
        } catch (TimeoutException e) {
            throw new JanusRefused("no connection for media within " + PATIENCE_SECONDS + " s");
        }
    }

    /** Of the signalling or of a connection; one end is everything's. */
    private void onEnd(String reason) {
        if (failure.isEmpty()) {
            failure = reason;
        }
        if (connected) {
            connected = false;
            ground.loop().post(now -> figures.broke());
        }
        List<MediaPeer> left;
        synchronized (this) {
            left = List.copyOf(peers);
        }
        left.forEach(peer -> peer.end(reason));
    }

    @Override
    public boolean connected() {
        return connected;
    }

    @Override
    public String failure() {
        return failure;
    }

    @Override
    public void leave() {
        JanusSession open;
        List<MediaPeer> left;
        synchronized (this) {
            open = session;
            session = null;
            left = List.copyOf(peers);
            peers.clear();
        }
        connected = false;
        left.forEach(peer -> peer.close(figures::add));
        if (open != null) {
            open.close();
        }
    }

    @Override
    public SiteFigures figures() {
        return figures;
    }
}
