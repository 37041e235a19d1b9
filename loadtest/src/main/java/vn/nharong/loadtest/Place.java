package vn.nharong.loadtest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import livekit.LivekitModels;
import livekit.LivekitRtc;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sites.media.Departures;
import vn.nharong.sites.media.SyntheticSite;
import vn.nharong.sites.media.TrackWatch;

/**
 * One seat of the load test and whoever sits there: leaves, comes back, is cut off, and its figures go on. Under its own lock;
 * what it receives on its load loop.
 */
final class Place {
    /** A site whose connection broke tries again after so long. */
    private static final long RETRY_MILLIS = 1_000;

    private final Ground ground;
    private final String room;
    private final String identity;
    private final String name;
    private final long seed;
    private final SiteFigures figures;
    private final List<FrameWatch> pictures = new CopyOnWriteArrayList<>();
    private final Map<String, Track> tracks = new HashMap<>();
    private final Set<String> taken = new HashSet<>();
    private Set<String> wanted = Set.of();
    private Map<String, Departures> departures = Map.of();
    private boolean picturesOnly;
    private int sounds = 1;
    private int videos = 1;
    private int width = 1280;
    private int height = 720;
    private SyntheticSite.@Nullable Sending sending;
    private @Nullable Consumer<byte[]> onData;
    private @Nullable SyntheticSite site;
    private int lives;
    private volatile boolean connected;
    private volatile String failure = "";

    private record Track(String owner, boolean video) {}

    Place(Ground ground, String room, String identity, String name, long seed) {
        this.ground = ground;
        this.room = room;
        this.identity = identity;
        this.name = name;
        this.seed = seed;
        this.figures = new SiteFigures(identity, ground.measuring(), ground.latency(), ground.loop()::stalledNanos);
    }

    /** Before {@link #join}. */
    synchronized Place sending(SyntheticSite.Sending what) {
        sending = what;
        return this;
    }

    /** Has a data channel; before {@link #join}. @param hears what comes, on the load loop */
    synchronized Place withData(Consumer<byte[]> hears) {
        onData = hears;
        return this;
    }

    /** Times packets by when they left, not by what they bear. Before {@link #join}. @param senders by identity */
    synchronized Place timing(Map<String, Departures> senders) {
        departures = Map.copyOf(senders);
        return this;
    }

    /** Takes so many at once, with their sound. Before {@link #join}. */
    synchronized Place room(int count) {
        sounds = count;
        videos = count;
        return this;
    }

    /** Takes pictures alone, of so many at once. Before {@link #join}. */
    synchronized Place picturesOnly(int count) {
        picturesOnly = true;
        sounds = 0;
        videos = count;
        return this;
    }

    /** Takes what these send, from now on and in every life. */
    synchronized void takes(Set<String> identities) {
        wanted = Set.copyOf(identities);
        choose();
    }

    /** Shows pictures so large. */
    synchronized void shows(int newWidth, int newHeight) {
        width = newWidth;
        height = newHeight;
        Set<String> shown = new HashSet<>();
        taken.stream().filter(sid -> isVideo(sid)).forEach(shown::add);
        if (site != null && !shown.isEmpty()) {
            site.send(SyntheticSite.settings(shown, width, height, false));
        }
    }

    private boolean isVideo(String sid) {
        Track track = tracks.get(sid);
        return track != null && track.video();
    }

    /** Begins a life. @return completes when media can come; never with an exception: see {@link #failure} */
    synchronized CompletableFuture<Boolean> join() {
        tracks.clear();
        taken.clear();
        pictures.clear();
        long begun = System.nanoTime();
        SyntheticSite fresh = new SyntheticSite(
                        identity, seed + 7919L * lives++, ground.loop(), ground.http(), SyntheticSite.Taking.NOTHING)
                .choosing()
                .measuring((sid, kind, askForKeyframe) -> watch(sid, kind, askForKeyframe));
        if (sending != null) {
            fresh.sending(sending);
            Departures own = departures.get(identity);
            if (own != null) {
                fresh.telling(own);
            }
        }
        if (onData != null) {
            fresh.withData(onData);
        }
        site = fresh;
        fresh.watching(message -> onMessage(fresh, message)).onEnd(reason -> onEnd(fresh, reason));
        fresh.onLoop(() -> figures.asks(begun));
        return fresh.join(ground.base(), ground.tokens().join(room, identity, name), sounds, videos)
                .handle((joined, thrown) -> {
                    connected = thrown == null;
                    if (thrown == null) {
                        failure = "";
                        long millis = (System.nanoTime() - begun) / 1_000_000;
                        fresh.onLoop(() -> figures.joined(millis));
                    } else {
                        failure = String.valueOf(thrown.getMessage());
                    }
                    return connected;
                });
    }

    /** On the load loop, which waits here for nothing that takes long. */
    private synchronized TrackWatch watch(String sid, MediaKind kind, Runnable askForKeyframe) {
        Track track = tracks.get(sid);
        Departures from = track == null ? null : departures.get(track.owner());
        if (kind == MediaKind.VIDEO) {
            FrameWatch made = new FrameWatch(figures, askForKeyframe, from);
            pictures.add(made);
            return made;
        }
        return new SoundWatch(figures, from);
    }

    private synchronized void onMessage(SyntheticSite from, LivekitRtc.SignalResponse message) {
        if (from != site) {
            return;
        }
        switch (message.getMessageCase()) {
            case JOIN -> message.getJoin().getOtherParticipantsList().forEach(this::learn);
            case UPDATE -> message.getUpdate().getParticipantsList().forEach(this::learn);
            default -> {
                return;
            }
        }
        choose();
    }

    private void learn(LivekitModels.ParticipantInfo participant) {
        String owner = participant.getIdentity();
        if (!wanted.contains(owner) && participant.getTracksCount() == 0) {
            return;
        }
        tracks.entrySet().removeIf(each -> {
            boolean gone = each.getValue().owner().equals(owner)
                    && participant.getTracksList().stream()
                            .noneMatch(track -> track.getSid().equals(each.getKey()));
            if (gone) {
                taken.remove(each.getKey());
            }
            return gone;
        });
        if (participant.getState() != LivekitModels.ParticipantInfo.State.DISCONNECTED) {
            for (LivekitModels.TrackInfo track : participant.getTracksList()) {
                tracks.put(track.getSid(), new Track(owner, track.getType() == LivekitModels.TrackType.VIDEO));
            }
        }
    }

    /** Subscribes to what is wanted and not taken yet, then gives up what is no longer. */
    private void choose() {
        SyntheticSite to = site;
        if (to == null) {
            return;
        }
        Set<String> more = new HashSet<>();
        Set<String> less = new HashSet<>();
        tracks.forEach((sid, track) -> {
            boolean wants = wanted.contains(track.owner()) && (track.video() || !picturesOnly);
            if (wants && !taken.contains(sid)) {
                more.add(sid);
            } else if (!wants && taken.contains(sid)) {
                less.add(sid);
            }
        });
        if (!more.isEmpty()) {
            taken.addAll(more);
            to.subscribe(more, true);
            Set<String> shown = new HashSet<>();
            more.stream().filter(this::isVideo).forEach(shown::add);
            if (!shown.isEmpty()) {
                to.send(SyntheticSite.settings(shown, width, height, false));
            }
        }
        if (!less.isEmpty()) {
            taken.removeAll(less);
            to.subscribe(less, false);
        }
    }

    private void onEnd(SyntheticSite from, String reason) {
        synchronized (this) {
            if (from != site || !connected) {
                return;
            }
            connected = false;
            failure = reason;
            site = null;
        }
        from.close(figures::add);
        from.onLoop(figures::broke);
        if (ground.running().getAsBoolean()) {
            CompletableFuture.delayedExecutor(RETRY_MILLIS, TimeUnit.MILLISECONDS)
                    .execute(() -> {
                        synchronized (this) {
                            if (site == null && ground.running().getAsBoolean()) {
                                join();
                            }
                        }
                    });
        }
    }

    /** Ends this life. */
    synchronized void leave() {
        SyntheticSite going = site;
        site = null;
        connected = false;
        if (going != null) {
            going.close(figures::add);
        }
    }

    /** What comes next is a first picture again: it was asked for now. */
    synchronized void asksAnew() {
        SyntheticSite from = site;
        long now = System.nanoTime();
        if (from != null) {
            from.onLoop(() -> figures.asks(now));
        }
    }

    /** Its line is dead from now on; what it misses for that is not held against the server. */
    synchronized void cut(long untilNanos) {
        SyntheticSite from = site;
        if (from != null) {
            from.silent(true);
            from.onLoop(() -> {
                figures.excuse(SiteFigures.missing(from.receivedTracks()), untilNanos);
                pictures.forEach(FrameWatch::pause);
            });
        }
    }

    synchronized void mend() {
        SyntheticSite from = site;
        if (from != null) {
            from.silent(false);
        }
    }

    /** After {@link #cut} and {@link #mend}, when everything that can be repaired is. */
    synchronized void settle() {
        SyntheticSite from = site;
        if (from != null) {
            from.onLoop(() -> figures.settle(SiteFigures.missing(from.receivedTracks()), System.nanoTime()));
        }
    }

    synchronized void flood(int perSecond) {
        if (site != null) {
            site.hostile(perSecond);
        }
    }

    synchronized void still(LivekitModels.DataPacket packet) {
        if (site != null && connected) {
            site.sendData(packet);
        }
    }

    boolean connected() {
        return connected;
    }

    /** Why it is not connected, as the transport or the server says. */
    String failure() {
        return failure;
    }

    SiteFigures figures() {
        return figures;
    }

    String identity() {
        return identity;
    }

    /** Pixels across of what it shows; 0 for nothing. */
    int shownWidth() {
        return pictures.isEmpty() ? 0 : pictures.getLast().width();
    }
}
