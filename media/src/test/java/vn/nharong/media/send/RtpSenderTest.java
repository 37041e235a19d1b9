package vn.nharong.media.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import vn.nharong.media.codec.Vp8Patch;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.rtp.RtpHeader;
import vn.nharong.media.transport.ExtensionIds;

final class RtpSenderTest {
    private static final long MS = 1_000_000;

    private record Sent(int seq16, SendClass sendClass, boolean sound) {}

    private final PacketPool pool = PacketPool.direct(1024);
    private final List<Sent> sent = new ArrayList<>();
    private int room = Integer.MAX_VALUE;
    private final PacketOut out = new PacketOut() {
        @Override
        public PacketBuffer lease() {
            return pool.lease();
        }

        @Override
        public void send(PacketBuffer packet, SendClass sendClass, long nowNanos) {
            sent.add(new Sent(packet.u16(2), sendClass, packet.sound));
            packet.release();
        }

        @Override
        public boolean takeRepairRoom(int sizeBytes, boolean old) {
            return room-- > 0;
        }
    };
    private final RtpSender sound = new RtpSender(MediaKind.AUDIO, "0", 5, 0, 48_000, "c", 0, out);
    private final RtpSender picture = new RtpSender(MediaKind.VIDEO, "1", 6, 7, 90_000, "c", 1_000, out);
    private long nowNanos = 1_000 * MS;

    /** @return what left for it */
    private List<Sent> send(RtpSender sender, int seq) {
        sent.clear();
        PacketBuffer in = pool.lease();
        in.u8(0, 0x80);
        in.u8(1, 96);
        in.u16(2, seq);
        in.i32(4, seq * 960);
        in.i32(8, 77);
        in.length(92);
        RtpHeader header = new RtpHeader();
        assertTrue(header.parse(in, ExtensionIds.NONE));
        sender.send(in, header, 0x10000 + seq, seq * 960L, Vp8Patch.NONE, nowNanos);
        in.release();
        nowNanos += 20 * MS;
        return List.copyOf(sent);
    }

    private List<Sent> ask(RtpSender sender, int seq, long queueNanos) {
        sent.clear();
        sender.onNack(seq, queueNanos, nowNanos);
        return List.copyOf(sent);
    }

    @AfterEach
    void everyPacketComesBack() {
        sound.close();
        picture.close();
        assertEquals(0, pool.leased());
    }

    @Test
    void soundGoesBeforePicturesAlsoTheSecondTime() {
        assertEquals(List.of(new Sent(1, SendClass.AUDIO, true)), send(sound, 1));
        assertEquals(List.of(new Sent(1, SendClass.AUDIO, false)), ask(sound, 1, 0));
        assertEquals(List.of(new Sent(1, SendClass.VIDEO, false)), send(picture, 1));
        assertEquals(List.of(new Sent(1_000, SendClass.RETRANSMISSION, false)), ask(picture, 1, 0));
    }

    @Test
    void aRepeatWaitsForTheLineThatIsFull() {
        for (int seq = 1; seq <= 4; seq++) {
            send(sound, seq);
        }
        assertEquals(1, ask(sound, 1, 0).size());
        nowNanos += 15 * MS;
        assertEquals(1, ask(sound, 1, 0).size());
        nowNanos += 15 * MS;
        assertEquals(0, ask(sound, 1, 300 * MS).size(), "the first is still in the queue");
        nowNanos += 215 * MS;
        assertEquals(1, ask(sound, 1, 300 * MS).size());
    }

    @Test
    void noMoreSoundIsRepeatedThanSent() {
        for (int seq = 1; seq <= 40; seq++) {
            send(sound, seq);
        }
        int repeated = 0;
        for (int round = 0; round < 8; round++) {
            nowNanos += 400 * MS;
            for (int seq = 1; seq <= 40; seq++) {
                repeated += ask(sound, seq, 200 * MS).size();
            }
        }
        assertEquals(32, repeated);
    }

    @Test
    void picturesAreRepairedWhileThereIsRoom() {
        send(picture, 1);
        send(picture, 2);
        room = 1;
        assertEquals(1, ask(picture, 1, 0).size());
        assertEquals(0, ask(picture, 2, 0).size());
        room = 1;
        assertEquals(1, ask(picture, 2, 0).size(), "asked again, it is not too soon");
    }

    @Test
    void overALineThatLosesEachPacketOfSoundGoesTwiceForAWhile() {
        int seq = 1;
        for (; seq <= 20; seq++) {
            assertEquals(1, send(sound, seq).size());
        }
        ask(sound, 18, 0);
        ask(sound, 19, 0); // two of twenty
        for (; seq <= 24; seq++) {
            List<Sent> both = send(sound, seq);
            boolean asked = seq - 4 == 18 || seq - 4 == 19;
            assertEquals(asked ? 1 : 2, both.size(), "what was asked for has gone already: " + seq);
        }
        for (; seq <= 24 + 490; seq++) {
            List<Sent> both = send(sound, seq);
            assertEquals(
                    List.of(new Sent(seq, SendClass.AUDIO, true), new Sent(seq - 4, SendClass.AUDIO, false)), both);
        }
        seq += 10;
        nowNanos += 200 * MS;
        assertEquals(1, send(sound, seq).size(), "nobody has asked for ten seconds");
    }

    @Test
    void whereSoundQueuesThereAreNoCopies() {
        int seq = 1;
        for (; seq <= 20; seq++) {
            send(sound, seq);
        }
        ask(sound, 18, 100 * MS);
        ask(sound, 19, 100 * MS);
        ask(sound, 20, 100 * MS);
        for (; seq <= 30; seq++) {
            assertEquals(1, send(sound, seq).size());
        }
    }
}
