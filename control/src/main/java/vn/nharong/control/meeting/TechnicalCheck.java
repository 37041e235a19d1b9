package vn.nharong.control.meeting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import vn.nharong.bus.MediaFacts;

/**
 * What a rehearsal found out about a site's line, picture and sound.
 *
 * @param at when it was found
 * @param fault why it did not pass; null when it did
 */
public record TechnicalCheck(Instant at, @Nullable Fault fault) {
    /** The first that keeps a site from taking part, the worst first. */
    public enum Fault {
        NOT_CONNECTED,
        NO_PICTURE,
        BLACK,
        FROZEN,
        NO_SOUND,
        LOSS,
        DELAY,
        NARROW,
        ECHO
    }

    /** What stands against this site at this moment; null for nothing. */
    static @Nullable Fault fault(SeatLive live, Instant now) {
        if (!live.connected) {
            return Fault.NOT_CONNECTED;
        }
        switch (live.camera()) {
            case NONE -> {
                return Fault.NO_PICTURE;
            }
            case BLACK -> {
                return Fault.BLACK;
            }
            case FROZEN -> {
                return Fault.FROZEN;
            }
            case OK -> {}
        }
        if (live.microphone == MediaFacts.Microphone.NONE) {
            return Fault.NO_SOUND;
        }
        Wire.Poor poor = MeetingView.poor(live, now);
        return poor == null ? null : Fault.valueOf(poor.name());
    }
}
