package vn.nharong.sfu.loop;

/** A room's handle on one publication's media. Any thread; queued to its loop. */
public interface FanoutProxy extends SourceProxy {
    /** Muted: nothing of it is forwarded, whatever arrives. */
    void paused(boolean paused);

    /**
     * The gate of the house, which the publisher has no say in: while it is closed nothing of it is forwarded but to those who
     * are let through ({@link ForwarderProxy#throughGate}). Once done {@link FanoutEvents#onGate} is called. For sound.
     */
    void gate(boolean closed);

    void close();
}
