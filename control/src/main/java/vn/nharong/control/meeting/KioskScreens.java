package vn.nharong.control.meeting;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;
import vn.nharong.control.House;
import vn.nharong.control.Settings;
import vn.nharong.control.directory.Site;
import vn.nharong.control.directory.Sites;

/** What a site's own screen is to show now. Any thread. */
@Component
class KioskScreens implements KioskFeed.KioskView {
    private static final Duration ROLL_CALL_BEFORE = Duration.ofMinutes(15);

    private final Meetings meetings;
    private final Sites sites;
    private final ObjectMapper json;
    private final Clock clock;
    private final House house;
    private final Settings settings;

    KioskScreens(
            Meetings meetings,
            Sites sites,
            ObjectMapper json,
            Clock clock,
            House house,
            Settings settings,
            KioskFeed feed) {
        this.meetings = meetings;
        this.sites = sites;
        this.json = json;
        this.clock = clock;
        this.house = house;
        this.settings = settings;
        feed.view(this);
    }

    /** Under which the feed knows a guest's screens. */
    static String guestKey(String meeting, String seat) {
        return meeting + "/" + seat;
    }

    /** As JSON, with the time of day and what that one screen has to bring along with its calls. */
    String text(Object kiosk, String csrf) {
        ObjectNode tree = json.valueToTree(kiosk);
        tree.put("csrf", csrf);
        Settings.Certificate certificate = settings.certificate().get();
        tree.put(
                "certificateUntil",
                certificate == null ? null : certificate.until().toString());
        tree.put("serverTime", clock.instant().toString());
        return tree.toString();
    }

    @Override
    public Object of(String key) {
        int slash = key.indexOf('/');
        return slash < 0 ? site(key) : guest(meetings.get(key.substring(0, slash)), key.substring(slash + 1));
    }

    private Wire.GuestScreen guest(Meeting meeting, String seat) {
        return meeting.look((model, live) -> {
            Guests guests = model.guests();
            Guests.Waiting waiting = guests.waits(seat).orElse(null);
            boolean seated = GuestRules.seated(model, seat);
            Guests.Refused refused = guests.refusal(seat).orElse(null);
            Wire.Phase phase = model.state().over()
                    ? Wire.Phase.ENDED
                    : waiting != null
                            ? Wire.Phase.WAITING
                            : seated ? Wire.Phase.ADMITTED : refused == null ? Wire.Phase.GONE : Wire.Phase.REFUSED;
            GuestCard card = waiting != null
                    ? waiting.card()
                    : model.guest(seat) ? model.place(seat).guest() : null;
            Wire.Kiosk kiosk = phase != Wire.Phase.ADMITTED || card == null
                    ? null
                    : inMeeting(
                            meeting,
                            model,
                            live.getOrDefault(seat, new SeatLive()),
                            new Wire.KioskSite(seat, card.name(), card.line()));
            return new Wire.GuestScreen(
                    phase,
                    card,
                    refused == null ? "" : refused.reason(),
                    waiting == null ? null : waiting.since(),
                    model.basics().title(),
                    model.basics().subject(),
                    model.state().live(),
                    kiosk);
        });
    }

    private Wire.Kiosk site(String site) {
        Optional<Meeting> meeting = meetings.of(site);
        Site known = sites.find(UUID.fromString(site)).orElseThrow(() -> MeetingRefused.unknownSeat(site));
        return meeting.map(one -> one.look((model, live) -> inMeeting(
                        one,
                        model,
                        live.getOrDefault(site, new SeatLive()),
                        new Wire.KioskSite(site, known.name(), model.place(site).place()))))
                .orElseGet(() -> alone(known));
    }

    private Wire.Kiosk alone(Site site) {
        return new Wire.Kiosk(
                house.version(),
                new Wire.KioskSite(site.id().toString(), site.name(), ""),
                new Wire.Help("", ""),
                null,
                null,
                null,
                null,
                Map.of(),
                0,
                null,
                List.of(),
                false,
                house.demo());
    }

    private Wire.Kiosk inMeeting(Meeting meeting, MeetingModel model, SeatLive live, Wire.KioskSite site) {
        String id = site.id();
        SeatRecord seat = model.seat(id);
        Basics basics = model.basics();
        boolean wanted = model.state().live() && seat.state().called();
        boolean sees = wanted || model.state() == MeetingState.ENDED;
        return new Wire.Kiosk(
                house.version(),
                site,
                help(model, id),
                new Wire.KioskMeeting(
                        meeting.id,
                        basics.title(),
                        basics.subject(),
                        basics.chairName(),
                        basics.state(),
                        basics.startsAt(),
                        basics.startedAt(),
                        basics.startsAt().minus(ROLL_CALL_BEFORE)),
                still(MeetingView.seat(model, seat, live, clock.instant())),
                wanted ? new Wire.Ticket("/", meeting.ticket(id, site.name())) : null,
                sees ? MeetingView.programme(model.programme()) : null,
                sees ? MeetingView.captions(model) : Map.of(),
                model.floor().place(id),
                speaking(model, id),
                notices(model, id),
                model.talks().stream().anyMatch(talk -> talk.seat().equals(id)),
                house.demo());
    }

    /** What moves all the time is not for a television. */
    private static Wire.Seat still(Wire.Seat seat) {
        return new Wire.Seat(
                seat.id(),
                seat.name(),
                seat.shortName(),
                seat.group(),
                seat.hall(),
                seat.order(),
                seat.phone(),
                seat.state(),
                seat.since(),
                seat.present(),
                seat.connected(),
                seat.headcount(),
                "",
                seat.microphone(),
                seat.camera(),
                seat.screen(),
                seat.rung(),
                seat.poor(),
                null,
                null,
                null,
                null,
                0,
                0,
                seat.tries(),
                seat.check(),
                seat.guest());
    }

    /** The hall of its district knows it best; the halls themselves turn to the province. */
    private static Wire.Help help(MeetingModel model, String id) {
        SeatPlace own = model.place(id);
        SeatPlace first = null;
        for (SeatPlace place : model.places()) {
            if (!own.hall() && place.hall() && place.group().equals(own.group())) {
                return new Wire.Help(place.name(), place.phone());
            }
            first = first == null && !place.id().equals(id) ? place : first;
        }
        return first == null ? new Wire.Help("", "") : new Wire.Help(first.name(), first.phone());
    }

    private static Wire.@Nullable KioskSpeaking speaking(MeetingModel model, String id) {
        vn.nharong.control.floor.Speaking speaking = model.floor().speaking();
        return speaking != null && speaking.request().seat().equals(id)
                ? new Wire.KioskSpeaking(speaking.startedAt(), speaking.limitSeconds())
                : null;
    }

    private static List<Wire.KioskNotice> notices(MeetingModel model, String id) {
        List<Wire.KioskNotice> notices = new ArrayList<>();
        for (Notice notice : model.notices()) {
            if (notice.isFor(id)) {
                notices.add(new Wire.KioskNotice(notice.id(), notice.at(), notice.text()));
            }
        }
        return notices;
    }
}
