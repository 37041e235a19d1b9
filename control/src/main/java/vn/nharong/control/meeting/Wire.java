package vn.nharong.control.meeting;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import vn.nharong.bus.MediaFacts.Microphone;
import vn.nharong.control.floor.Floor;
import vn.nharong.control.programme.Card;
import vn.nharong.control.programme.Cell;
import vn.nharong.control.programme.Composition;
import vn.nharong.control.programme.Fill;
import vn.nharong.control.programme.Layout;
import vn.nharong.control.rollcall.RollCall;

/** Shapes of a meeting as pages get them; the same stand in the page's wire.ts. */
final class Wire {
    private Wire() {}

    enum Camera {
        NONE,
        OK,
        BLACK,
        FROZEN
    }

    enum Rung {
        HD,
        SD,
        THUMB,
        SLIDES,
        AUDIO,
        PHONE,
        NONE
    }

    enum Poor {
        LOSS,
        DELAY,
        NARROW,
        ECHO,
        NO_SOUND,
        NO_PICTURE
    }

    record Seat(
            String id,
            String name,
            String shortName,
            String group,
            boolean hall,
            int order,
            String phone,
            SiteState state,
            Instant since,
            boolean present,
            boolean connected,
            @Nullable Integer headcount,
            String note,
            Microphone microphone,
            Camera camera,
            boolean screen,
            Rung rung,
            @Nullable Poor poor,
            @Nullable Float lossPercent,
            @Nullable Integer delayMillis,
            @Nullable Long downKbps,
            @Nullable Long upKbps,
            float level,
            long still,
            int tries,
            @Nullable TechnicalCheck check,
            @Nullable GuestCard guest) {}

    /** @param link id of the opening, so that a page asks for link and PIN anew; null while it is closed */
    record Guests(@Nullable String link, List<vn.nharong.control.meeting.Guests.Waiting> waiting, List<Seat> seats) {}

    /** How it stands with a guest. */
    enum Phase {
        WAITING,
        ADMITTED,
        REFUSED,
        /** Was in, and is no more. */
        GONE,
        ENDED
    }

    /** What a guest's own screen shows. @param reason of a refusal; may be empty @param kiosk once let in */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record GuestScreen(
            Phase phase,
            @Nullable GuestCard card,
            String reason,
            @Nullable Instant since,
            String title,
            String subject,
            boolean live,
            @Nullable Kiosk kiosk) {}

    /** To be handed to guests. @param link last part of the address; null while it is closed */
    record GuestLink(@Nullable String link, @Nullable String pin) {}

    record Meeting(
            String id,
            String title,
            String subject,
            String convener,
            String chairName,
            MeetingState state,
            Instant startsAt,
            @Nullable Instant startedAt,
            String mainSite,
            @Nullable String deputySite,
            String chairSite,
            boolean demo) {}

    record Programme(
            Layout layout,
            Fill fill,
            List<Cell> cells,
            Instant since,
            String by,
            @Nullable Card card) {}

    record Tour(
            int seconds, @Nullable String seat, @Nullable Instant nextAt, boolean skipPoor) {}

    record Request(String id, String seat, String speaker, String topic, boolean raised, Instant at) {}

    record Speaker(
            String id,
            String seat,
            String speaker,
            String topic,
            boolean raised,
            Instant at,
            Instant startedAt,
            int limitSeconds) {}

    record FloorNow(
            Floor.Mode mode,
            @Nullable Speaker speaking,
            @Nullable Request onDeck,
            List<Request> queue,
            int limitSeconds,
            boolean locked,
            List<String> open) {}

    record RollCallNow(
            RollCall.State state,
            @Nullable Instant startedAt,
            @Nullable Instant closedAt,
            @Nullable String calling,
            @Nullable Instant nextAt) {}

    record Calling(int wave, int waves, int called, int of) {}

    record LogLine(
            long seq,
            Instant at,
            String actor,
            String actorId,
            String act,
            @Nullable String seat,
            MeetingEvent.Kind kind,
            Map<String, String> values) {}

    record Operator(String id, String name, @Nullable Duty duty) {}

    record Undo(int count, @Nullable String act) {}

    record Snapshot(
            Instant serverTime,
            Meeting meeting,
            List<Seat> seats,
            List<SeatGroup> groups,
            Guests guests,
            Programme programme,
            Composition preview,
            @Nullable Tour tour,
            FloorNow floor,
            RollCallNow rollCall,
            @Nullable Calling calling,
            List<Talk> talks,
            List<Operator> operators,
            Undo undo,
            List<LogLine> log) {}

    record Summary(
            String id, String title, String subject, MeetingState state, Instant startsAt, int sites, int connected) {}

    record Ticket(String url, String token) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Kiosk(
            String version,
            KioskSite site,
            Help help,
            @Nullable KioskMeeting meeting,
            @Nullable Seat seat,
            @Nullable Ticket ticket,
            @Nullable Programme programme,
            Map<String, Caption> captions,
            int queuePlace,
            @Nullable KioskSpeaking speaking,
            List<KioskNotice> notices,
            boolean talk,
            boolean demo) {}

    record KioskSite(String id, String name, String place) {}

    record Help(String name, String phone) {}

    record KioskMeeting(
            String id,
            String title,
            String subject,
            String chairName,
            MeetingState state,
            Instant startsAt,
            @Nullable Instant startedAt,
            Instant rollCallAt) {}

    record Caption(String name, String line) {}

    record KioskSpeaking(Instant startedAt, int limitSeconds) {}

    record KioskNotice(String id, Instant at, String text) {}
}
