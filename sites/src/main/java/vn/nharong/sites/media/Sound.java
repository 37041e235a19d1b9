package vn.nharong.sites.media;

/** What a synthetic microphone hears: Opus packets of 20 ms. Belongs to the load loop. */
public interface Sound {
    /** No packet is larger. */
    int MAX_PACKET = 1_000;

    /** Whether each packet is stamped with the moment it leaves ({@link CaptureTime}). */
    default boolean stamped() {
        return false;
    }

    /** The next packet. @param into at least {@link #MAX_PACKET} long @return bytes written, 0 to send nothing (RFC 7587 §3.1.3) */
    int next(long nowNanos, byte[] into);
}
