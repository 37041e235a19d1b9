package vn.nharong.control.meeting;

/** A row of the wall. */
public record SeatGroup(String id, String name, String shortName, int order) {}
