package vn.nharong.control.meeting;

/** Private talk between an operator (its account's id) and a site. */
public record Talk(String operator, String seat) {}
