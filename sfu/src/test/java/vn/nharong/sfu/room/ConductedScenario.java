package vn.nharong.sfu.room;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import vn.nharong.bus.Conduct;
import vn.nharong.media.rtp.MediaKind;

/** A conducted room over a plane without media, and orders to it. */
abstract class ConductedScenario extends RoomScenario {
    static final String ROOM = "meeting:toan-tinh";

    final Told told = new Told();
    private final Map<String, FakePlane.FakeTransport> transports = new HashMap<>();
    private List<Conduct.@Nullable Picture> pictures = new ArrayList<>();
    private Set<String> open = Set.of();
    private final Set<String> watchers = new HashSet<>();
    private final Set<Conduct.Loan> loans = new HashSet<>();

    @BeforeEach
    void open() {
        rooms.watch(told);
        rooms.openConducted(ROOM, 0);
        mailbox.run();
    }

    /** One who publishes camera and microphone. */
    Client site(String identity) {
        Client client = guest(identity);
        publish(client, Client.camera("cam-" + identity));
        publish(client, Client.microphone("mic-" + identity));
        settle();
        return client;
    }

    /** One who only takes. */
    Client guest(String identity) {
        return guest(new Client(identity));
    }

    Client guest(Client client) {
        client.joined = rooms.join(ROOM, client.admission(), client, List.of(), client.offer());
        mailbox.run();
        transports.put(client.identity, plane.last());
        plane.last().state(vn.nharong.sfu.loop.TransportState.CONNECTED);
        mailbox.run();
        answerWishes(client);
        return client;
    }

    /** Makes the sections that it was asked for, as clients do. */
    void answerWishes(Client client) {
        settle();
        int before = client.heard(Notice.SectionsWanted.class).size();
        for (int i = client.obeyed; i < before; i++) {
            Notice.SectionsWanted wanted =
                    client.heard(Notice.SectionsWanted.class).get(i);
            for (int n = 0; n < wanted.audio(); n++) {
                client.section(MediaKind.AUDIO, "recvonly", "");
            }
            for (int n = 0; n < wanted.video(); n++) {
                client.section(MediaKind.VIDEO, "recvonly", "");
            }
            offer(client);
        }
        client.obeyed = before;
    }

    FakePlane.FakeTransport transport(String identity) {
        FakePlane.FakeTransport transport = transports.get(identity);
        if (transport == null) {
            throw new AssertionError(identity + " is not here");
        }
        return transport;
    }

    FakePlane.FakeFanout fanout(String identity, MediaKind kind) {
        return transport(identity).fanouts.stream()
                .filter(fanout -> fanout.spec.kind() == kind && !fanout.closed)
                .findFirst()
                .orElseThrow();
    }

    FakePlane.FakeFanout camera(String identity) {
        return fanout(identity, MediaKind.VIDEO);
    }

    FakePlane.FakeFanout microphone(String identity) {
        return fanout(identity, MediaKind.AUDIO);
    }

    List<FakePlane.FakeOutlet> outlets(MediaKind kind) {
        return plane.outlets.stream().filter(outlet -> outlet.kind == kind).toList();
    }

    /** What comes out of the sound outlets: whose fanouts. */
    List<FakePlane.@Nullable FakeFanout> sounds() {
        List<FakePlane.@Nullable FakeFanout> sources = new ArrayList<>();
        outlets(MediaKind.AUDIO).forEach(outlet -> sources.add(outlet.source));
        return sources;
    }

    List<FakePlane.@Nullable FakeFanout> pictures() {
        List<FakePlane.@Nullable FakeFanout> sources = new ArrayList<>();
        outlets(MediaKind.VIDEO).forEach(outlet -> sources.add(outlet.source));
        return sources;
    }

    /** Open forwarders of somebody whose source is this. */
    List<FakePlane.FakeForwarder> forwarders(String identity, Object source) {
        return transport(identity).forwarders.stream()
                .filter(forwarder -> !forwarder.closed && forwarder.source == source)
                .toList();
    }

    // --- orders

    /** Cameras, by place; null for an empty one. */
    void take(@Nullable String... identities) {
        pictures = new ArrayList<>();
        Arrays.stream(identities)
                .forEach(identity ->
                        pictures.add(identity == null ? null : new Conduct.Picture(identity, Conduct.Source.CAMERA)));
        conduct();
    }

    void microphones(String... identities) {
        open = Set.of(identities);
        conduct();
    }

    void watcher(String identity, boolean watches) {
        if (watches) {
            watchers.add(identity);
        } else {
            watchers.remove(identity);
        }
        conduct();
    }

    void loan(String from, Conduct.Source source, String to, boolean lent) {
        Conduct.Loan loan = new Conduct.Loan(from, source, to);
        if (lent) {
            loans.add(loan);
        } else {
            loans.remove(loan);
        }
        conduct();
    }

    void conduct() {
        conduct("");
    }

    void conduct(String screen) {
        var done =
                rooms.findConducted(ROOM).orElseThrow().conduct(new Conduct(pictures, open, watchers, loans, screen));
        mailbox.run();
        done.join();
        settle();
    }
}
