package vn.nharong.media.sctp;

/**
 * How hard to try (RFC 3758, RFC 8831 §6.6). At most one of the limits is set.
 *
 * @param maxRetransmits after which a message is given up, or -1
 * @param maxLifetimeMillis after which it is, or -1
 */
public record Reliability(int maxRetransmits, int maxLifetimeMillis) {
    public static final Reliability RELIABLE = new Reliability(-1, -1);

    /** @throws IllegalArgumentException when both limits are set */
    public Reliability {
        if (maxRetransmits >= 0 && maxLifetimeMillis >= 0) {
            throw new IllegalArgumentException("either retransmissions or lifetime is limited");
        }
    }

    public static Reliability maxRetransmits(int count) {
        return new Reliability(count, -1);
    }

    public static Reliability maxLifetime(int millis) {
        return new Reliability(-1, millis);
    }

    public boolean reliable() {
        return maxRetransmits < 0 && maxLifetimeMillis < 0;
    }
}
