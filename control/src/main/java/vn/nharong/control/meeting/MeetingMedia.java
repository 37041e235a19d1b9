package vn.nharong.control.meeting;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.bus.Conduct;
import vn.nharong.bus.MediaNode;
import vn.nharong.control.programme.Cell;

/** Makes the media room of one meeting what the meeting says: whole commands, said again whenever in doubt. Guarded by the {@link Meeting}. */
final class MeetingMedia {
    private static final Logger LOG = LoggerFactory.getLogger(MeetingMedia.class);
    /** The thank-you card stands so long before lines are closed. */
    private static final Duration FAREWELL = Duration.ofSeconds(8);
    /** An operator has a few tabs; older ones have long closed. */
    private static final int MAX_WATCHERS = 64;

    private final String room;
    private final MediaNode node;
    private final Map<String, String> watchers = new LinkedHashMap<>();
    private boolean open;
    private boolean closed;
    private Conduct said = Conduct.NOTHING;

    MeetingMedia(String meeting, MediaNode node) {
        this.room = room(meeting);
        this.node = node;
    }

    static String room(String meeting) {
        return "meeting:" + meeting;
    }

    void follow(MeetingModel model) {
        if (!model.state().live() && !open) {
            return;
        }
        if (!open && !closed) {
            open = true;
            node.open(room).whenComplete(this::told);
        }
        Conduct conduct = conduct(model);
        if (open && !conduct.equals(said)) {
            said = conduct;
            node.conduct(room, conduct).whenComplete(this::told);
        }
    }

    private void told(@Nullable Void nothing, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.error("the media process did not take what {} is to show", room, failure);
        }
    }

    private Conduct conduct(MeetingModel model) {
        List<Conduct.@Nullable Picture> pictures = new ArrayList<>();
        boolean card = model.programme().card() != null || !model.state().live();
        if (!card) {
            for (Cell cell : model.programme().composition().cells()) {
                Conduct.Source source = cell.slides() ? Conduct.Source.SCREEN_SHARE : Conduct.Source.CAMERA;
                pictures.add(cell.seat() == null ? null : new Conduct.Picture(cell.seat(), source));
            }
        }
        Set<Conduct.Loan> loans = new HashSet<>();
        for (Talk talk : model.talks()) {
            watchers.forEach((identity, operator) -> {
                if (operator.equals(talk.operator())) {
                    loans.add(new Conduct.Loan(identity, Conduct.Source.MICROPHONE, talk.seat()));
                    loans.add(new Conduct.Loan(talk.seat(), Conduct.Source.MICROPHONE, identity));
                }
            });
        }
        Set<String> openMicrophones =
                model.state().live() ? new LinkedHashSet<>(model.floor().open()) : Set.of();
        return new Conduct(pictures, openMicrophones, watchers.keySet(), loans, screen(model, card));
    }

    /** For clients that know nothing of us but the room: how the pictures lie. */
    private static String screen(MeetingModel model, boolean card) {
        StringBuilder text = new StringBuilder("{\"layout\":\"")
                .append(model.programme().composition().layout())
                .append("\",\"card\":")
                .append(card ? "\"" + model.programme().card() + "\"" : "null")
                .append(",\"cells\":[");
        String separator = "";
        for (Cell cell : model.programme().composition().cells()) {
            text.append(separator).append(cell.seat() == null ? "null" : "\"" + cell.seat() + "\"");
            separator = ",";
        }
        return text.append("]}").toString();
    }

    void watcher(String identity, String operator) {
        watchers.put(identity, operator);
        if (watchers.size() > MAX_WATCHERS) {
            watchers.remove(watchers.keySet().iterator().next());
        }
    }

    void dismiss(String identity) {
        node.dismiss(room, identity).whenComplete(this::told);
    }

    /** The media process knows nothing any more. */
    void again() {
        open = false;
        said = Conduct.NOTHING;
    }

    /** After the farewell the room closes, once. */
    void endAfter(@Nullable Instant ended, Instant now) {
        if (open && !closed && (ended == null || ended.plus(FAREWELL).isBefore(now))) {
            closed = true;
            open = false;
            node.close(room).whenComplete(this::told);
        }
    }
}
