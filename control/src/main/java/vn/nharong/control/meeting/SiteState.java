package vn.nharong.control.meeting;

/** States of a site in a meeting; one machine, used everywhere (domain: màn hình điều khiển). */
public enum SiteState {
    EXPECTED,
    RINGING,
    CONNECTED,
    CHECKED,
    PRESENT,
    ON_DECK,
    ON_AIR,
    LOST,
    RETURNED,
    LEFT,
    EXCUSED,
    ABSENT,
    BY_TELEPHONE;

    /** Somebody has said why it does not come, or how else it takes part. */
    boolean saidOtherwise() {
        return this == EXCUSED || this == ABSENT || this == BY_TELEPHONE;
    }

    /** Its own connection is expected to stand. */
    boolean called() {
        return switch (this) {
            case RINGING, CONNECTED, CHECKED, PRESENT, LOST, RETURNED, ON_DECK, ON_AIR -> true;
            case EXPECTED, LEFT, EXCUSED, ABSENT, BY_TELEPHONE -> false;
        };
    }
}
