package vn.nharong.sfu.room;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.nharong.bus.Conduct;
import vn.nharong.bus.MediaNode;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.loop.OutletProxy;

/**
 * What everybody in a conducted room sees and hears: a participant without a client, whose tracks are the outlets. Some are
 * there from the first moment, the others from when they are first needed; none ever goes away. Room's thread.
 */
final class Programme {
    static final String IDENTITY = MediaNode.PROGRAMME;
    private static final String NAME = "Chương trình";
    /** ParticipantKind of the signalling protocol for something that is no person. */
    private static final int AGENT = 4;

    private static final int FIRST_PICTURES = 4;
    private static final int FIRST_SOUNDS = 2;

    /** What clients are told of a picture's sizes; what really comes has the source's. */
    private static final List<VideoLayer> LAYERS = List.of(
            new VideoLayer(0, 320, 180, 160_000),
            new VideoLayer(1, 640, 360, 450_000),
            new VideoLayer(2, 1280, 720, 1_700_000));

    private static final Permissions PUBLISHES_ONLY =
            new Permissions(false, true, false, Set.of(), false, false, false, true, false);

    private final Room room;
    private final Function<MediaKind, OutletProxy> outletProxies;
    final Participant participant;
    private final List<Outlet> pictures = new ArrayList<>();
    private final List<Outlet> sounds = new ArrayList<>();
    private Set<String> openMicrophones = Set.of();

    /** @param outlets makes one on the room's loop */
    Programme(Room room, long nowMillis, Function<MediaKind, OutletProxy> outlets) {
        this.room = room;
        this.outletProxies = outlets;
        Admission admission = new Admission(
                IDENTITY,
                NAME,
                "",
                Map.of(),
                PUBLISHES_ONLY,
                AGENT,
                false,
                false,
                true,
                false,
                0,
                List.of(),
                RoomOptions.DEFAULT);
        participant = new Participant(room, room.ids.participant(), admission, null, new NoLine(), nowMillis);
        participant.state = ParticipantState.ACTIVE;
        while (pictures.size() < FIRST_PICTURES) {
            add(pictures, MediaKind.VIDEO);
        }
        while (sounds.size() < FIRST_SOUNDS) {
            add(sounds, MediaKind.AUDIO);
        }
    }

    private Outlet add(List<Outlet> outlets, MediaKind kind) {
        boolean picture = kind == MediaKind.VIDEO;
        String name = (picture ? "picture-" : "sound-") + outlets.size();
        TrackRequest request = new TrackRequest(
                name,
                name,
                kind,
                picture ? TrackSource.CAMERA : TrackSource.MICROPHONE,
                false,
                picture ? LAYERS.getLast().width() : 0,
                picture ? LAYERS.getLast().height() : 0,
                picture ? LAYERS : List.of(),
                List.of(),
                name, // a stream of its own: those of two publishers' clocks must not be played in step
                0,
                false,
                false,
                false,
                List.of(),
                0);
        Outlet outlet = new Outlet(room.ids.track(), participant, request, outletProxies.apply(kind));
        outlets.add(outlet);
        participant.publications.put(outlet.publication.sid, outlet.publication);
        return outlet;
    }

    private Outlet addLater(List<Outlet> outlets, MediaKind kind) {
        Outlet outlet = add(outlets, kind);
        participant.changed();
        room.offered(outlet.publication);
        return outlet;
    }

    void show(Conduct conduct) {
        for (int place = 0; place < Math.max(pictures.size(), conduct.pictures().size()); place++) {
            Conduct.Picture picture =
                    place < conduct.pictures().size() ? conduct.pictures().get(place) : null;
            while (picture != null && place >= pictures.size()) {
                addLater(pictures, MediaKind.VIDEO);
            }
            if (place < pictures.size()) {
                pictures.get(place).assignment =
                        picture == null ? null : new Outlet.Assignment(picture.identity(), of(picture.source()));
            }
        }
        openMicrophones = conduct.openMicrophones();
        review();
    }

    static TrackSource of(Conduct.Source source) {
        return switch (source) {
            case CAMERA -> TrackSource.CAMERA;
            case MICROPHONE -> TrackSource.MICROPHONE;
            case SCREEN_SHARE -> TrackSource.SCREEN_SHARE;
        };
    }

    /** What is published may be other than it was: each outlet gets what belongs into it, if it is there. */
    void review() {
        assignSounds();
        // Sound before pictures: a voice cut off at its first word is missed more than a picture half a second late.
        for (Outlet outlet : sounds) {
            outlet.show(published(outlet.assignment));
        }
        for (Outlet outlet : pictures) {
            outlet.show(published(outlet.assignment));
        }
    }

    /** Those who stay open keep their outlets: a change for one is heard by nobody else. */
    private void assignSounds() {
        Set<Outlet.Assignment> wanted = new LinkedHashSet<>();
        for (String identity : new TreeSet<>(openMicrophones)) {
            wanted.add(new Outlet.Assignment(identity, TrackSource.MICROPHONE));
        }
        for (String identity : new TreeSet<>(openMicrophones)) {
            Outlet.Assignment screen = new Outlet.Assignment(identity, TrackSource.SCREEN_SHARE_AUDIO);
            if (wanted.size() < Conduct.MAX_SOUNDS && published(screen) != null) {
                wanted.add(screen);
            }
        }
        for (Outlet outlet : sounds) {
            if (outlet.assignment != null && !wanted.remove(outlet.assignment)) {
                outlet.assignment = null;
            }
        }
        for (Outlet.Assignment assignment : wanted) {
            Outlet free = sounds.stream()
                    .filter(outlet -> outlet.assignment == null)
                    .findFirst()
                    .orElseGet(() -> addLater(sounds, MediaKind.AUDIO));
            free.assignment = assignment;
        }
    }

    private @Nullable Publication published(Outlet.@Nullable Assignment assignment) {
        Participant owner = assignment == null ? null : room.participants.get(assignment.identity());
        if (assignment == null || owner == null) {
            return null;
        }
        for (Publication publication : owner.publications.values()) {
            if (publication.fanout != null && publication.is(assignment.source())) {
                return publication;
            }
        }
        return null;
    }

    void close() {
        pictures.forEach(outlet -> outlet.proxy.close());
        sounds.forEach(outlet -> outlet.proxy.close());
    }
}
