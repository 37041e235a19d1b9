package vn.nharong.sfu.room;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads as much of a data message as routing needs. Rooms do not know its encoding. Any thread. */
public interface DataFormat {
    /**
     * Stamps the sender onto a message and says where it goes.
     *
     * @return null when the message is not one, or the sender may not send it
     */
    @Nullable
    Routed route(byte[] message, Sender sender, boolean reliable);

    /**
     * Numbers a message of the server's own, so that receivers can tell a repetition.
     *
     * @param sid stands for the server as a sender
     */
    Routed numbered(Routed message, String sid, int sequence);

    /** @param hidden its identity must not show */
    record Sender(String sid, String identity, boolean hidden, boolean agent) {}

    /**
     * @param message as receivers get it
     * @param identities receivers; empty means everybody
     * @param sids receivers by connection, beside the identities
     * @param sequence number that the sender gave it, 0 for none
     * @param nonce of the message, empty for none: a repeated one is dropped
     * @param metrics only for those who may read measurements
     */
    record Routed(
            byte[] message, List<String> identities, List<String> sids, int sequence, String nonce, boolean metrics) {}
}
