package vn.nharong.door;

/** Where a secret is asked for. Each counts by itself: who forgets a password can still pair a kiosk. */
public enum Door {
    /** Account, password and the code of the second step. */
    SIGN_IN,
    /** The one-time code with which a password is set. */
    ONE_TIME_CODE,
    /** The code of the first administrator in an empty house. */
    SET_UP,
    /** A kiosk asks for a code to be paired by, and somebody types it. */
    PAIRING,
    /** The PIN in a meeting's link. */
    PIN,
    /** Tokens of the LiveKit-compatible API, where clients ask why theirs is refused. */
    TOKEN
}
