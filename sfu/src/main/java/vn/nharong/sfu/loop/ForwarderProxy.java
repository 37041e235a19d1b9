package vn.nharong.sfu.loop;

/** A room's handle on what one subscriber gets of one publication. Any thread; queued to the subscriber's loop. */
public interface ForwarderProxy {
    /** What the client asks for; the network may give less. */
    void want(Wanted wanted);

    /** Whether it is fed while the gate of its source is closed for the others. At first it is not. */
    void throughGate(boolean pass);

    void close();

    /**
     * @param enabled false: nothing is sent
     * @param maxLayer index of the best simulcast stream wanted (0 smallest); beyond the last means the last
     * @param maxFramesPerSecond 0 for no bound; temporal layers are dropped to stay under it
     * @param priority larger is served first within its class
     * @param screenShare served before cameras when the line is narrow
     */
    record Wanted(boolean enabled, int maxLayer, int maxFramesPerSecond, int priority, boolean screenShare) {
        /** Everything, as a camera. */
        public static final Wanted ALL = new Wanted(true, Integer.MAX_VALUE, 0, 0, false);
    }
}
