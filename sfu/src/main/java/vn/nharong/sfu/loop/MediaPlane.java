package vn.nharong.sfu.loop;

import java.util.List;
import java.util.Map;
import vn.nharong.bus.LoopLoad;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.rtp.MediaKind;

/** Where a room asks for media: picks a loop and makes transports on it. Any thread; every call returns at once. */
public interface MediaPlane {
    /**
     * A new transport in the role of ICE-lite agent and DTLS server. It answers connectivity checks as soon as this
     * returns; DTLS waits for {@link TransportProxy#remote}.
     *
     * @param label names the transport in logs: room and participant
     * @param events called on the loop's thread; must not block and must not throw: post to the room's mailbox
     */
    TransportProxy createTransport(String label, TransportEvents events);

    /**
     * A new outlet, empty.
     *
     * @param label as that of the transports which publish and take: the room, or the room and more behind a "/"
     */
    OutletProxy createOutlet(String label, MediaKind kind);

    /** Whether every thread that carries media still runs. */
    default boolean alive() {
        return true;
    }

    /** Each thread that carries media. */
    default List<LoopLoad> loops() {
        return List.of();
    }

    /** Each thread that carries media, in full. */
    default List<LoopFigures> figures() {
        return List.of();
    }

    /** Datagrams that went no further, by cause, since start. */
    default Map<Drop, Long> refusals() {
        return Map.of();
    }

    /** What the last seconds cost, for the admin page and the benches. */
    PlaneStats stats();
}
