package vn.nharong.sfu.room;

/** A client's description, by its number. */
public record Offer(int id, String sdp) {}
