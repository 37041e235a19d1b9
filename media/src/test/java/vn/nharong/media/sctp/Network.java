package vn.nharong.media.sctp;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/** Two ends, a seeded line with loss, delay, jitter and duplication between them, and virtual time. */
final class Network {
    static final long MS = 1_000_000L;

    /** What the line carries to and wakes. */
    interface Node {
        void handlePacket(byte[] packet, long now);

        void handleTimeout(long now);

        long nextTimeoutNanos();
    }

    private record Flight(long at, long order, int to, byte[] packet) {}

    final List<Node> nodes = new ArrayList<>();
    long now = 1_000 * MS;
    double loss;
    double duplication;
    long delayNanos = 20 * MS;
    long jitterNanos;
    int sent;

    final List<byte[]> log = new ArrayList<>();
    private final Random random;
    private final PriorityQueue<Flight> flights =
            new PriorityQueue<>(Comparator.comparingLong(Flight::at).thenComparingLong(Flight::order));
    private long order;

    Network(long seed) {
        random = new Random(seed);
    }

    void transmit(int to, byte[] packet) {
        if (packet.length > SctpAssociation.MAX_PACKET) {
            throw new AssertionError("packet of " + packet.length);
        }
        sent++;
        if (log.size() < 2000) {
            log.add(packet.clone());
        }
        if (random.nextDouble() < loss) {
            return;
        }
        fly(to, packet);
        if (random.nextDouble() < duplication) {
            fly(to, packet.clone());
        }
    }

    private void fly(int to, byte[] packet) {
        long jitter = jitterNanos == 0 ? 0 : random.nextLong(jitterNanos);
        flights.add(new Flight(now + delayNanos + jitter, order++, to, packet));
    }

    /** Lets time pass until the condition holds; false when {@code limitNanos} were not enough. */
    boolean run(BooleanSupplier until, long limitNanos) {
        return run(until, limitNanos, time -> {});
    }

    /** The same, calling {@code tick} whenever time moves. */
    boolean run(BooleanSupplier until, long limitNanos, LongConsumer tick) {
        long end = now + limitNanos;
        int idle = 0;
        while (!until.getAsBoolean()) {
            long next = flights.isEmpty() ? Long.MAX_VALUE : flights.peek().at();
            for (Node node : nodes) {
                next = Math.min(next, node.nextTimeoutNanos());
            }
            if (next > end) {
                now = end;
                return until.getAsBoolean();
            }
            idle = next <= now ? idle + 1 : 0;
            if (idle > 10_000) {
                throw new AssertionError("time stands still");
            }
            now = Math.max(now, next);
            while (!flights.isEmpty() && flights.peek().at() <= now) {
                Flight flight = flights.poll();
                nodes.get(flight.to()).handlePacket(flight.packet(), now);
            }
            for (Node node : nodes) {
                if (node.nextTimeoutNanos() <= now) {
                    node.handleTimeout(now);
                }
            }
            tick.accept(now);
        }
        return true;
    }

    /** What is on its way is lost. */
    void forget() {
        flights.clear();
    }

    void sleep(long nanos) {
        run(() -> false, nanos);
    }
}
