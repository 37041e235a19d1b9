package vn.nharong.control.meeting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a meeting is called, whose it is and how far it is.
 *
 * @param unit that convened it; roles at or above it count
 * @param mainSite where the chair sits
 * @param deputySite takes the chair's rights over when the main site is lost; null for none
 * @param chairSite which of the two has them now
 * @param demo made in a house of sample data
 */
public record Basics(
        String title,
        String subject,
        String convener,
        String chairName,
        String unit,
        MeetingState state,
        Instant startsAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String mainSite,
        @Nullable String deputySite,
        String chairSite,
        boolean demo) {
    Basics state(MeetingState next, Instant now) {
        return new Basics(
                title,
                subject,
                convener,
                chairName,
                unit,
                next,
                startsAt,
                next == MeetingState.IN_SESSION && startedAt == null ? now : startedAt,
                next == MeetingState.ENDED ? now : endedAt,
                mainSite,
                deputySite,
                chairSite,
                demo);
    }

    Basics chair(String seat) {
        return new Basics(
                title,
                subject,
                convener,
                chairName,
                unit,
                state,
                startsAt,
                startedAt,
                endedAt,
                mainSite,
                deputySite,
                seat,
                demo);
    }

    Basics deputy(@Nullable String seat) {
        return new Basics(
                title, subject, convener, chairName, unit, state, startsAt, startedAt, endedAt, mainSite, seat,
                chairSite, demo);
    }
}
