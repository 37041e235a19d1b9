package vn.nharong.sfu.loop;

import vn.nharong.media.transport.ExtensionIds;

/**
 * A room's handle on one WebRTC transport. Every call may come from any thread, is queued to the transport's loop and
 * returns at once; calls from one thread keep their order.
 */
public interface TransportProxy {
    /** What an SDP answer says about our end. Changes with {@link #restartIce()}. */
    LocalTransport local();

    /** The client's end, from its offer. Repeating the same values does nothing. */
    void remote(RemoteTransport remote);

    /** New ICE credentials, to be answered to an offer with new ones (RFC 8445 §9). The old pair lives until the new is nominated. */
    LocalTransport restartIce();

    /** Header extension ids of the BUNDLE group, as the client offered and we accepted them. */
    void extensions(ExtensionIds ids);

    /** Starts to receive one m-section. */
    FanoutProxy publish(PublicationSpec spec, FanoutEvents events);

    /** Starts to send {@code source} (of any transport) in one m-section of this transport; nothing leaves before it is connected. */
    ForwarderProxy subscribe(SourceProxy source, SubscriptionSpec spec, ForwarderEvents events);

    /**
     * Sends one data channel message.
     *
     * @param label of a channel that the client opened; a message to a channel that is not open yet is kept up to a
     *     bound when reliable, dropped when lossy
     */
    void sendData(String label, byte[] message, boolean binary);

    /** What was counted lately: at most a tenth of a second old while the transport stands, then what it was at its end. */
    Traffic traffic();

    /** Ends DTLS and everything published and subscribed here. Idempotent. */
    void close();
}
