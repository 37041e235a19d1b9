package vn.nharong.loadtest;

import java.util.concurrent.CompletableFuture;

/** A participant of a measured room, whatever server the room is on. */
interface Guest {
    /** Comes in, and sends what it has to send. @return completes when that can be; never with an exception: see {@link #failure} */
    CompletableFuture<Boolean> join();

    /** Takes what the others send; after all of them are in. @return as {@link #join} */
    CompletableFuture<Boolean> follow();

    /** Whether its media can flow. */
    boolean connected();

    /** Why it is not connected; empty while it is. */
    String failure();

    /** Ends it. May block for a moment. */
    void leave();

    SiteFigures figures();
}
