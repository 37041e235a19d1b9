package vn.nharong.control.programme;

/** A still card instead of pictures. */
public enum Card {
    WELCOME,
    BREAK,
    THANKS
}
