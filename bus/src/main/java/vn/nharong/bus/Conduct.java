package vn.nharong.bus;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a conducted room shows and lets be heard.
 *
 * @param pictures what each outlet of the programme shows, by place; null for an empty place. At most {@link #MAX_PICTURES}
 * @param openMicrophones identities that everybody hears but themselves, with the sound of their screens while an outlet is
 *     left for it; every other microphone is closed. At most {@link #MAX_SOUNDS}
 * @param watchers identities that may take any track, see who is there and send data messages (operators); a closed
 *     microphone is closed for them too
 * @param loans what one participant gets of another beside the programme, past a closed microphone too
 * @param screen what clients need to lay the pictures out: JSON, told as the room's metadata
 */
public record Conduct(
        List<@Nullable Picture> pictures,
        Set<String> openMicrophones,
        Set<String> watchers,
        Set<Loan> loans,
        String screen) {
    public static final int MAX_PICTURES = 16;
    public static final int MAX_SOUNDS = 6;
    public static final Conduct NOTHING = new Conduct(List.of(), Set.of(), Set.of(), Set.of(), "");

    public Conduct {
        if (pictures.size() > MAX_PICTURES || openMicrophones.size() > MAX_SOUNDS) {
            throw new IllegalArgumentException("more than a room has outlets for");
        }
        pictures = java.util.Collections.unmodifiableList(new java.util.ArrayList<>(pictures));
        openMicrophones = Set.copyOf(openMicrophones);
        watchers = Set.copyOf(watchers);
        loans = Set.copyOf(loans);
    }

    /** What of a participant. */
    public enum Source {
        CAMERA,
        MICROPHONE,
        SCREEN_SHARE
    }

    /** One place of the programme. */
    public record Picture(String identity, Source source) {}

    /** {@code to} gets {@code source} of {@code from}, and nobody else hears of it. */
    public record Loan(String from, Source source, String to) {}
}
