package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nharong.bus.MediaFacts;

/** What is true of a seat only while its connection stands; nothing of it is kept. Guarded by the {@link Meeting}. */
final class SeatLive {
    /** So many stills without a change: a quarter of a minute and more. */
    private static final int FROZEN_AFTER = 3;

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
    /** How often it has come again without any change. */
    int unchanged;

    boolean black;

    /** Its microphone gives back what others say. */
    boolean echo;

    /** When it is called next, if it waits. */
    Instant nextCall = Instant.EPOCH;

    /** What is true of that one now; of who was never there, nothing. */
    static SeatLive of(Map<String, SeatLive> live, String seat) {
        return live.computeIfAbsent(seat, key -> new SeatLive());
    }

    /**
     * Its line is silent, and may come back as it was: what it sends is told again only when it has changed, so that is kept.
     */
    void lost() {
        connected = false;
        unchanged = 0;
        black = false;
        echo = false;
        level = 0;
        line = null;
    }

    /** What it sent is no more. */
    void noSources() {
        microphone = MediaFacts.Microphone.NONE;
        camera = false;
        screen = false;
    }

    /** A new still picture. @param dark whether it shows nothing */
    void still(byte[] now, boolean dark) {
        unchanged = CameraLook.same(picture, now) ? unchanged + 1 : 0;
        black = dark;
        picture = now;
        still++;
    }

    /** What its camera gives, as far as its line and its stills tell. */
    Wire.Camera camera() {
        if (!connected || !camera) {
            return Wire.Camera.NONE;
        }
        if (black) {
            return Wire.Camera.BLACK;
        }
        return unchanged >= FROZEN_AFTER ? Wire.Camera.FROZEN : Wire.Camera.OK;
    }

    boolean seenAndHeard() {
        return camera() == Wire.Camera.OK && microphone != MediaFacts.Microphone.NONE;
    }
}
