package vn.nharong.control.meeting;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads which seats a request means: {@code "all"}, or ids. */
final class Seats {
    private Seats() {}

    /** @return null for all */
    static @Nullable Set<String> wanted(@Nullable Object given) {
        if ("all".equals(given)) {
            return null;
        }
        if (given instanceof List<?> list && !list.isEmpty() && list.stream().allMatch(String.class::isInstance)) {
            Set<String> ids = new LinkedHashSet<>();
            list.forEach(id -> ids.add((String) id));
            return ids;
        }
        throw MeetingRefused.wrong("seats", "Cần \"all\" hoặc danh sách điểm cầu.");
    }

    /** @return null for all */
    static @Nullable List<String> list(@Nullable Object given) {
        Set<String> wanted = wanted(given);
        return wanted == null ? null : List.copyOf(wanted);
    }

    static List<String> list(MeetingModel model, @Nullable Object given) {
        List<String> wanted = list(given);
        return wanted == null ? model.places().stream().map(SeatPlace::id).toList() : wanted;
    }

    static String given(@Nullable String id) {
        if (id == null || id.isEmpty()) {
            throw MeetingRefused.wrong("seat", "Thiếu điểm cầu.");
        }
        return id;
    }

    static int within(String field, int number, int least, int most) {
        if (number < least || number > most) {
            throw MeetingRefused.wrong(field, "Cần một số từ " + least + " đến " + most + ".");
        }
        return number;
    }
}
