package vn.nharong.sfu.room;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.loop.MediaPlane;

/** All rooms of this node, by name. Any thread. */
public final class Rooms {
    private final MediaPlane plane;
    private final RandomGenerator random;
    private final LongSupplier wallMillis;
    private final RoomWatcher watcher;
    private final DataFormat dataFormat;
    private final Function<String, Mailbox> mailboxes;
    private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();

    /**
     * @param random for ids; must be safe for any thread and hard to guess
     * @param wallMillis time of day, milliseconds since 1970
     */
    public Rooms(
            MediaPlane plane,
            RandomGenerator random,
            LongSupplier wallMillis,
            RoomWatcher watcher,
            DataFormat dataFormat) {
        this(plane, random, wallMillis, watcher, dataFormat, ThreadMailbox::new);
    }

    Rooms(
            MediaPlane plane,
            RandomGenerator random,
            LongSupplier wallMillis,
            RoomWatcher watcher,
            DataFormat dataFormat,
            Function<String, Mailbox> mailboxes) {
        this.plane = plane;
        this.random = random;
        this.wallMillis = wallMillis;
        this.watcher = watcher;
        this.dataFormat = dataFormat;
        this.mailboxes = mailboxes;
    }

    /**
     * Joins a room, which is made if it is not there. What follows is told to {@code link}, beginning with {@link
     * Notice.Joined} or {@link Notice.Left}.
     *
     * @param tracks to be published at once
     * @return the participant, or null when there was no place
     */
    public CompletableFuture<@Nullable ParticipantProxy> join(
            String name, Admission admission, ParticipantLink link, List<TrackRequest> tracks, @Nullable Offer offer) {
        CompletableFuture<@Nullable ParticipantProxy> joined = new CompletableFuture<>();
        Room room = open(name, admission.options());
        room.mailbox.post(() -> {
            if (room.closed()) {
                // It closed between our finding it and its turn to answer: the next one is a new room.
                join(name, admission, link, tracks, offer).thenAccept(joined::complete);
                return;
            }
            Participant participant = room.join(admission, link, tracks, offer);
            joined.complete(participant == null ? null : new ParticipantProxy(room, participant));
        });
        return joined;
    }

    /**
     * Resumes a participant on a new connection. The first notice is {@link Notice.Resumed}, or {@link Notice.Left}
     * when there is nothing to resume.
     */
    public CompletableFuture<@Nullable ParticipantProxy> resume(
            String name, String identity, String participantSid, ParticipantLink link) {
        Room room = rooms.get(name);
        if (room == null) {
            link.tell(new Notice.Left(LeaveReason.STATE_MISMATCH, Notice.LeaveAction.RECONNECT));
            link.close();
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<@Nullable ParticipantProxy> resumed = new CompletableFuture<>();
        room.mailbox.post(() -> {
            Participant participant = room.resume(identity, participantSid, link);
            resumed.complete(participant == null ? null : new ParticipantProxy(room, participant));
        });
        return resumed;
    }

    /** Makes a room, or finds it. */
    public RoomProxy create(String name, RoomOptions options) {
        return new RoomProxy(open(name, options));
    }

    /** The room of that name, if it is open. */
    public Optional<RoomProxy> find(String name) {
        return Optional.ofNullable(rooms.get(name)).map(RoomProxy::new);
    }

    public List<RoomProxy> all() {
        return rooms.values().stream().map(RoomProxy::new).toList();
    }

    private Room open(String name, RoomOptions options) {
        return rooms.computeIfAbsent(name, key -> {
            Room made = new Room(
                    name,
                    options,
                    plane,
                    mailboxes.apply(name),
                    random,
                    wallMillis,
                    watcher,
                    dataFormat,
                    () -> rooms.remove(name));
            made.mailbox.post(made::open);
            return made;
        });
    }

    /** Ends every room; clients are told to come back. */
    public void close() {
        for (Room room : List.copyOf(rooms.values())) {
            room.mailbox.post(() -> room.close(LeaveReason.SERVER_SHUTDOWN));
        }
    }
}
