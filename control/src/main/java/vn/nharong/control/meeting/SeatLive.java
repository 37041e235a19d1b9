package vn.nharong.control.meeting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.nharong.bus.MediaFacts;

/** What is true of a seat only while its connection stands; nothing of it is kept. Guarded by the {@link Meeting}. */
final class SeatLive {
    boolean connected;
    Instant connectedAt = Instant.EPOCH;
    MediaFacts.Microphone microphone = MediaFacts.Microphone.NONE;
    boolean camera;
    boolean screen;
    float level;

    MediaFacts.@Nullable Line line;
    /** Number of the newest still picture; 0 for none. */
    long still;

    byte @Nullable [] picture;

    /** When it is called next, if it waits. */
    Instant nextCall = Instant.EPOCH;

    /**
     * Its line is silent, and may come back as it was: what it sends is told again only when it has changed, so that is kept.
     */
    void lost() {
        connected = false;
        level = 0;
        line = null;
    }

    /** What it sent is no more. */
    void noSources() {
        microphone = MediaFacts.Microphone.NONE;
        camera = false;
        screen = false;
    }

    boolean seenAndHeard() {
        return connected && camera && microphone != MediaFacts.Microphone.NONE;
    }
}
