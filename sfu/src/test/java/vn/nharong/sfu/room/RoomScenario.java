package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.loop.TransportState;

/** Rooms over a plane without media, in time that the test moves. */
abstract class RoomScenario {
    final ManualMailbox mailbox = new ManualMailbox();
    final FakePlane plane = new FakePlane();
    final Rooms rooms =
            new Rooms(plane, new Random(1), () -> 1_000_000L, RoomWatcher.NONE, new FakeData(), name -> mailbox);

    Client join(String identity) {
        Client client = new Client(identity);
        return join(client, client.admission(), client.offer());
    }

    Client join(Client client, Admission admission, @Nullable Offer offer) {
        client.joined = rooms.join("hop", admission, client, List.of(), offer);
        mailbox.run();
        return client;
    }

    Client connected(String identity) {
        Client client = join(identity);
        plane.last().state(TransportState.CONNECTED);
        mailbox.run();
        return client;
    }

    void offer(Client client) {
        client.proxy().offer(client.offer());
        mailbox.run();
    }

    /** Announces a track and offers its section; says which section. */
    String publish(Client client, TrackRequest track) {
        client.proxy().addTrack(track);
        String mid = client.section(track.kind(), "sendonly", track.cid());
        offer(client);
        return mid;
    }

    void settle() {
        mailbox.advance(Duration.ofMillis(100));
    }
}
