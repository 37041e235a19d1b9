package vn.nharong.control.web;

import java.text.Normalizer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was sent can't be; {@code values.field} says where. */
public final class BadInput extends RuntimeException implements Refusal {
    private static final long serialVersionUID = 1L;
    private final String field;
    private final String detail;

    /** @param detail in Vietnamese, a whole sentence */
    public BadInput(String field, String detail) {
        super("input: " + field, null, false, false);
        this.field = field;
        this.detail = detail;
    }

    /**
     * One line of text, without blanks around, in the form that is compared and shown (NFC).
     *
     * @throws BadInput when there is none, or it is too long, or holds what can't be shown
     */
    public static String line(String field, @Nullable String text, int max) {
        String line = optional(field, text, max);
        if (line.isEmpty()) {
            throw new BadInput(field, "Thiếu nội dung ở ô " + field + ".");
        }
        return line;
    }

    /** As {@link #line}, empty for none. */
    public static String optional(String field, @Nullable String text, int max) {
        String line = text == null ? "" : Normalizer.normalize(text.strip(), Normalizer.Form.NFC);
        if (line.codePointCount(0, line.length()) > max) {
            throw new BadInput(field, "Nội dung ở ô " + field + " dài quá " + max + " ký tự.");
        }
        if (line.codePoints().anyMatch(Character::isISOControl)) {
            throw new BadInput(field, "Nội dung ở ô " + field + " có ký tự lạ.");
        }
        return line;
    }

    /** @throws BadInput when it is missing */
    public static <T> T given(String field, @Nullable T value) {
        if (value == null) {
            throw new BadInput(field, "Thiếu nội dung ở ô " + field + ".");
        }
        return value;
    }

    @Override
    public String code() {
        return "input";
    }

    @Override
    public int status() {
        return 400;
    }

    @Override
    public String detail() {
        return detail;
    }

    @Override
    public Map<String, String> values() {
        return Map.of("field", field);
    }
}
