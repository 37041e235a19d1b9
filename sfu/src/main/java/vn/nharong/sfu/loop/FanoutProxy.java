package vn.nharong.sfu.loop;

/** A room's handle on one publication's media. Any thread; queued to its loop. */
public interface FanoutProxy {
    /** Muted: nothing of it is forwarded, whatever arrives. */
    void paused(boolean paused);

    void close();
}
