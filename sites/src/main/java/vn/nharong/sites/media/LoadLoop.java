package vn.nharong.sites.media;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.LongConsumer;
import vn.nharong.media.dtls.DtlsCertificate;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.media.srtp.SrtpProfile;
import vn.nharong.media.srtp.openssl.NativeSlabs;
import vn.nharong.media.transport.WebRtcTransport;

/** One thread for the media of many synthetic participants, each with a socket of its own. */
public final class LoadLoop implements WebRtcTransport.Tasks, AutoCloseable {
    /**
     * At most 1 GiB, taken as it is needed. Each layer of a camera keeps its last 512 packets for as long as the camera stands:
     * three layers of 240 sites have to fit below the three quarters from which on cameras hold back.
     */
    static final int PACKETS = 1 << 19;

    private static final int LOOK_AGAIN = 16;
    /** Between two turns, which are a few milliseconds apart at most where the machine lets them. */
    private static final long STALL_NANOS = 100_000_000;

    private static final int MAX_ARRIVED = 4_096;

    /** Between two calls of {@link Member#tick}. */
    static final long TICK_NANOS = 5_000_000;

    /** What a participant does on this thread. */
    interface Member {
        void onDatagram(PacketBuffer packet, long nowNanos);

        /** Some two hundred times a second. */
        void tick(long nowNanos);

        /** Once a millisecond where something leaves slowly. @return whether anything does */
        default boolean pace(long nowNanos) {
            return false;
        }
    }

    /** How late each turn of some two hundred a second began. On the loop. */
    @FunctionalInterface
    public interface Lateness {
        void onTurn(long lateNanos);
    }

    private final PacketPool pool = new PacketPool(new NativeSlabs(), PACKETS);
    private final SiteSockets sockets;
    private final ConcurrentLinkedQueue<LongConsumer> tasks = new ConcurrentLinkedQueue<>();
    private final List<Member> members = new ArrayList<>();
    /** Read in this turn and not looked at yet, whose each is: only reading may stand between arrival and its time. */
    private final List<PacketBuffer> arrived = new ArrayList<>();

    private final List<Member> arrivedFor = new ArrayList<>();
    private final SiteSockets.Taker taker = this::keep;
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();
    private volatile Lateness lateness = nanos -> {};
    private volatile long stalledNanos;
    private volatile int lossPercent;
    private volatile long standsStillNanos;
    private final SplittableRandom random = new SplittableRandom(5);
    private final byte[] frame = new byte[Pictures.MAX_FRAME];
    private final Thread thread;
    private final Runnable beginning;
    private final WebRtcTransport.Shared shared;
    private volatile boolean running = true;
    /** Set before it is looked whether there are tasks: whoever adds one later wakes the loop. */
    private volatile boolean sleeping;

    private volatile long latestTickNanos;
    private volatile long worstLateNanos;

    /** @param beginning done first, on the loop's thread */
    public LoadLoop(DtlsCertificate certificate, Runnable beginning) throws IOException {
        this.beginning = beginning;
        sockets = SiteSockets.open(pool);
        Executor handshakes = Executors.newVirtualThreadPerTaskExecutor();
        shared = new WebRtcTransport.Shared(
                pool,
                SrtpBackends.best(),
                certificate,
                List.of(SrtpProfile.AEAD_AES_128_GCM),
                handshakes,
                this,
                new java.security.SecureRandom());
        thread = Thread.ofPlatform().name("load-loop").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    WebRtcTransport.Shared shared() {
        return shared;
    }

    PacketPool pool() {
        return pool;
    }

    /** Scratch for one frame, on the loop. */
    byte[] frame() {
        return frame;
    }

    @Override
    public void post(LongConsumer task) {
        tasks.add(task);
        if (sleeping) {
            sockets.wakeup();
        }
    }

    /** When it last went on after it had stood still itself, of {@link System#nanoTime}; 0 before the first time. */
    public long stalledNanos() {
        return stalledNanos;
    }

    /** Hears of each turn's lateness. */
    public void lateness(Lateness hears) {
        lateness = hears;
    }

    /** Local ports of the sockets that are open. Any thread. */
    public Set<Integer> ports() {
        return ports;
    }

    /** The loop's thread, for its processor time. */
    public long threadId() {
        return thread.threadId();
    }

    /** Loses so many of a hundred datagrams that come, whatever they are: to see a measurement fail. Any thread. */
    public void lose(int percent) {
        lossPercent = percent;
    }

    /** Stands still for so long, five times a second: to see a measurement fail. Any thread. */
    public void standStill(long nanos) {
        standsStillNanos = nanos;
    }

    /** On the loop. */
    SiteSockets.Line open(InetSocketAddress remote, Member member) throws IOException {
        SiteSockets.Line line = sockets.open(remote, member);
        members.add(member);
        ports.add(line.localPort());
        return line;
    }

    /** On the loop. */
    void close(SiteSockets.Line line) {
        ports.remove(line.localPort());
        line.close();
    }

    /** On the loop. */
    void forget(Member member) {
        members.remove(member);
    }

    private void run() {
        beginning.run();
        long nextTick = System.nanoTime();
        long nextStill = nextTick;
        long latestTurn = nextTick;
        boolean pacing = false;
        while (running) {
            try {
                long wait = pacing ? 1_000_000 : nextTick - System.nanoTime();
                sleeping = true;
                if (wait > 500_000 && tasks.isEmpty()) {
                    sockets.read(Math.max(1, wait / 1_000_000), taker);
                } else {
                    sockets.read(0, taker);
                }
                sleeping = false;
                long turn = System.nanoTime();
                if (turn - latestTurn > STALL_NANOS) {
                    stalledNanos = turn;
                }
                latestTurn = turn;
                takeArrived();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            long now = System.nanoTime();
            for (LongConsumer task = tasks.poll(); task != null; task = tasks.poll()) {
                task.accept(now);
            }
            if (now >= nextTick) {
                worstLateNanos = Math.max(worstLateNanos, now - nextTick);
                latestTickNanos = now;
                lateness.onTurn(now - nextTick);
                nextTick = now + TICK_NANOS;
                for (int i = 0; i < members.size(); i++) {
                    members.get(i).tick(now);
                }
            }
            pacing = false;
            for (int i = 0; i < members.size(); i++) {
                pacing |= members.get(i).pace(now);
            }
            if (standsStillNanos > 0 && now >= nextStill) {
                nextStill = now + 200_000_000L;
                java.util.concurrent.locks.LockSupport.parkNanos(standsStillNanos);
            }
        }
    }

    /** What comes meanwhile is read now and again: else those who look at packets would make the way of the next look longer. */
    private void takeArrived() throws IOException {
        for (int i = 0; i < arrived.size(); i++) {
            if (i % LOOK_AGAIN == LOOK_AGAIN - 1 && arrived.size() - i < MAX_ARRIVED) {
                sockets.read(0, taker);
            }
            PacketBuffer packet = arrived.get(i);
            if (lossPercent == 0 || random.nextInt(100) >= lossPercent) {
                arrivedFor.get(i).onDatagram(packet, System.nanoTime());
            }
            packet.release();
        }
        arrived.clear();
        arrivedFor.clear();
    }

    private void keep(PacketBuffer packet, Member member) {
        arrived.add(packet);
        arrivedFor.add(member);
    }

    /** How late the generator itself was at worst since the last call; figures of a late generator mean nothing. */
    public long takeWorstLateMillis() {
        long worst = worstLateNanos / 1_000_000;
        worstLateNanos = 0;
        return worst;
    }

    @Override
    public void close() {
        running = false;
        sockets.wakeup();
        try {
            thread.join(2_000);
            sockets.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            // nothing to lose
        }
    }
}
