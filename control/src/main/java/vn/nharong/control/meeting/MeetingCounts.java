package vn.nharong.control.meeting;

import org.springframework.stereotype.Component;

/** How many meetings are live, and how many of their sites are there. Any thread. */
@Component
public class MeetingCounts {
    private final Meetings meetings;

    MeetingCounts(Meetings meetings) {
        this.meetings = meetings;
    }

    /** Over all live meetings. */
    public record Sites(int connected, int expected) {}

    public int live() {
        return (int) meetings.all().stream()
                .filter(meeting -> meeting.summary().state().live())
                .count();
    }

    public Sites sites() {
        int connected = 0;
        int expected = 0;
        for (Meeting meeting : meetings.all()) {
            Wire.Summary summary = meeting.summary();
            if (summary.state().live()) {
                connected += summary.connected();
                expected += summary.sites();
            }
        }
        return new Sites(connected, expected);
    }
}
