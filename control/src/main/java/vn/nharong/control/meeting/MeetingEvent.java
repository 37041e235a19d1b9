package vn.nharong.control.meeting;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened in a meeting. Screens, minutes and reports are views of these.
 *
 * @param act stable word, such as {@code programme.taken}
 * @param seat the one it is about, or null
 * @param values for the sentence that tells it, by name
 */
public record MeetingEvent(String act, Kind kind, @Nullable String seat, Map<String, String> values, Change change) {
    /** What a reader should make of it. */
    public enum Kind {
        /** A person did it. */
        ACT,
        /** It happened. */
        FACT,
        /** It happened and asks for a look. */
        INCIDENT
    }

    static MeetingEvent act(String act, Change change) {
        return new MeetingEvent(act, Kind.ACT, null, Map.of(), change);
    }

    static MeetingEvent act(String act, @Nullable String seat, Change change) {
        return new MeetingEvent(act, Kind.ACT, seat, Map.of(), change);
    }

    static MeetingEvent fact(String act, @Nullable String seat, Change change) {
        return new MeetingEvent(act, Kind.FACT, seat, Map.of(), change);
    }

    static MeetingEvent incident(String act, @Nullable String seat, Change change) {
        return new MeetingEvent(act, Kind.INCIDENT, seat, Map.of(), change);
    }

    MeetingEvent change(Change now) {
        return new MeetingEvent(act, kind, seat, values, now);
    }

    MeetingEvent with(String name, String value) {
        java.util.Map<String, String> more = new java.util.LinkedHashMap<>(values);
        more.put(name, value);
        return new MeetingEvent(act, kind, seat, java.util.Collections.unmodifiableMap(more), change);
    }
}
