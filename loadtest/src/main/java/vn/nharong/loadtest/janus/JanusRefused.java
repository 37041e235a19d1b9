package vn.nharong.loadtest.janus;

import java.io.IOException;

/** Janus said no, said what cannot be read, or said nothing. The message is for people. */
public final class JanusRefused extends IOException {
    private static final long serialVersionUID = 1L;

    public JanusRefused(String message) {
        super(message);
    }

    /** Never without one. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
