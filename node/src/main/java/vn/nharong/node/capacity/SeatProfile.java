package vn.nharong.node.capacity;

/**
 * What a seat is sent, the one place of these numbers. Each profile is the programme in one size and one voice; the sizes and
 * rates are those that the pages' cameras are asked for, packets are those of a browser, some 1,050 bytes of payload each.
 */
public enum SeatProfile {
    /** 1280 × 720: 6,250 bytes a picture make 6 packets; 180 of pictures and 50 of sound a second. */
    HD("720p, 1,5 Mbit/s", 1_500_000, 30, 6),
    /** 640 × 360: 1,875 bytes a picture make 2 packets; 60 and 50 a second. */
    SD("360p, 450 kbit/s", 450_000, 30, 2),
    /** 320 × 180: 667 bytes a picture, one packet; 30 and 50 a second. */
    SMALL("180p, 160 kbit/s", 160_000, 30, 1),
    /** No picture: 50 packets a second. */
    SOUND("50 gói/s", 0, 0, 0);

    /** Opus in frames of 20 ms (RFC 6716 §2.1.4). */
    public static final int SOUNDS_PER_SECOND = 50;

    /** Bytes of payload of one packet of sound: 32 kbit/s. */
    public static final int SOUND_BYTES = 80;

    /** What stands around a payload on a wire: Ethernet with preamble and gap 38, IPv4 20, UDP 8, RTP 28, SRTP tag 16. */
    public static final int OVERHEAD_BYTES = 110;

    private final String words;
    private final long pictureBps;
    private final int picturesPerSecond;
    private final int packetsToAPicture;

    SeatProfile(String words, long pictureBps, int picturesPerSecond, int packetsToAPicture) {
        this.words = words;
        this.pictureBps = pictureBps;
        this.picturesPerSecond = picturesPerSecond;
        this.packetsToAPicture = packetsToAPicture;
    }

    /** In short, for people. */
    public String words() {
        return words;
    }

    public int picturesPerSecond() {
        return picturesPerSecond;
    }

    /** Packets that one picture of usual size makes. */
    public int packetsToAPicture() {
        return packetsToAPicture;
    }

    /** Payload of each of them; 0 without pictures. */
    public int picturePacketBytes() {
        return packetsToAPicture == 0 ? 0 : (int) (pictureBps / 8 / picturesPerSecond / packetsToAPicture);
    }

    /** To one seat, sound included. */
    public int packetsPerSecond() {
        return picturesPerSecond * packetsToAPicture + SOUNDS_PER_SECOND;
    }

    /** What one seat takes of the server's network card, with all that stands around the media. */
    public long lineBps() {
        return pictureBps + 8L * SOUNDS_PER_SECOND * SOUND_BYTES + 8L * packetsPerSecond() * OVERHEAD_BYTES;
    }
}
