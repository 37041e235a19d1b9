package vn.nharong.media.receive;

/**
 * Tells a publisher whose line stands full to send less for a moment. A sender's estimator looks for a queue that grows; one
 * that is full does not, it drops, and a sender that keeps sending as much (with padding up to its estimate, and repairs of
 * what was dropped) keeps it full for good, while sound drowns in it. We see it from how long repairs take to come. Fed once a
 * second; belongs to its transport's thread. In words: docs/papers/bwe.md, "The publisher's line".
 */
public final class QueueRelief {
    /** Nothing is to be said. */
    public static final long SILENT = 0;

    /** More than any line of a participant. */
    public static final long UNLIMITED_BPS = 1_000_000_000;

    /** What a repair takes on a line of which nothing is known yet. */
    private static final long USUAL_NANOS = 50_000_000;
    /** By so much more a repair takes longer when it has to pass a full queue. */
    private static final long QUEUE_NANOS = 150_000_000;

    private static final int MIN_HOLES = 3;
    private static final int SECONDS_FULL = 2;
    private static final int SECONDS_RELIEF = 2;
    /** The sender's own estimator has found its rate by then, or has not. */
    private static final int SECONDS_REST = 6;

    /** Of what came of pictures: sound, which is not limited, and the queue itself have to find room beside it. */
    private static final double SHARE = 0.7;

    private static final long MIN_BPS = 50_000;

    private long leastNanos = USUAL_NANOS;
    private long limitBps;
    private int full;
    private int relief;
    private int rest;
    private boolean said;
    private int reliefs;

    /**
     * One more second.
     *
     * @param pictureBps what came, padding and repairs included, of streams that the sender's estimator counts
     * @param holes packets found missing in this second, in all streams
     * @param answerNanos how long repairs take to come, 0 when not known
     */
    public void onSecond(long pictureBps, int holes, long answerNanos) {
        if (answerNanos > 0) {
            leastNanos = Math.min(leastNanos, answerNanos);
        }
        boolean slow = answerNanos > leastNanos + QUEUE_NANOS;
        if (relief > 0) {
            if (--relief == 0) {
                rest = SECONDS_REST;
                if (slow && holes >= MIN_HOLES) {
                    leastNanos = answerNanos; // it lost all the same and took as long: a long way, no queue
                }
            }
            return;
        }
        full = slow && holes >= MIN_HOLES ? full + 1 : 0;
        if (rest > 0) {
            rest--;
        } else if (full >= SECONDS_FULL) {
            full = 0;
            relief = SECONDS_RELIEF;
            limitBps = Math.max(MIN_BPS, (long) (pictureBps * SHARE));
            said = true;
            reliefs++;
        }
    }

    /**
     * What to tell the sender now (draft-alvestrand-rmcat-remb-03), bit/s; {@link #SILENT} as long as it was never told
     * anything. A limit that is over is taken back again and again: the word that took it back may have been lost.
     */
    public long limitBps() {
        return relief > 0 ? limitBps : said ? UNLIMITED_BPS : SILENT;
    }

    /** How often the sender was told to send less. */
    public int reliefs() {
        return reliefs;
    }
}
