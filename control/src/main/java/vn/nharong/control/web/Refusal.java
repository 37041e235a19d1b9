package vn.nharong.control.web;

import java.util.Map;

/**
 * Why something was not done, in words that a person can use. Each module has a small sealed family of exceptions of this
 * kind; one advice turns them into problem details (RFC 9457).
 */
public interface Refusal {
    /** Stable word, such as {@code site-unknown}: what the page translates and the manual explains. */
    String code();

    /** HTTP status, 400 … 599. */
    int status();

    /** In Vietnamese, for whoever has no translation of the code. */
    String detail();

    /** What the sentence speaks of, by name, for the page's own words. */
    default Map<String, String> values() {
        return Map.of();
    }
}
