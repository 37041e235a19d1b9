package vn.nharong.control.floor;

import java.time.Instant;

/** A wish that was granted. @param limitSeconds the time it was given */
public record Speaking(FloorRequest request, Instant startedAt, int limitSeconds) {}
