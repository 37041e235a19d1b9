package vn.nharong.control.rollcall;

/** What is taken down of a site by hand. */
public enum Mark {
    PRESENT,
    EXCUSED,
    ABSENT,
    BY_TELEPHONE
}
