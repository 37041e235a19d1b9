package vn.nharong.sites.halls;

import java.io.IOException;
import java.util.List;
import vn.nharong.sites.media.Sound;

/** A tone that swells like speech, told apart from others by its height. Immutable; shared by sites. */
public final class Murmur {
    /** Half tones from g: what each murmur's fundamental is, in hertz. */
    public static final List<Integer> HERTZ = List.of(
            196, 208, 220, 233, 247, 262, 277, 294, 311, 330, 349, 370, 392, 415, 440, 466, 494, 523, 554, 587, 622,
            659, 698, 740);

    /** The encoder settles in the first two seconds; the next two hold whole periods. */
    private static final int FIRST = 100;

    private static final int PACKETS = 100;

    private final List<byte[]> packets;

    /** @param hertz one of {@link #HERTZ} */
    public Murmur(int hertz) throws IOException {
        List<byte[]> all = OggOpus.packets(Hall.resource("tones/" + hertz + ".ogg"));
        if (all.size() < FIRST + PACKETS) {
            throw new IOException("too short: " + hertz);
        }
        packets = all.subList(FIRST, FIRST + PACKETS);
    }

    /** Somebody who murmurs. */
    public Sound sound() {
        return sound(false);
    }

    /** @param stamped see {@link Sound#stamped} */
    public Sound sound(boolean stamped) {
        return new Sound() {
            @Override
            public boolean stamped() {
                return stamped;
            }

            private int at;

            @Override
            public int next(long nowNanos, byte[] into) {
                byte[] packet = packets.get(at);
                at = (at + 1) % packets.size();
                System.arraycopy(packet, 0, into, 0, packet.length);
                return packet.length;
            }
        };
    }
}
