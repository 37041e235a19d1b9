package vn.nharong.signal.token;

/** A token that does not open the door. The message names no part of the token. */
public final class TokenRefused extends Exception {
    public TokenRefused(String reason) {
        super(reason);
    }
}
