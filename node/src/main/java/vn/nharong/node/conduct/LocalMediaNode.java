package vn.nharong.node.conduct;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import vn.nharong.bus.Conduct;
import vn.nharong.bus.LoopLoad;
import vn.nharong.bus.MediaFacts;
import vn.nharong.bus.MediaNode;
import vn.nharong.bus.Ticket;
import vn.nharong.sfu.room.ConductedRoom;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomOptions;
import vn.nharong.sfu.room.Rooms;
import vn.nharong.sfu.room.TrackSource;
import vn.nharong.signal.token.Grant;
import vn.nharong.signal.token.Tokens;

/** The media process's rooms for a meeting application in the same process. Any thread. */
public final class LocalMediaNode implements MediaNode {
    private static final Set<TrackSource> SOURCES = Set.of(
            TrackSource.CAMERA, TrackSource.MICROPHONE, TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO);

    private final Rooms rooms;
    private final Tokens tokens;
    private final Supplier<List<LoopLoad>> loops;

    /** @param tokens of the key that opens conducted rooms, and nothing else does */
    public LocalMediaNode(Rooms rooms, Tokens tokens, Supplier<List<LoopLoad>> loops) {
        this.rooms = rooms;
        this.tokens = tokens;
        this.loops = loops;
    }

    @Override
    public CompletableFuture<Void> open(String room, Instant from) {
        try {
            return rooms.openConducted(room, from.toEpochMilli()).thenAccept(open -> {});
        } catch (IllegalArgumentException wrongName) {
            return CompletableFuture.failedFuture(wrongName);
        }
    }

    @Override
    public CompletableFuture<Void> close(String room) {
        return rooms.findConducted(room)
                .map(ConductedRoom::close)
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public CompletableFuture<Void> conduct(String room, Conduct conduct) {
        return rooms.findConducted(room)
                .map(open -> open.conduct(conduct))
                .orElseGet(() -> CompletableFuture.failedFuture(new IllegalStateException("not open: " + room)));
    }

    @Override
    public CompletableFuture<Void> dismiss(String room, String identity, Instant until) {
        Optional<ConductedRoom> open = rooms.findConducted(room);
        return open.map(found -> found.dismiss(identity, until.toEpochMilli()))
                .orElseGet(() -> CompletableFuture.completedFuture(null));
    }

    @Override
    public String ticket(Ticket ticket) {
        if (!Rooms.conducted(ticket.room())) {
            throw new IllegalArgumentException("a conducted room's name begins with " + Rooms.CONDUCTED);
        }
        // Data may be sent by who watches, which the room decides at each message.
        Permissions permissions =
                new Permissions(true, ticket.publishes(), true, SOURCES, false, false, false, false, false);
        Grant grant = new Grant(
                ticket.identity(),
                ticket.name(),
                "",
                Map.of(),
                0,
                ticket.room(),
                true,
                false,
                false,
                false,
                permissions,
                RoomOptions.DEFAULT,
                ticket.expires().getEpochSecond(),
                ticket.issued().toEpochMilli());
        String why = Tokens.malformed(grant);
        if (why != null) {
            throw new IllegalArgumentException(why);
        }
        return tokens.mint(grant, ticket.expires());
    }

    @Override
    public void watch(MediaFacts facts) {
        rooms.watch(facts);
    }

    @Override
    public List<LoopLoad> loops() {
        return loops.get();
    }
}
