package vn.nharong.control.directory;

import java.util.UUID;

/** Whose room a site is, where it is not the unit's own: an office, a department. */
public record Organisation(UUID id, UUID unit, String name) {}
