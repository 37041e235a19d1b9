package vn.nharong.control.meeting;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.floor.Floor;
import vn.nharong.control.floor.FloorRequest;
import vn.nharong.control.programme.Card;
import vn.nharong.control.programme.Cell;
import vn.nharong.control.programme.Composition;
import vn.nharong.control.programme.Fill;
import vn.nharong.control.programme.Programme;
import vn.nharong.control.programme.Tour;

/** Rules of the picture: preview, take, card, tour. Each looks at the meeting and says what happens. */
final class ProgrammeRules {
    private ProgrammeRules() {}

    static MeetingEvent preview(MeetingModel model, Composition wanted) {
        return MeetingEvent.act("programme.previewed", Change.NOTHING.preview(checked(model, wanted)));
    }

    private static Composition checked(MeetingModel model, Composition wanted) {
        wanted.seats().forEach(model::seat);
        return filled(model, model.floor(), wanted);
    }

    /**
     * The preview, or what is given, goes on air; what was on air becomes the preview.
     *
     * @param there whether a seat's line stands: of those that the operator put there by hand one at least has to, or all
     *     would see black. Who lets the server fill the cells means whoever comes.
     */
    static MeetingEvent take(
            MeetingModel model, @Nullable Composition given, Predicate<String> there, String by, Instant now) {
        if (model.state().over()) {
            throw MeetingRefused.notNow(model.state());
        }
        Composition next = checked(model, given == null ? model.preview() : given);
        if (next.fill() == Fill.FIXED && next.seats().stream().noneMatch(there)) {
            throw MeetingRefused.noPicture();
        }
        Change change = Change.NOTHING
                .programme(new Programme(next, null, now, by))
                .preview(model.programme().composition());
        if (model.tour().running() && next.fill() != Fill.TOUR) {
            change = change.tour(Tour.NONE);
        } else if (!model.tour().running() && next.fill() == Fill.TOUR) {
            change = change.tour(new Tour(Tour.USUAL_SECONDS, null, now, true));
        }
        List<String> names =
                next.seats().stream().map(seat -> model.place(seat).shortName()).toList();
        return MeetingEvent.act(
                        "programme.taken", names.size() == 1 ? next.seats().getFirst() : null, change)
                .with("layout", next.layout().name())
                .with("seats", String.join(" ", next.seats()))
                .with("names", String.join(", ", names));
    }

    /** A card instead of the pictures, or the pictures again. */
    static MeetingEvent card(MeetingModel model, @Nullable Card card, String by, Instant now) {
        if (model.state().over()) {
            throw MeetingRefused.notNow(model.state());
        }
        Programme programme = model.programme();
        if (card == null && programme.composition().seats().isEmpty()) {
            throw MeetingRefused.noPicture();
        }
        return MeetingEvent.act(
                        "programme.card",
                        Change.NOTHING.programme(new Programme(programme.composition(), card, now, by)))
                .with("card", card == null ? "NONE" : card.name());
    }

    static MeetingEvent tour(MeetingModel model, int seconds, boolean skipPoor, Instant now) {
        if (seconds != 0 && (seconds < Tour.MIN_SECONDS || seconds > Tour.MAX_SECONDS)) {
            throw MeetingRefused.wrong(
                    "seconds", "Thời gian mỗi điểm cầu từ " + Tour.MIN_SECONDS + " đến " + Tour.MAX_SECONDS + " giây.");
        }
        if (!model.state().live()) {
            throw MeetingRefused.notNow(model.state());
        }
        Tour tour = seconds == 0 ? Tour.NONE : new Tour(seconds, model.tour().seat(), now, skipPoor);
        return MeetingEvent.act("programme.tour", Change.NOTHING.tour(tour)).with("seconds", String.valueOf(seconds));
    }

    /**
     * The tour's next sites, as many as the layout has cells.
     *
     * @param there those that can be shown, in official order
     * @return null when there is nobody to show
     */
    static @Nullable MeetingEvent step(MeetingModel model, List<String> there, Instant now) {
        Tour tour = model.tour();
        if (there.isEmpty()) {
            return null;
        }
        Composition before = model.programme().composition();
        List<Cell> cells = new ArrayList<>(before.cells());
        int from = tour.seat() == null ? 0 : there.indexOf(tour.seat()) + shown(before, there, tour.seat());
        int first = Math.floorMod(from, there.size());
        int begin = before.layout().slides() ? 1 : 0;
        for (int i = begin; i < cells.size(); i++) {
            int place = i - begin;
            cells.set(
                    i, place < there.size() ? new Cell(there.get((first + place) % there.size()), false) : Cell.EMPTY);
        }
        Composition next = new Composition(before.layout(), Fill.TOUR, cells);
        Tour on = new Tour(tour.seconds(), there.get(first), now.plusSeconds(tour.seconds()), tour.skipPoor());
        return MeetingEvent.fact(
                "programme.toured",
                there.get(first),
                Change.NOTHING.tour(on).programme(new Programme(next, null, now, "")));
    }

    private static int shown(Composition before, List<String> there, @Nullable String first) {
        return first != null && there.contains(first)
                ? Math.max(1, before.seats().size())
                : 1;
    }

    /** The programme as a changed floor or chair makes it, when it follows them; else null. */
    static @Nullable Programme followed(MeetingModel model, Floor floor, Instant now, String by) {
        Programme programme = model.programme();
        Composition next = filled(model, floor, programme.composition());
        return next.equals(programme.composition()) ? null : new Programme(next, programme.card(), now, by);
    }

    /** One site stands where another stood. */
    static Composition replaced(Composition composition, String before, String after) {
        return composition.with(composition.cells().stream()
                .map(cell -> before.equals(cell.seat()) ? new Cell(after, cell.slides()) : cell)
                .toList());
    }

    private static Composition filled(MeetingModel model, Floor floor, Composition wanted) {
        if (wanted.fill() != Fill.SPEAKER && wanted.fill() != Fill.QUEUE) {
            return wanted;
        }
        List<Cell> cells = new ArrayList<>(wanted.cells());
        int begin = wanted.layout().slides() ? 1 : 0;
        List<String> candidates = candidates(model, floor, wanted);
        for (int i = begin; i < cells.size(); i++) {
            int place = i - begin;
            cells.set(i, place < candidates.size() ? new Cell(candidates.get(place), false) : Cell.EMPTY);
        }
        return wanted.with(cells);
    }

    private static List<String> candidates(MeetingModel model, Floor floor, Composition wanted) {
        String chair = model.basics().chairSite();
        String speaker =
                floor.speaking() == null ? null : floor.speaking().request().seat();
        Set<String> order = new LinkedHashSet<>();
        if (wanted.cells().size() > 1 && wanted.layout() == vn.nharong.control.programme.Layout.ONE_ONE) {
            order.add(chair);
        }
        if (speaker != null) {
            order.add(speaker);
        }
        order.add(chair);
        if (wanted.fill() == Fill.QUEUE) {
            if (floor.onDeck() != null) {
                order.add(floor.onDeck().seat());
            }
            floor.queue().stream()
                    .map(FloorRequest::seat)
                    .filter(Objects::nonNull)
                    .forEach(order::add);
        }
        return List.copyOf(order);
    }
}
