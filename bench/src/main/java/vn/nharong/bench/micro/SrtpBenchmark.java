package vn.nharong.bench.micro;

import java.util.NoSuchElementException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.srtp.SrtpBackend;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.media.srtp.SrtpKeys;
import vn.nharong.media.srtp.SrtpProfile;
import vn.nharong.media.srtp.SrtpReceiver;
import vn.nharong.media.srtp.SrtpSender;
import vn.nharong.media.srtp.openssl.NativeSlabs;

/** One packet of RTP (RFC 3550) protected or opened in place (RFC 3711, RFC 7714). */
@State(Scope.Thread)
public class SrtpBenchmark {
    /**
     * A receiver takes each number once: so many packets are prepared, then a new receiver begins with the first. They fit a
     * processor's second cache, as packets do that the kernel has just written.
     */
    private static final int PREPARED = 512;

    /** Set by the runner to those that are there. */
    @Param({"openssl", "jce"})
    public String backend = "jce";

    @Param({"AEAD_AES_128_GCM", "AES_CM_128_HMAC_SHA1_80"})
    public SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;

    /** RTP packet without the tag. */
    @Param({"1100", "100"})
    public int bytes = 1100;

    private final PacketPool pool = new PacketPool(new NativeSlabs(), PREPARED + 8);
    private final PacketBuffer packet = pool.lease();
    private final PacketBuffer[] prepared = new PacketBuffer[PREPARED];
    private SrtpSender sender;
    private SrtpReceiver receiver;
    private int seq;
    private int next;

    public SrtpBenchmark() {
        // Of the JDK, until the parameters are known.
        sender = new SrtpSender(SrtpBackends.jce(), keys(), true);
        receiver = new SrtpReceiver(SrtpBackends.jce(), keys(), false);
    }

    private SrtpKeys keys() {
        return SrtpKeys.fromExported(profile, new byte[profile.exportedLength()]);
    }

    private SrtpBackend named() {
        return SrtpBackends.all().stream()
                .filter(each -> each.name().equals(backend))
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("no back end " + backend));
    }

    @Setup
    public void prepare() {
        close();
        sender = new SrtpSender(named(), keys(), true);
        receiver = new SrtpReceiver(named(), keys(), false);
        for (int i = 0; i < PREPARED; i++) {
            prepared[i] = pool.lease();
            plain(prepared[i], i);
            if (!sender.protectRtp(prepared[i])) {
                throw new IllegalStateException("not protected");
            }
        }
        seq = PREPARED;
    }

    private void plain(PacketBuffer into, int number) {
        into.length(bytes);
        into.u8(0, 0x80);
        into.u8(1, 96);
        into.u16(2, number);
        into.i32(8, 77);
    }

    @Benchmark
    public boolean protect() {
        plain(packet, seq++);
        return sender.protectRtp(packet);
    }

    /** With the copy of a protected packet, and the making of one receiver to {@value #PREPARED} packets. */
    @Benchmark
    public Drop unprotect() {
        if (next == PREPARED) {
            receiver.close();
            receiver = new SrtpReceiver(named(), keys(), false);
            next = 0;
        }
        packet.copyFrom(prepared[next++]);
        Drop drop = receiver.unprotectRtp(packet);
        if (drop != Drop.NONE) {
            throw new IllegalStateException(drop.name());
        }
        return drop;
    }

    @TearDown
    public void close() {
        sender.close();
        receiver.close();
    }
}
