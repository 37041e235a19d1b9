package vn.nharong.sfu.loop;

/**
 * Whether it is worth waiting for something that comes at once or not at all: after each time in vain it is tried half as often, up
 * to once in {@link #SELDOM}. One thread.
 */
final class Patience {
    static final int SELDOM = 64;

    private int pause;
    private int left;

    /** To be asked each time. */
    boolean worthwhile() {
        if (left > 0) {
            left--;
            return false;
        }
        return true;
    }

    /** What became of the wait. */
    void came(boolean something) {
        pause = something ? 0 : Math.min(SELDOM, Math.max(1, pause * 2));
        left = pause;
    }
}
