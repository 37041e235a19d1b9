package vn.nharong.control.directory;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.Optional;

/** Days as people here write them, 1/7/2025, and as machines do, 2025-07-01. */
public final class Days {
    private static final DateTimeFormatter WRITTEN =
            DateTimeFormatter.ofPattern("d/M/uuuu").withResolverStyle(ResolverStyle.STRICT);

    private Days() {}

    /** @return empty when it is no day */
    public static Optional<LocalDate> read(String text) {
        try {
            return Optional.of(text.indexOf('/') >= 0 ? LocalDate.parse(text, WRITTEN) : LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
