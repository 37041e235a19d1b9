package vn.nharong.control.meeting;

import java.util.UUID;

/** A screen that somebody stands before begins to follow its site: paired, or opened by the demo's door. Told before it hears anything. */
public record ScreenCame(UUID site) {}
