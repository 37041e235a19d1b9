package vn.nharong.sites.media;

/** Hears, for measurements, what of {@link Filler} arrives at a site. On the load loop. */
public interface Arrivals {
    Arrivals NONE = new Arrivals() {
        @Override
        public void onKeyframe(int sender, long nowNanos) {}

        @Override
        public void onSound(int sender, long nowNanos) {}
    };

    /** A key frame is there with all its packets: a decoder could show it now. */
    void onKeyframe(int sender, long nowNanos);

    /** A packet of sound with somebody's voice. */
    void onSound(int sender, long nowNanos);
}
