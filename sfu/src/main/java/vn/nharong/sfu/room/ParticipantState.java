package vn.nharong.sfu.room;

/** From the first message to the last. */
public enum ParticipantState {
    JOINING,
    JOINED,
    /** Media is connected. */
    ACTIVE,
    DISCONNECTED
}
