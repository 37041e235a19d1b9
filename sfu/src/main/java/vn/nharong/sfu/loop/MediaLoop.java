package vn.nharong.sfu.loop;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jctools.queues.atomic.MpscUnboundedAtomicArrayQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.bus.LoopLoad;
import vn.nharong.media.packet.Drop;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.stun.StunMessage;
import vn.nharong.media.transport.WebRtcTransport;
import vn.nharong.sfu.net.NetPath;
import vn.nharong.sfu.net.TcpPort;
import vn.nharong.sfu.net.ThreadUrgency;
import vn.nharong.sfu.net.UdpPort;

/**
 * One thread and everything it owns: a UDP port, the transports that announce it, their fanouts and forwarders. Nothing
 * here is locked; other threads come in by {@link #post}. A defect in one transport closes that transport and no more.
 */
final class MediaLoop implements Runnable, WebRtcTransport.Tasks {
    /** A turn that took longer takes in less the next time, but what makes full messages to each receiver. */
    private static final long LONG_TURN_NANOS = 10_000_000;

    private static final int LEAST_INTAKE = 8;

    /** Packets that a browser sends together are a few microseconds apart on a wire. */
    private static final long REST_NANOS = 50_000;

    /** In vain, one after the other; an end also where a clock stands still. */
    private static final int MOST_LOOKS = 100;

    private static final Logger log = LoggerFactory.getLogger(MediaLoop.class);
    private static final long TICK_NANOS = 100_000_000;
    private static final int MAX_TASKS_A_TURN = 512;
    /** 512 MiB: some 2,000 streams with full histories. */
    static final int MAX_PACKETS = 1 << 18;

    /** Slots kept free for what is under way: a fan-out to many, and what the port receives into. */
    private static final int RESERVE = 1 << 12;

    private final PacketPool pool;
    private final UdpPort port;
    private final MpscUnboundedAtomicArrayQueue<LongConsumer> tasks = new MpscUnboundedAtomicArrayQueue<>(1024);
    private final Map<String, LoopTransport> byUfrag = new HashMap<>();
    private final List<LoopTransport> transports = new ArrayList<>();
    private final List<LoopFanout> fanouts = new ArrayList<>();
    /** Publications with packets that are not handed on yet. */
    private final List<LoopFanout> waiting = new ArrayList<>();

    private final LoopTimers timers = new LoopTimers();
    private final Thread thread;
    private final LongSupplier clock;
    private @Nullable TcpPort tcp;
    /** None in a scenario: there is no thread that could be held up. */
    private volatile @Nullable LoopStalls stalls;

    private volatile boolean running = true;
    private volatile boolean sleeping;
    private long nextTickNanos;

    private final LatencyCounter latency = new LatencyCounter(100_000);
    private final LatencyCounter soundLatency = new LatencyCounter(5_000);
    private final Departures departures = new Departures(latency, soundLatency);
    private volatile int transportCount;
    private volatile int packetsLeased;
    private volatile int packetsMade;
    private volatile boolean segmenting;
    private volatile long packetsIn;
    private volatile long packetsOut;
    private volatile long messagesOut;
    private volatile long bytesIn;
    private volatile long bytesOut;
    private volatile long refusedBySocket;
    private volatile long refusedByPacer;
    private volatile long leftOut;
    /** Of the transports and forwarders that are no more. */
    private long pastRefusedByPacer;

    private long pastLeftOut;
    /** By {@link Drop}; written by the loop alone. */
    private final AtomicLongArray refusals = new AtomicLongArray(Drop.values().length);

    private long refused;
    private long refusedTold;
    private long inCount;
    private long outCount;
    private long inBytes;
    private long outBytes;

    MediaLoop(int index, PacketPool pool, UdpPort port) {
        this(index, pool, port, System::nanoTime);
    }

    /** @param clock monotonic; with one of its own a scenario calls {@link #turn} itself, in virtual time */
    MediaLoop(int index, PacketPool pool, UdpPort port, LongSupplier clock) {
        this.pool = pool;
        this.port = port;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("media-loop-" + index).daemon().unstarted(this);
    }

    void start(@Nullable TcpPort tcp) {
        this.tcp = tcp;
        thread.start();
    }

    UdpPort port() {
        return port;
    }

    PacketPool pool() {
        return pool;
    }

    @Override
    public void post(LongConsumer task) {
        tasks.offer(task);
        if (sleeping) {
            port.wakeup();
        }
    }

    /** A frame of ICE-TCP. Called on the connection's thread. */
    void onFrame(byte[] frame, NetPath path, Runnable taken) {
        long arrivedNanos = nowNanos();
        post(now -> {
            taken.run();
            PacketBuffer packet = pool.lease();
            try {
                packet.length(frame.length);
                packet.put(0, frame, 0, frame.length);
                packet.arrivedNanos = arrivedNanos;
                onDatagram(packet, path, now);
            } finally {
                packet.release();
            }
        });
    }

    @Override
    public void run() {
        ThreadUrgency.raise();
        stalls = LoopStalls.ofThisThread();
        try {
            while (running) {
                turn();
            }
        } catch (Throwable e) {
            // What a transport did wrong is caught before; this is the machine (memory) or the port itself.
            log.error("media loop ended", e);
            throw e;
        } finally {
            for (LoopTransport transport : List.copyOf(transports)) {
                transport.close(nowNanos(), "the server stops");
            }
            port.flush();
            port.close();
            if (tcp != null) {
                tcp.close();
            }
        }
    }

    /** Monotonic. Any thread. */
    long nowNanos() {
        return clock.getAsLong();
    }

    /** Everything once: tasks, what has arrived, what is due; then sleeps if nothing came. */
    void turn() {
        long now = nowNanos();
        currentNanos = now;
        runTasks(now);
        int received = port.poll(receiver, intake);
        long waited = received > 0 ? port.longestWaitNanos() : 0;
        if (received < intake && unfinished() && rest.worthwhile()) {
            received += takeRest(intake - received);
        }
        flushFanouts();
        expireTimers(now);
        if (now >= nextTickNanos) {
            nextTickNanos = now + TICK_NANOS;
            tick(now);
        }
        flush();
        publishCounters();
        long took = nowNanos() - now;
        if (took > LONG_TURN_NANOS) {
            intake = Math.max(LEAST_INTAKE, intake / 2);
        } else if (took < LONG_TURN_NANOS / 2) {
            intake = Math.min(UdpPort.MOST, intake * 2);
        }
        LoopStalls watch = stalls;
        if (watch != null) {
            watch.turned(now, waited, nowNanos());
        }
        if (received > 0) {
            return;
        }
        sleeping = true;
        try {
            long until = Math.min(timers.nextNanos(), nextTickNanos);
            port.await(tasks.isEmpty() ? until - nowNanos() : 0);
        } catch (IOException e) {
            log.error("media loop cannot wait on its port", e);
        } finally {
            sleeping = false;
        }
    }

    /** On the loop: whether packets of one size to one receiver leave in one message. */
    boolean segmenting() {
        return port.segmenting();
    }

    /** On the loop: what this publication got in this turn is handed on at the end of it. */
    void flushLater(LoopFanout fanout) {
        waiting.add(fanout);
    }

    /** Whether the rest of a picture is on its way. */
    private boolean unfinished() {
        for (int i = 0; i < waiting.size(); i++) {
            if (waiting.get(i).unfinished()) {
                return true;
            }
        }
        return false;
    }

    /**
     * Waits a moment for the rest of a picture of which a part has come: handed on together, one visit to each receiver does for
     * all of it.
     *
     * @param most datagrams
     * @return datagrams that came
     */
    private int takeRest(int most) {
        int received = 0;
        long end = nowNanos() + REST_NANOS;
        int inVain = 0;
        while (received < most && inVain < MOST_LOOKS && nowNanos() < end) {
            int more = port.poll(receiver, most - received);
            if (more == 0) {
                inVain++;
                Thread.onSpinWait();
                continue;
            }
            inVain = 0;
            received += more;
            if (!unfinished()) {
                break;
            }
            end = nowNanos() + REST_NANOS;
        }
        rest.came(received > 0);
        return received;
    }

    private void flushFanouts() {
        for (int i = 0; i < waiting.size(); i++) {
            LoopFanout fanout = waiting.get(i);
            try {
                fanout.flush();
            } catch (RuntimeException e) {
                failed(fanout.publisher(), e, currentNanos);
            }
        }
        waiting.clear();
    }

    private void flush() {
        port.flush();
        if (!departures.isEmpty()) {
            departures.left(nowNanos());
        }
    }

    private final Patience rest = new Patience();

    /** Datagrams that the next turn takes in: each may go to hundreds, and whoever comes meanwhile waits for the turn's end. */
    private int intake = UdpPort.MOST;

    private long currentNanos;
    private final vn.nharong.sfu.net.DatagramSink receiver = this::onUdp;

    private void onUdp(PacketBuffer packet, NetPath path) {
        onDatagram(packet, path, currentNanos);
    }

    private void runTasks(long now) {
        for (int i = 0; i < MAX_TASKS_A_TURN; i++) {
            LongConsumer task = tasks.poll();
            if (task == null) {
                return;
            }
            try {
                task.accept(now);
            } catch (RuntimeException e) {
                log.error("a task on the media loop failed", e);
            }
        }
    }

    private void onDatagram(PacketBuffer packet, NetPath path, long now) {
        if (pool.leased() > MAX_PACKETS - RESERVE) {
            refuse(Drop.LIMIT);
            refused++; // a fan-out in the middle of which memory ends would close the publisher
            return;
        }
        inCount++;
        inBytes += packet.length();
        if (packet.arrivedNanos == 0) {
            packet.arrivedNanos = now;
        }
        LoopTransport transport = (LoopTransport) path.owner;
        if (StunMessage.looksLikeStun(packet)) {
            transport = byStun(packet, path.owner);
        }
        if (transport == null) {
            refuse(Drop.UNKNOWN_SOURCE);
            return;
        }
        try {
            Drop drop = transport.handleDatagram(packet, path, now);
            if (drop != Drop.NONE) {
                refuse(drop);
            } else if (path.owner != transport) {
                transport.adopt(path);
            }
        } catch (RuntimeException e) {
            failed(transport, e, now);
        }
        reschedule(transport);
    }

    private void refuse(Drop drop) {
        int cause = drop.ordinal();
        refusals.setPlain(cause, refusals.getPlain(cause) + 1);
    }

    /** Datagrams that went no further, since start. Any thread; may be a little old. */
    long refused(Drop drop) {
        return refusals.getOpaque(drop.ordinal());
    }

    private @Nullable LoopTransport byStun(PacketBuffer packet, @Nullable Object owner) {
        // USERNAME is "ours:theirs" (RFC 8445 §7.2.2); usually the first attribute
        int end = packet.length();
        int at = 20;
        while (at + 4 <= end) {
            int type = packet.u16(at);
            int length = packet.u16(at + 2);
            if (at + 4 + length > end) {
                return null;
            }
            if (type == 6) {
                int colon = 0;
                while (colon < length && packet.u8(at + 4 + colon) != ':') {
                    colon++;
                }
                if (colon > 64) {
                    return null;
                }
                if (owner instanceof LoopTransport known && known.answersTo(packet, at + 4, colon)) {
                    return known;
                }
                byte[] ufrag = new byte[colon];
                packet.get(at + 4, ufrag, 0, colon);
                return byUfrag.get(new String(ufrag, java.nio.charset.StandardCharsets.US_ASCII));
            }
            at += 4 + (length + 3 & ~3);
        }
        return null;
    }

    private void expireTimers(long now) {
        while (timers.nextNanos() <= now) {
            LoopTransport transport = timers.first();
            try {
                transport.handleTimeout(now);
            } catch (RuntimeException e) {
                failed(transport, e, now);
            }
            long next = transport.nextTimeoutNanos();
            if (transport.timerIndex >= 0) {
                timers.update(transport, Math.max(next, now + 1_000_000)); // never spins
            }
        }
    }

    private void tick(long now) {
        LoopStalls watch = stalls;
        if (watch != null) {
            watch.sample(now);
        }
        for (int i = 0; i < fanouts.size(); i++) {
            LoopFanout fanout = fanouts.get(i);
            try {
                fanout.fanout().handleTimeout(now);
            } catch (RuntimeException e) {
                failed(fanout.publisher(), e, now);
            }
        }
        long byPacer = 0;
        long out = 0;
        for (int i = 0; i < transports.size(); i++) {
            LoopTransport transport = transports.get(i);
            try {
                transport.tick(now);
                byPacer += transport.refusedByPacer();
                out += transport.leftOut();
            } catch (RuntimeException e) {
                failed(transport, e, now);
            }
        }
        refusedByPacer = pastRefusedByPacer + byPacer;
        leftOut = pastLeftOut + out;
        refusedBySocket = port.sendDrops();
        refusals.setPlain(Drop.SOCKET_FULL.ordinal(), port.receiveDrops());
        if (refused != refusedTold) {
            log.warn("packet memory is used up ({} slots): {} packets refused", pool.leased(), refused - refusedTold);
            refusedTold = refused;
        }
    }

    private void failed(LoopTransport transport, RuntimeException e, long now) {
        log.error("transport {} failed and is closed", transport.label(), e);
        transport.close(now, "internal error");
    }

    void reschedule(LoopTransport transport) {
        if (transport.timerIndex >= 0) {
            timers.update(transport, transport.nextTimeoutNanos());
        }
    }

    /** A time-out came nearer. */
    void hasten(LoopTransport transport, long atNanos) {
        if (transport.timerIndex >= 0 && atNanos < transport.timerNanos) {
            timers.update(transport, atNanos);
        }
    }

    void add(LoopTransport transport) {
        transports.add(transport);
        timers.update(transport, transport.nextTimeoutNanos());
        transportCount = transports.size();
    }

    void remove(LoopTransport transport) {
        pastRefusedByPacer += transport.refusedByPacer();
        transports.remove(transport);
        timers.remove(transport);
        byUfrag.values().removeIf(other -> other == transport);
        transportCount = transports.size();
    }

    void route(String ufrag, LoopTransport transport) {
        byUfrag.put(ufrag, transport);
    }

    void unroute(String ufrag) {
        byUfrag.remove(ufrag);
    }

    void add(LoopFanout fanout) {
        fanouts.add(fanout);
    }

    void remove(LoopFanout fanout) {
        fanouts.remove(fanout);
    }

    /** Whether the thread still runs. Any thread. */
    boolean alive() {
        return thread.isAlive();
    }

    void transmit(PacketBuffer packet, NetPath path) {
        if (port.enough(path)) {
            flush();
        }
        outCount++;
        outBytes += packet.length();
        if (packet.arrivedNanos != 0) {
            if (departures.isFull()) {
                flush();
            }
            departures.add(packet.arrivedNanos, packet.sound);
        }
        path.send(packet);
    }

    private void publishCounters() {
        packetsIn = inCount;
        packetsOut = outCount;
        messagesOut = port.messages();
        bytesIn = inBytes;
        bytesOut = outBytes;
        packetsLeased = pool.leased();
        packetsMade = pool.slots();
        segmenting = port.segmenting();
    }

    void addTo(long[] latencySums, long[] soundLatencySums) {
        latency.addTo(latencySums);
        soundLatency.addTo(soundLatencySums);
    }

    PlaneStats stats() {
        return new PlaneStats(
                transportCount,
                packetsLeased,
                packetsIn,
                packetsOut,
                bytesIn,
                bytesOut,
                latency.held(),
                0,
                0,
                soundLatency.held(),
                0,
                refusedBySocket,
                refusedByPacer,
                leftOut,
                messagesOut);
    }

    private long allocatedBytes() {
        return ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean threads
                ? Math.max(0, threads.getThreadAllocatedBytes(thread.threadId()))
                : 0;
    }

    /** How much it has to do. Any thread. */
    LoopLoad load() {
        return new LoopLoad(thread.getName(), local().getPort(), transportCount, cpuNanos(), bytesOut, bytesIn);
    }

    private long cpuNanos() {
        return Math.max(0, ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId()));
    }

    /** As of its last turn. Any thread. */
    LoopFigures figures() {
        LoopStalls watch = stalls;
        return new LoopFigures(
                thread.getName(),
                local().getPort(),
                transportCount,
                cpuNanos(),
                allocatedBytes(),
                packetsIn,
                packetsOut,
                messagesOut,
                bytesIn,
                bytesOut,
                packetsLeased,
                packetsMade,
                port.name(),
                segmenting,
                watch == null ? List.of() : watch.figures());
    }

    /** A subscription ended that had left out so many packets. */
    void leftOutBefore(long packets) {
        pastLeftOut += packets;
    }

    InetSocketAddress local() {
        return port.local();
    }

    void stop() {
        running = false;
        port.wakeup();
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
