package vn.nharong.media.transport;

/**
 * The line to a peer as far as it is known: what it carries, and what speaks for that figure. In words: docs/papers/bwe.md.
 * Belongs to the transport's thread.
 */
public interface PeerLine {
    /** What the line is believed to carry, bit/s. */
    long targetBps();

    /** Whether the peer has said that it would tell what arrives. */
    boolean promisesAnswers();

    /** Whether it does tell, packet by packet or by an estimate of its own, so that {@link #targetBps} means something. */
    boolean answers();

    /** Whether {@link #targetBps} is more than a first guess. */
    boolean tried(long nowNanos);

    /** Whether anything speaks against sending more than {@link #targetBps}. */
    boolean limited(long nowNanos);

    /**
     * Whether the estimate can rise again without pictures being sent. If not, the smallest picture must go on: nothing
     * sent, nothing answered, and a low estimate would stay for ever.
     */
    boolean canProbe();

    /**
     * Says what would be sent if the line were wide, bit/s: a line that carries so much needs no smoothing.
     *
     * @param upToBps how far the estimator probes
     */
    void want(long bps, long upToBps, long nowNanos);
}
