package vn.nharong.control.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nharong.bus.MediaFacts;
import vn.nharong.control.floor.Floor;
import vn.nharong.control.floor.FloorRequest;
import vn.nharong.control.programme.Programme;
import vn.nharong.control.programme.Tour;
import vn.nharong.control.rollcall.RollCall;

/** Turns what a meeting is into what pages are told. No state. */
final class MeetingView {
    /** A camera takes a moment to come after its line. */
    private static final Duration SETTLING = Duration.ofSeconds(6);

    private static final float POOR_LOSS = 3;
    private static final int POOR_RTT = 400;
    private static final int NARROW_BPS = 150_000;

    private MeetingView() {}

    static Wire.Meeting meeting(MeetingModel model) {
        Basics basics = model.basics();
        return new Wire.Meeting(
                model.id,
                basics.title(),
                basics.subject(),
                basics.convener(),
                basics.chairName(),
                basics.state(),
                basics.startsAt(),
                basics.startedAt(),
                basics.mainSite(),
                basics.deputySite(),
                basics.chairSite(),
                basics.demo());
    }

    static Wire.LogLine line(MeetingStore.Kept kept) {
        MeetingEvent event = kept.event();
        return new Wire.LogLine(
                kept.seq(),
                kept.at(),
                kept.name(),
                kept.actor(),
                event.act(),
                event.seat(),
                event.kind(),
                event.values());
    }

    static Wire.Seat seat(MeetingModel model, SeatRecord seat, SeatLive live, Instant now) {
        SeatPlace place = model.place(seat.id());
        MediaFacts.Line line = live.line;
        return new Wire.Seat(
                seat.id(),
                place.name(),
                place.shortName(),
                place.group(),
                place.hall(),
                place.order(),
                place.phone(),
                model.shown(seat),
                seat.since(),
                seat.present(),
                live.connected,
                seat.headcount(),
                seat.note(),
                live.connected ? live.microphone : MediaFacts.Microphone.NONE,
                live.camera(),
                live.connected && live.screen,
                rung(seat, live),
                poor(live, now),
                line == null ? null : Math.round(line.lossPercent() * 10) / 10f,
                line == null ? null : line.rttMillis(),
                line == null ? null : line.downBps() / 1000,
                line == null ? null : line.upBps() / 1000,
                live.level,
                live.still,
                seat.tries(),
                seat.check(),
                place.guest());
    }

    private static Wire.Rung rung(SeatRecord seat, SeatLive live) {
        if (seat.state() == SiteState.BY_TELEPHONE) {
            return Wire.Rung.PHONE;
        }
        if (!live.connected) {
            return Wire.Rung.NONE;
        }
        int height = live.line == null ? 0 : live.line.pictureHeight();
        if (height >= 700) {
            return Wire.Rung.HD;
        }
        if (height >= 300) {
            return Wire.Rung.SD;
        }
        return height > 0 ? Wire.Rung.THUMB : Wire.Rung.AUDIO;
    }

    static Wire.@Nullable Poor poor(SeatLive live, Instant now) {
        if (!live.connected) {
            return null;
        }
        if (live.echo) {
            return Wire.Poor.ECHO;
        }
        MediaFacts.Line line = live.line;
        if (line != null && line.lossPercent() >= POOR_LOSS) {
            return Wire.Poor.LOSS;
        }
        if (line != null && line.rttMillis() >= POOR_RTT) {
            return Wire.Poor.DELAY;
        }
        if (line != null && line.pictureHeight() > 0 && line.pictureHeight() < 180 && line.downBps() < NARROW_BPS) {
            return Wire.Poor.NARROW;
        }
        if (Duration.between(live.connectedAt, now).compareTo(SETTLING) < 0) {
            return null;
        }
        if (live.microphone == MediaFacts.Microphone.NONE) {
            return Wire.Poor.NO_SOUND;
        }
        return live.camera ? null : Wire.Poor.NO_PICTURE;
    }

    static Wire.Programme programme(Programme programme) {
        return new Wire.Programme(
                programme.composition().layout(),
                programme.composition().fill(),
                programme.composition().cells(),
                programme.since(),
                programme.by(),
                programme.card());
    }

    static Wire.@Nullable Tour tour(Tour tour) {
        return tour.running() ? new Wire.Tour(tour.seconds(), tour.seat(), tour.nextAt(), tour.skipPoor()) : null;
    }

    static Wire.FloorNow floor(Floor floor) {
        Wire.Speaker speaker = null;
        if (floor.speaking() != null) {
            FloorRequest request = floor.speaking().request();
            speaker = new Wire.Speaker(
                    request.id(),
                    request.seat(),
                    request.speaker(),
                    request.topic(),
                    request.raised(),
                    request.at(),
                    floor.speaking().startedAt(),
                    floor.speaking().limitSeconds());
        }
        return new Wire.FloorNow(
                floor.mode(),
                speaker,
                floor.onDeck() == null ? null : request(floor.onDeck()),
                floor.queue().stream().map(MeetingView::request).toList(),
                floor.limitSeconds(),
                floor.locked(),
                floor.open());
    }

    private static Wire.Request request(FloorRequest request) {
        return new Wire.Request(
                request.id(), request.seat(), request.speaker(), request.topic(), request.raised(), request.at());
    }

    static Wire.RollCallNow rollCall(RollCall rollCall) {
        return new Wire.RollCallNow(
                rollCall.state(), rollCall.startedAt(), rollCall.closedAt(), rollCall.calling(), rollCall.nextAt());
    }

    /** While lines are being opened: how many were called already. */
    static Wire.@Nullable Calling calling(MeetingModel model, int waveSize) {
        if (!model.state().live()) {
            return null;
        }
        int called = 0;
        int of = 0;
        for (SeatRecord seat : model.seats()) {
            boolean meant = seat.tries() > 0 || seat.state() == SiteState.EXPECTED;
            of += meant ? 1 : 0;
            called += seat.tries() > 0 ? 1 : 0;
        }
        if (called == of) {
            return null;
        }
        int waves = (of + waveSize - 1) / waveSize;
        return new Wire.Calling(Math.min(waves, (called + waveSize - 1) / waveSize), waves, called, of);
    }

    static List<Wire.Operator> operators(MeetingModel model, Map<String, String> present) {
        List<Wire.Operator> operators = new ArrayList<>();
        present.forEach((id, name) ->
                operators.add(new Wire.Operator(id, name, model.duties().get(id))));
        return operators;
    }

    /** Names for the programme's cells: of the one who speaks also title and name. */
    static Map<String, Wire.Caption> captions(MeetingModel model) {
        Map<String, Wire.Caption> captions = new LinkedHashMap<>();
        for (String seat : model.programme().composition().seats()) {
            SeatPlace place = model.place(seat);
            captions.put(seat, new Wire.Caption(place.name(), line(model, place)));
        }
        return captions;
    }

    private static String line(MeetingModel model, SeatPlace place) {
        if (place.guest() != null) {
            return place.place(); // the name stands above it already
        }
        Floor floor = model.floor();
        if (floor.speaking() != null
                && floor.speaking().request().seat().equals(place.id())
                && !floor.speaking().request().speaker().isEmpty()) {
            return floor.speaking().request().speaker();
        }
        return place.id().equals(model.basics().chairSite()) ? model.basics().chairName() : place.place();
    }
}
