package vn.nharong.node.capacity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * How many seats a machine carries: what a packet costs here, measured, times what a seat is sent, within what the server may
 * take of the machine. Its factors come from the whole server under load; docs/papers/capacity.md tells how.
 */
public final class CapacityModel {
    /**
     * Share of a core that a loop may take. Turns come when clients send, not evenly: with more, a packet of sound would wait
     * behind the pictures of another turn, and a key frame, six times a usual picture, would find no time left.
     */
    static final double LOOP_SHARE = 0.7;

    /** Cores left to signalling, the meeting application, compiler and collector. */
    static final int CORES_FOR_CONTROL = 1;

    /** Share of a core for the loop of a machine that has only one: the other half is for all the rest. */
    static final double SHARE_OF_ONLY_CORE = 0.5;

    /**
     * What the whole server takes for its packets, against what the trial takes at the same pace: pictures that come in two or
     * three turns, transport-wide feedback, signalling, the JVM itself.
     */
    static final double WHOLE_SERVER = 2;

    /**
     * What a seat costs each second even where it is sent little, in packets of sound: ten ticks of its transport, its checks and
     * reports.
     */
    static final double TURNS_BESIDE = 25;

    /** Heap of a seat beside what the trial counts (170 kB): signalling, DTLS, the receiving half, the room. Measured: 235 kB. */
    static final long SEAT_HEAP_BYTES = 300_000;

    /** Native memory of a seat beside waiting packets: ciphers, sockets of signalling, stacks. */
    static final long SEAT_NATIVE_BYTES = 100_000;

    /** Kept for what is there without a seat, the meeting application and its records included; the node alone held 23 MB of heap. */
    static final long SERVER_HEAP_BYTES = 150L << 20;

    static final long SERVER_NATIVE_BYTES = 400L << 20;

    /** A collector wants as much room again as lives. */
    static final int HEAP_ROOM = 2;

    /** Share of the memory that can be had now. */
    static final double MEMORY_SHARE = 0.7;

    /** A slot of the packet pool; a seat on a slow line may let a second of packets wait (Pacer.MAX_AGE_NANOS). */
    static final int PACKET_BYTES = 2048;

    /** Share of the network card: repairs, probes, stills and pages want some of it, and bursts want it idle. */
    static final double CARD_SHARE = 0.7;

    private CapacityModel() {}

    /**
     * Measures this machine: some 2.5 seconds, two more when the ciphers were not tried before, on a thread of its own, which
     * ends with it; a core should be idle. Opens sockets on the loopback and closes them. Any thread; nothing is kept.
     *
     * @param loops media loops that the server starts with ({@code --media-loops})
     * @throws IOException when it cannot be measured, for want of sockets or of a loopback
     */
    public static Capacity measure(int loops) throws IOException, InterruptedException {
        CompletableFuture<MachineCost> cost = new CompletableFuture<>();
        Thread trial = Thread.ofPlatform().name("capacity-trial").start(() -> {
            try {
                cost.complete(MachineTrial.run());
            } catch (IOException | RuntimeException | LinkageError e) {
                cost.completeExceptionally(e);
            }
        });
        try {
            return of(cost.get(), Surroundings.look(loops));
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } finally {
            trial.join();
        }
    }

    /** Pure: the same figures give the same seats; a machine that is worse in one of them gives no more. */
    public static Capacity of(MachineCost cost, Surroundings machine) {
        List<Capacity.Seats> seats = new ArrayList<>();
        for (SeatProfile profile : SeatProfile.values()) {
            seats.add(seats(profile, cost, machine));
        }
        return new Capacity(cost, machine, seats);
    }

    private static Capacity.Seats seats(SeatProfile profile, MachineCost cost, Surroundings machine) {
        boolean alone = machine.cores() <= CORES_FOR_CONTROL;
        double oneLoop = (alone ? SHARE_OF_ONLY_CORE : LOOP_SHARE) * 1e9 / seatNanos(profile, cost);
        int loops = alone ? 1 : Math.min(machine.loops(), machine.cores() - CORES_FOR_CONTROL);
        double most = oneLoop * loops;
        Capacity.Limit limit = Capacity.Limit.PROCESSOR;
        double memory = memorySeats(profile, cost, machine);
        if (memory < most) {
            most = memory;
            limit = Capacity.Limit.MEMORY;
        }
        double card = machine.cardBps().isEmpty()
                ? Double.MAX_VALUE
                : machine.cardBps().getAsLong() * CARD_SHARE / profile.lineBps();
        if (card < most) {
            most = card;
            limit = Capacity.Limit.NETWORK;
        }
        return new Capacity.Seats(profile, (int) Math.min(oneLoop, most), (int) most, limit);
    }

    /** Processor time that one seat takes of the whole server in each second, nanoseconds. */
    static double seatNanos(SeatProfile profile, MachineCost cost) {
        return cost.sendingNanos(profile) * WHOLE_SERVER + TURNS_BESIDE * cost.soundNanos();
    }

    private static double memorySeats(SeatProfile profile, MachineCost cost, Surroundings machine) {
        double heap = HEAP_ROOM * (double) (cost.heapBytes() + SEAT_HEAP_BYTES);
        double elsewhere = SEAT_NATIVE_BYTES + (double) profile.packetsPerSecond() * PACKET_BYTES;
        double byHeap = (machine.heapBytes() - HEAP_ROOM * (double) SERVER_HEAP_BYTES) / heap;
        double free = machine.memoryBytes() * MEMORY_SHARE - HEAP_ROOM * SERVER_HEAP_BYTES - SERVER_NATIVE_BYTES;
        return Math.max(0, Math.min(byHeap, free / (heap + elsewhere)));
    }
}
