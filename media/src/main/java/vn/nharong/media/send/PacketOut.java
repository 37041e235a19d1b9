package vn.nharong.media.send;

import vn.nharong.media.packet.PacketBuffer;

/** Where a {@link RtpSender} puts finished plaintext packets: its transport's pacer. */
public interface PacketOut {
    /** A slot to write into; the caller passes it to {@link #send} or releases it. */
    PacketBuffer lease();

    /**
     * Takes over {@code packet}. Its {@code tag} is the index of the transport-wide sequence number's bytes (0: none);
     * the number is stamped when the packet really leaves.
     */
    void send(PacketBuffer packet, SendClass kind, long nowNanos);

    /**
     * Whether there is room for a retransmission of so many bytes now; it is taken. The receiver will ask again.
     *
     * @param old of a layer that was left: it gets what the present one is not likely to need
     */
    default boolean takeRepairRoom(int sizeBytes, boolean old) {
        return true;
    }
}
