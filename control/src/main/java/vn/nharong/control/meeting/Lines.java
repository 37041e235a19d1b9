package vn.nharong.control.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Calls sites in waves, again when nobody answers, and notices when a line has settled. Called under the lock of the meeting
 * in question; keeps the pace of each.
 */
final class Lines {
    /** A television and its box take some seconds to come; nobody answers a call for longer. */
    private static final Duration RINGING = Duration.ofSeconds(25);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    /** Sound and picture that stay so long are there. */
    private static final Duration SETTLED = Duration.ofSeconds(2);
    /** The operator sees for so long that a site is back. */
    private static final Duration BACK = Duration.ofSeconds(20);

    private final RandomGenerator random;
    private final Map<String, Pace> paces = new HashMap<>();

    /** @param size sites called at once @param pause until the next are */
    record Pace(int size, Duration pause, Instant next) {}

    private static final Pace USUAL = new Pace(20, Duration.ofMillis(1500), Instant.EPOCH);

    Lines(RandomGenerator random) {
        this.random = random;
    }

    void pace(String meeting, int size, Duration pause) {
        paces.put(meeting, new Pace(size, pause, Instant.EPOCH));
    }

    int waveSize(String meeting) {
        return paces.getOrDefault(meeting, USUAL).size();
    }

    List<MeetingEvent> due(MeetingModel model, Map<String, SeatLive> live, Instant now) {
        List<MeetingEvent> events = new ArrayList<>();
        List<String> silent = new ArrayList<>();
        List<String> settled = new ArrayList<>();
        List<String> waiting = new ArrayList<>();
        for (SeatRecord seat : model.seats()) {
            SeatLive is = live.computeIfAbsent(seat.id(), key -> new SeatLive());
            Duration since = Duration.between(seat.since(), now);
            switch (seat.state()) {
                case RINGING -> {
                    // Nobody calls a guest: it comes by itself.
                    if (!model.guest(seat.id()) && since.compareTo(RINGING) > 0) {
                        silent.add(seat.id());
                        is.nextCall = now.plus(pause(seat.tries()));
                    }
                }
                case EXPECTED -> {
                    if (!is.nextCall.isAfter(now)) {
                        waiting.add(seat.id());
                    }
                }
                case CONNECTED -> {
                    if (is.seenAndHeard() && since.compareTo(SETTLED) > 0) {
                        settled.add(seat.id());
                    }
                }
                case RETURNED -> {
                    if (is.seenAndHeard() && since.compareTo(BACK) > 0) {
                        settled.add(seat.id());
                    }
                }
                default -> {}
            }
        }
        if (!silent.isEmpty()) {
            events.add(LineRules.unanswered(model, silent, now));
        }
        if (!settled.isEmpty()) {
            events.add(LineRules.checked(model, settled, now));
        }
        wave(model, live, waiting, now, events);
        return events;
    }

    private void wave(
            MeetingModel model,
            Map<String, SeatLive> live,
            List<String> waiting,
            Instant now,
            List<MeetingEvent> events) {
        Pace pace = paces.getOrDefault(model.id, USUAL);
        if (waiting.isEmpty() || pace.next().isAfter(now)) {
            return;
        }
        List<String> wave = waiting.subList(0, Math.min(pace.size(), waiting.size()));
        MeetingEvent called = LineRules.call(model, wave, seat -> connected(live, seat), false, now);
        paces.put(model.id, new Pace(pace.size(), pace.pause(), now.plus(pace.pause())));
        if (called != null) {
            events.add(called);
        }
    }

    private static boolean connected(Map<String, SeatLive> live, String seat) {
        SeatLive is = live.get(seat);
        return is != null && is.connected;
    }

    /** Grows with each call in vain; never the same for all, or they would all ring at once. */
    private Duration pause(int tries) {
        long millis = FIRST_PAUSE.toMillis() << Math.min(tries, 4);
        long most = Math.min(millis, LONGEST_PAUSE.toMillis());
        return Duration.ofMillis(most / 2 + random.nextLong(most / 2));
    }
}
