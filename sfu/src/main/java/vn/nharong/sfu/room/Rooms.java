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
import vn.nharong.bus.MediaFacts;
import vn.nharong.bus.MediaNode;
import vn.nharong.sfu.loop.MediaPlane;

/**
 * All rooms of this node, by name. There are two kinds, told apart by name: those of the signalling protocol, which come
 * and go with who joins them, and conducted ones, which are opened, conducted and closed from outside and by nothing else.
 * Any thread.
 */
public final class Rooms {
    /** Names of conducted rooms begin so; no other room can be called so. */
    public static final String CONDUCTED = MediaNode.ROOM_PREFIX;

    private final MediaPlane plane;
    private final RandomGenerator random;
    private final LongSupplier wallMillis;
    private final RoomWatcher watcher;
    private final DataFormat dataFormat;
    private final Function<String, Mailbox> mailboxes;
    private final ConcurrentMap<String, Room> rooms = new ConcurrentHashMap<>();
    /** Who is told of conducted rooms; null before anybody wants to know. */
    private volatile @Nullable MediaFacts facts;

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
        this(plane, random, wallMillis, watcher, dataFormat, ThreadMailbox::of);
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

    /** Whether a room of this name is a conducted one. */
    public static boolean conducted(String name) {
        return name.startsWith(CONDUCTED);
    }

    /** Whether it can be joined: any name can, but a conducted room only while it is open. */
    public boolean joinable(String name) {
        return !conducted(name) || rooms.containsKey(name);
    }

    /** Whether a ticket that was good when it was issued still opens the room. */
    public boolean admits(String name, String identity, long issuedMillis) {
        Room room = rooms.get(name);
        return room == null || room.rules.admits(identity, issuedMillis);
    }

    /**
     * Joins a room, which is made if it is not there, unless it is a conducted one. What follows is told to {@code link}, beginning with {@link
     * Notice.Joined} or {@link Notice.Left}.
     *
     * @param tracks to be published at once
     * @return the participant, or null when there was no place
     */
    public CompletableFuture<@Nullable ParticipantProxy> join(
            String name, Admission admission, ParticipantLink link, List<TrackRequest> tracks, @Nullable Offer offer) {
        CompletableFuture<@Nullable ParticipantProxy> joined = new CompletableFuture<>();
        Room room = conducted(name) ? rooms.get(name) : open(name, admission.options(), 0);
        if (room == null) {
            link.tell(new Notice.Left(LeaveReason.ROOM_CLOSED, Notice.LeaveAction.DISCONNECT));
            link.close();
            return CompletableFuture.completedFuture(null);
        }
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

    /** Makes a room, or finds it. @throws IllegalArgumentException for the name of a conducted one */
    public RoomProxy create(String name, RoomOptions options) {
        if (conducted(name)) {
            throw new IllegalArgumentException("conducted rooms are opened by who conducts them");
        }
        return new RoomProxy(open(name, options, 0));
    }

    /** The room of that name, if it is open. Conducted ones are not found here: see {@link #findConducted}. */
    public Optional<RoomProxy> find(String name) {
        return conducted(name)
                ? Optional.empty()
                : Optional.ofNullable(rooms.get(name)).map(RoomProxy::new);
    }

    /** All but the conducted ones. */
    public List<RoomProxy> all() {
        return rooms.values().stream()
                .filter(room -> !room.rules.conducted())
                .map(RoomProxy::new)
                .toList();
    }

    /**
     * Opens a conducted room, or finds it open; it completes when the room stands.
     *
     * @param fromMillis tickets issued before, milliseconds since 1970, do not open it
     * @throws IllegalArgumentException when the name is not that of a conducted room
     */
    public CompletableFuture<ConductedRoom> openConducted(String name, long fromMillis) {
        if (!conducted(name) || name.length() == CONDUCTED.length()) {
            throw new IllegalArgumentException("a conducted room's name begins with " + CONDUCTED);
        }
        ConductedRoom room = new ConductedRoom(open(name, RoomOptions.DEFAULT, fromMillis));
        room.from(fromMillis);
        return room.opened().thenApply(opened -> room);
    }

    public Optional<ConductedRoom> findConducted(String name) {
        return conducted(name) ? Optional.ofNullable(rooms.get(name)).map(ConductedRoom::new) : Optional.empty();
    }

    /** From now on facts of all conducted rooms go there and nowhere else, those already known first. */
    public void watch(MediaFacts next) {
        facts = next;
        for (Room room : rooms.values()) {
            if (room.rules.conducted()) {
                room.mailbox.post(() -> room.conducting().facts.watch(next));
            }
        }
    }

    private Room open(String name, RoomOptions options, long fromMillis) {
        boolean conducted = conducted(name);
        return rooms.computeIfAbsent(name, key -> {
            Room made = new Room(
                    name,
                    options,
                    plane,
                    mailboxes.apply(name),
                    random,
                    wallMillis,
                    // Webhooks belong to the signalling protocol's API, which has no part in conducted rooms.
                    conducted ? RoomWatcher.NONE : watcher,
                    dataFormat,
                    conducted,
                    () -> rooms.remove(name));
            if (conducted) {
                // Before anybody can find it.
                made.conducting().ended.from(fromMillis);
            }
            made.mailbox.post(made::open);
            made.mailbox.post(() -> {
                MediaFacts to = facts;
                if (conducted && to != null) {
                    made.conducting().facts.watch(to);
                }
            });
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
