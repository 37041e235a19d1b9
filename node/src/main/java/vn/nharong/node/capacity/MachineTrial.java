package vn.nharong.node.capacity;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.srtp.SrtpBackend;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.media.srtp.openssl.NativeSlabs;

/**
 * Measures {@link MachineCost} on the thread that calls, in about {@value #SECONDS} seconds beside the trial of the ciphers (two
 * more, once for each process). Processor time of the thread, not time passed: other work on the machine counts little. Its
 * receivers are one province, so that what is known of one is out of the cache when its turn comes again.
 */
final class MachineTrial implements AutoCloseable {
    static final double SECONDS = 2.5;

    private static final int RECEIVERS = 240;
    private static final long WARM_UP_NANOS = 500_000_000;
    private static final long SENDING_NANOS = 120_000_000;
    private static final long BUSY_NANOS = 300_000_000;
    private static final long PACED_NANOS = 1_300_000_000;
    /** Of the paced time, what is not counted: the compiler is at work while the thread sleeps for the first time. */
    private static final long SETTLING_NANOS = 300_000_000;

    /** Between two turns at a meeting's pace: 30 pictures and 50 sounds make 80 a second. */
    private static final long PAUSE_NANOS = 12_500_000;
    /** Time as the meeting sees it goes on by this each turn, however fast they follow, so that no line is ever full. */
    private static final long STEP_NANOS = 33_333_333;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final PacketPool pool = new PacketPool(new NativeSlabs(), 1 << 14);
    private final Loopback loopback;
    private final TrialMeeting meeting;
    private final long heapBytes;
    private long meetingNanos;

    private MachineTrial(SrtpBackend backend) throws IOException {
        loopback = new Loopback(RECEIVERS, pool);
        long before = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId());
        meeting = new TrialMeeting(backend, pool, loopback.receivers(), this::leave);
        long allocated = THREADS.getThreadAllocatedBytes(Thread.currentThread().threadId()) - before;
        heapBytes = Math.max(0, allocated) / loopback.receivers();
    }

    /** @throws IOException when nothing can be sent over the loopback, or this Java does not tell a thread's processor time */
    static MachineCost run() throws IOException {
        if (!THREADS.isCurrentThreadCpuTimeSupported()) {
            throw new IOException("processor time of a thread is not told here");
        }
        SrtpBackend backend = SrtpBackends.best();
        double protect = SrtpBackends.trials().stream()
                .filter(each -> each.backend().name().equals(backend.name()))
                .mapToDouble(SrtpBackends.Trial::nanosPerPacket)
                .min()
                .orElse(Double.NaN);
        try (MachineTrial trial = new MachineTrial(backend)) {
            return trial.measure(backend.name() + " (" + backend.version() + ")", protect);
        }
    }

    private MachineCost measure(String backend, double protectNanos) throws IOException {
        int six = SeatProfile.HD.packetsToAPicture();
        Samples ignored = repeat(WARM_UP_NANOS / 2, () -> sendAlone(six));
        long messages = loopback.port().messages();
        Samples together = repeat(SENDING_NANOS, () -> sendAlone(six));
        messages = loopback.port().messages() - messages;
        Samples singly = repeat(SENDING_NANOS, () -> sendAlone(1));
        ignored = repeat(WARM_UP_NANOS / 4, this::sound);
        ignored = repeat(WARM_UP_NANOS, () -> picture(SeatProfile.HD));
        Samples sounds = new Samples();
        Map<SeatProfile, Samples> pictures = pace(sounds);
        Samples busy = repeat(BUSY_NANOS, () -> picture(SeatProfile.HD));
        Map<SeatProfile, Double> pictureNanos = new EnumMap<>(SeatProfile.class);
        pictures.forEach((profile, samples) -> pictureNanos.put(profile, paced(samples)));
        return new MachineCost(
                backend,
                protectNanos,
                messages < (long) together.count() * loopback.receivers() * six / 2,
                each(together, six),
                each(singly, 1),
                each(busy, six),
                pictureNanos,
                paced(sounds),
                heapBytes);
    }

    /** As in a meeting: a turn of work, then sleep. Sounds go into {@code sounds}, pictures by their size into the answer. */
    private Map<SeatProfile, Samples> pace(Samples sounds) throws IOException {
        List<SeatProfile> pictured = List.of(SeatProfile.HD, SeatProfile.SD, SeatProfile.SMALL);
        Map<SeatProfile, Samples> pictures = new EnumMap<>(SeatProfile.class);
        pictured.forEach(profile -> pictures.put(profile, new Samples()));
        long next = System.nanoTime();
        long end = next + PACED_NANOS;
        long settled = next + SETTLING_NANOS;
        for (int turn = 0; next < end; turn++) {
            long before = cpuNanos();
            sleepUntil(next); // falling asleep and waking are part of the price
            next += PAUSE_NANOS;
            Samples samples = sounds;
            if (turn % 2 == 0) {
                sound();
            } else {
                SeatProfile profile = pictured.get(turn / 2 % pictured.size());
                picture(profile);
                samples = pictures.getOrDefault(profile, sounds);
            }
            if (next >= settled) {
                samples.add(cpuNanos() - before);
            }
        }
        return pictures;
    }

    /** Of what a turn costs, the part of one packet to one receiver. */
    private double each(Samples turns, int packets) {
        return turns.quantile(0.5) / loopback.receivers() / packets;
    }

    /** Of a turn at a meeting's pace, the part of one receiver. There are few of them, so rather a dear one than a cheap one. */
    private double paced(Samples turns) {
        return turns.quantile(0.75) / loopback.receivers();
    }

    private static Samples repeat(long nanos, Runnable turn) {
        Samples samples = new Samples();
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            long before = cpuNanos();
            turn.run();
            samples.add(cpuNanos() - before);
        }
        return samples;
    }

    private static long cpuNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    private void sleepUntil(long atNanos) throws IOException {
        for (long left = atNanos - System.nanoTime(); left > 0; left = atNanos - System.nanoTime()) {
            loopback.port().await(left);
        }
    }

    private void picture(SeatProfile profile) {
        meetingNanos += STEP_NANOS;
        meeting.picture(profile.packetsToAPicture(), profile.picturePacketBytes(), meetingNanos);
        loopback.port().flush();
    }

    private void sound() {
        meetingNanos += STEP_NANOS;
        meeting.sound(SeatProfile.SOUND_BYTES, meetingNanos);
        loopback.port().flush();
    }

    /** Without what comes before: packets as large as those of a picture. */
    private void sendAlone(int packets) {
        int bytes = TrialMeeting.HEADER_BYTES + SeatProfile.HD.picturePacketBytes();
        for (int receiver = 0; receiver < loopback.receivers(); receiver++) {
            for (int i = 0; i < packets; i++) {
                PacketBuffer packet = pool.lease();
                packet.length(bytes);
                leave(receiver, packet);
            }
        }
        loopback.port().flush();
    }

    private void leave(int receiver, PacketBuffer packet) {
        loopback.to(receiver).send(packet);
    }

    @Override
    public void close() {
        meeting.close();
        loopback.close();
    }

    /** Durations of turns, nanoseconds. */
    private static final class Samples {
        private long[] values = new long[256];
        private int count;

        void add(long value) {
            if (count == values.length) {
                values = Arrays.copyOf(values, count * 2);
            }
            values[count++] = value;
        }

        int count() {
            return count;
        }

        /**
         * The one that a share of them does not exceed. Not the mean: a turn in which the kernel did something else is nobody's
         * fault.
         */
        double quantile(double share) {
            long[] sorted = Arrays.copyOf(values, count);
            Arrays.sort(sorted);
            return count == 0 ? 0 : sorted[(int) Math.min(count - 1, count * share)];
        }
    }
}
