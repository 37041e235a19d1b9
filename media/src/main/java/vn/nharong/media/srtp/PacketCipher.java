package vn.nharong.media.srtp;

import vn.nharong.media.packet.PacketBuffer;

/**
 * A keyed cipher of one direction, of SRTP or of SRTCP. Belongs to the thread of its {@link SrtpSender} or
 * {@link SrtpReceiver}. Knows keys and initialisation vectors; knows nothing of packet formats, ROC or replay.
 *
 * <p>What is authenticated besides the packet is {@code word}: for SRTCP the E flag and index, for SRTP with
 * HMAC-SHA1 the ROC; GCM for SRTP has the ROC in its initialisation vector and ignores the word.
 */
public interface PacketCipher {
    /**
     * Encrypts in place and writes the tag. The caller has checked that everything fits.
     *
     * @param header bytes from the packet's start that are authenticated but not encrypted
     * @param text bytes after the header that are encrypted
     * @param tagAt index at which the tag is written
     * @param index 48-bit packet index, or the 31-bit SRTCP index
     * @return false when closed or when the cipher failed; the packet is then unusable
     */
    boolean seal(PacketBuffer packet, int header, int text, int tagAt, int ssrc, long index, int word);

    /**
     * Verifies the tag and decrypts in place.
     *
     * @return false when the tag does not match or the cipher is closed; the packet's text is then undefined
     */
    boolean open(PacketBuffer packet, int header, int text, int tagAt, int ssrc, long index, int word);

    /** Frees what the cipher holds; every later call answers false. Harmless when repeated. */
    void close();
}
