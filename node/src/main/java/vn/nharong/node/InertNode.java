package vn.nharong.node;

import java.util.concurrent.CompletableFuture;
import vn.nharong.bus.Conduct;
import vn.nharong.bus.MediaFacts;
import vn.nharong.bus.MediaNode;
import vn.nharong.bus.Ticket;

/** Until rooms can be conducted. */
final class InertNode implements MediaNode {
    @Override
    public CompletableFuture<Void> open(String room) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> close(String room) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> conduct(String room, Conduct conduct) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> dismiss(String room, String identity) {
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public String ticket(Ticket ticket) {
        return "";
    }

    @Override
    public void watch(MediaFacts facts) {}
}
