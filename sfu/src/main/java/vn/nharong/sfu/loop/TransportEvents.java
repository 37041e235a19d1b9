package vn.nharong.sfu.loop;

/** What a room hears of a transport. Called on the loop's thread. */
public interface TransportEvents {
    void onState(TransportState state, String reason);

    /**
     * Once it was connected: nothing at all came over it for some seconds (true), or something comes again (false). Of
     * anything that shows the client to be there, where {@link TransportState#DISCONNECTED} looks at checks alone.
     */
    default void onSilent(boolean silent) {}

    /** DTLS is done. @param srtpProfile e.g. {@code AEAD_AES_128_GCM} */
    default void onSecured(String srtpProfile) {}

    /** The client opened a data channel. */
    default void onDataChannel(String label) {}

    /** A reliable message to the client could not be taken: it reads more slowly than it is told. */
    default void onDataRefused(String label) {}

    default void onData(String label, byte[] message, boolean binary) {}
}
