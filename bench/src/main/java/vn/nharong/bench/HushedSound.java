package vn.nharong.bench;

import vn.nharong.sites.media.Sound;

/** A voice that is silent while it is told to be. {@link #hush} from any thread, the rest on the load loop. */
final class HushedSound implements Sound {
    private final Sound sound;
    private volatile boolean hushed;

    HushedSound(Sound sound) {
        this.sound = sound;
    }

    void hush(boolean hushed) {
        this.hushed = hushed;
    }

    @Override
    public boolean stamped() {
        return sound.stamped();
    }

    @Override
    public int next(long nowNanos, byte[] into) {
        return hushed ? 0 : sound.next(nowNanos, into);
    }
}
