package vn.nharong.control.meeting;

/** What one of several operators has taken over. */
public enum Duty {
    PICTURES,
    SITES
}
