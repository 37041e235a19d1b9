package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import vn.nharong.bus.Conduct;
import vn.nharong.bus.MediaFacts;
import vn.nharong.bus.MediaNode;
import vn.nharong.bus.Ticket;

/** Below the adapter: remembers what the media process was told. */
final class SaidNode implements MediaNode {
    final List<String> opened = new ArrayList<>();
    final List<String> closed = new ArrayList<>();
    final List<String> dismissed = new ArrayList<>();
    Conduct conduct = Conduct.NOTHING;

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> open(String room, Instant from) {
        opened.add(room);
        return done();
    }

    @Override
    public CompletableFuture<Void> close(String room) {
        closed.add(room);
        return done();
    }

    @Override
    public CompletableFuture<Void> conduct(String room, Conduct wanted) {
        conduct = wanted;
        return done();
    }

    @Override
    public CompletableFuture<Void> dismiss(String room, String identity, Instant until) {
        dismissed.add(identity);
        return done();
    }

    @Override
    public String ticket(Ticket ticket) {
        return "ticket of " + ticket.identity() + " " + ticket.issued();
    }

    @Override
    public void watch(MediaFacts facts) {}

    @Override
    public java.util.List<vn.nharong.bus.LoopLoad> loops() {
        return java.util.List.of();
    }
}
