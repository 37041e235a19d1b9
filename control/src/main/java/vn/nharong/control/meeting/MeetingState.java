package vn.nharong.control.meeting;

import java.util.Set;

/** States of a meeting (domain: quy trình một cuộc họp toàn tỉnh), and what may be done in each. */
public enum MeetingState {
    DRAFT,
    RESERVED,
    APPROVED,
    PUBLISHED,
    REHEARSING,
    LOBBY,
    ROLL_CALL,
    IN_SESSION,
    SUSPENDED,
    ENDED,
    RECORDED,
    CLOSED;

    private static final Set<MeetingState> LIVE = Set.of(REHEARSING, LOBBY, ROLL_CALL, IN_SESSION, SUSPENDED);
    private static final Set<MeetingState> NOT_BEGUN = Set.of(DRAFT, RESERVED, APPROVED, PUBLISHED);

    /** Lines are open: sites are called and come back by themselves. */
    public boolean live() {
        return LIVE.contains(this);
    }

    public boolean over() {
        return !live() && !NOT_BEGUN.contains(this);
    }

    /** Whether an act of the state machine leads from here to there. */
    boolean leadsTo(MeetingState next) {
        return switch (next) {
            case LOBBY -> this == PUBLISHED || this == REHEARSING;
            case REHEARSING -> this == PUBLISHED;
            case ROLL_CALL -> this == LOBBY;
            case IN_SESSION -> this == LOBBY || this == ROLL_CALL || this == SUSPENDED;
            case SUSPENDED -> this == IN_SESSION;
            case ENDED -> live();
            case PUBLISHED -> this == REHEARSING;
            default -> false;
        };
    }
}
