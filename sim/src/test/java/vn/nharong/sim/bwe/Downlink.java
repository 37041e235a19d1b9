package vn.nharong.sim.bwe;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import vn.nharong.media.bwe.Allocator;
import vn.nharong.media.bwe.BandwidthEstimator;
import vn.nharong.media.bwe.ProbeCluster;
import vn.nharong.media.bwe.StreamClass;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.receive.TwccRecorder;
import vn.nharong.media.rtcp.TwccFeedback;
import vn.nharong.media.send.Pacer;
import vn.nharong.media.send.SendClass;
import vn.nharong.sim.Line;
import vn.nharong.sim.LineScript;
import vn.nharong.sim.LineStats;
import vn.nharong.sim.SimClock;

/**
 * One subscriber: an SFU that sends sound and a simulcast camera through estimator, allocator and pacer over a bad
 * line, and a client that answers with transport-wide feedback. Repairs are not simulated.
 */
final class Downlink {
    static final long MS = 1_000_000;
    static final long SECOND = 1_000 * MS;
    static final int AUDIO_BYTES = 100;

    private static final int HEADER_BYTES = 16;

    /** A row of the story, every 100 ms. */
    record Sample(double second, long targetBps, int rung, long queueMillis, long deliveredBytes, long rttMillis) {}

    final SimClock clock = new SimClock();
    final PacketPool pool = PacketPool.direct(8192);
    final BandwidthEstimator estimator = new BandwidthEstimator();
    final Allocator allocator = new Allocator();
    final Pacer pacer = new Pacer(0);
    final List<Sample> samples = new ArrayList<>();
    /** Arrival minus capture of each sound packet, in milliseconds. */
    final List<Long> audioMillis = new ArrayList<>();

    int audioSent;
    int rungChanges;
    long paddingBytes;

    private record OnLine(int seq16, int sizeBytes, boolean audio, long capturedNanos) {}

    private final Line<OnLine> down;
    private final Line<byte[]> up;
    private final TwccRecorder recorder = new TwccRecorder();
    private final TwccFeedback feedback = new TwccFeedback();
    private final int camera;
    private final long[] ladder;
    private final Random frames;
    private long nextSeq;
    private int rung = Allocator.NONE;
    private long wakeNanos = Long.MAX_VALUE;
    private long lineNanos = Long.MAX_VALUE;
    private long clientClockNanos;

    Downlink(String downScript, String upScript, long seed, long... ladder) {
        down = new Line<>(LineScript.parse(downScript), seed, 0);
        up = new Line<>(LineScript.parse(upScript), seed + 1000, 0);
        this.ladder = ladder;
        frames = new Random(seed);
        // The client's clock is its own.
        clientClockNanos = 987_654_321_000L * (seed % 7);
        int audio = allocator.open(StreamClass.AUDIO, 0);
        allocator.bitrate(audio, 0, AUDIO_BYTES * 8 * 50);
        allocator.wanted(audio, 0);
        camera = allocator.open(StreamClass.CAMERA, 0);
        for (int r = 0; r < ladder.length; r++) {
            allocator.bitrate(camera, r, ladder[r]);
        }
        allocator.wanted(camera, ladder.length - 1);
        estimator.wantedBps(allocator.wantedBps());
        clock.every(20 * MS, this::sound);
        clock.every(33 * MS, this::frame);
        clock.every(100 * MS, this::sample);
    }

    long neededBps() {
        return allocator.wantedBps();
    }

    LineStats stats() {
        return down.stats();
    }

    Downlink run(double untilSecond) {
        clock.runUntil((long) (untilSecond * SECOND));
        return this;
    }

    private void sound() {
        packet(AUDIO_BYTES, SendClass.AUDIO);
        audioSent++;
        turn();
    }

    private void frame() {
        if (rung != Allocator.NONE) {
            // Sizes vary as an encoder's do; every 100th or so is a key frame.
            double factor = 0.7 + 0.6 * frames.nextDouble();
            if (frames.nextInt(100) == 0) {
                factor = 5;
            }
            int left = (int) (ladder[rung] / 8 * 33 / 1000 * factor * 0.96);
            while (left > 0) {
                int size = Math.min(left, 1150);
                packet(size + 30, SendClass.VIDEO);
                left -= size;
            }
        }
        turn();
    }

    private void packet(int size, SendClass sendClass) {
        PacketBuffer packet = pool.lease();
        packet.length(Math.max(size, HEADER_BYTES));
        packet.i64(0, clock.nowNanos());
        packet.u8(8, sendClass.ordinal());
        if (!pacer.enqueue(packet, sendClass, clock.nowNanos())) {
            packet.release();
        }
    }

    /** One turn of the server's loop: timeouts, allocation, what may leave. */
    private void turn() {
        long now = clock.nowNanos();
        if (estimator.nextTimeoutNanos() <= now) {
            estimator.handleTimeout(now);
        }
        allocator.allocate(estimator.targetBps(), estimator.limited(now), true, now);
        int next = allocator.rung(camera);
        if (next != rung) {
            rungChanges++;
            rung = next;
        }
        pacer.rates(
                estimator.targetBps(),
                estimator.wantedBps(),
                Pacer.Line.of(estimator.seenFull(), estimator.suspected(now)));
        if (!pacer.probing()) {
            ProbeCluster probe = estimator.pollProbe(now);
            if (probe != null) {
                pacer.probe(probe.id(), probe.bitrateBps(), probe.minBytes(), probe.minPackets(), now);
            }
        }
        boolean more = true;
        while (more) {
            for (PacketBuffer packet = pacer.poll(now); packet != null; packet = pacer.poll(now)) {
                send(packet, now);
            }
            int padding = pacer.paddingWanted(now);
            more = padding > 0;
            if (more) {
                paddingBytes += padding;
                packet(padding, SendClass.PADDING);
            }
        }
        wake(Math.min(pacer.nextSendNanos(now), estimator.nextTimeoutNanos()));
    }

    private void send(PacketBuffer packet, long now) {
        estimator.onSent(nextSeq, packet.length(), pacer.polledCluster(), now);
        boolean audio = packet.u8(8) == SendClass.AUDIO.ordinal();
        down.offer(now, packet.length(), new OnLine((int) nextSeq & 0xffff, packet.length(), audio, packet.i64(0)));
        nextSeq++;
        packet.release();
        watchLine();
    }

    /** The loop looks at its timers once a millisecond. */
    private void wake(long atNanos) {
        long at = Math.max(atNanos, clock.nowNanos() + MS);
        if (at < wakeNanos) {
            wakeNanos = at;
            clock.at(at, () -> {
                if (wakeNanos == at) {
                    wakeNanos = Long.MAX_VALUE;
                    turn();
                }
            });
        }
    }

    private void watchLine() {
        long at = Math.max(Math.min(down.nextDeliveryNanos(), up.nextDeliveryNanos()), clock.nowNanos());
        if (at < lineNanos) {
            lineNanos = at;
            clock.at(at, () -> {
                if (lineNanos == at) {
                    lineNanos = Long.MAX_VALUE;
                    deliver();
                }
            });
        }
    }

    private void deliver() {
        long now = clock.nowNanos();
        for (OnLine packet = down.poll(now); packet != null; packet = down.poll(now)) {
            boolean idle = recorder.nextFeedbackNanos() == Long.MAX_VALUE;
            recorder.onPacket(packet.seq16, now + clientClockNanos);
            if (packet.audio) {
                audioMillis.add((now - packet.capturedNanos) / MS);
            }
            if (idle) {
                clock.at(recorder.nextFeedbackNanos() - clientClockNanos, this::answer);
            }
        }
        for (byte[] report = up.poll(now); report != null; report = up.poll(now)) {
            PacketBuffer packet = pool.lease();
            packet.length(report.length);
            packet.put(0, report, 0, report.length);
            if (feedback.parse(packet, 0, report.length)) {
                estimator.onFeedback(feedback, now);
            }
            packet.release();
            turn();
        }
        watchLine();
    }

    private void answer() {
        PacketBuffer packet = pool.lease();
        for (int n = recorder.writeFeedback(packet, 0, 1, 2); n > 0; n = recorder.writeFeedback(packet, 0, 1, 2)) {
            packet.length(n);
            up.offer(clock.nowNanos(), n, packet.toArray());
        }
        packet.release();
        watchLine();
    }

    private void sample() {
        samples.add(new Sample(
                clock.nowNanos() / 1e9,
                estimator.targetBps(),
                rung,
                estimator.queueDelayNanos() / MS,
                down.stats().deliveredBytes(),
                estimator.rttNanos() / MS));
    }

    /** First time from {@code fromSecond} on at which the rung was reached for good until {@code toSecond}; minus from. */
    double secondsToRung(int asked, double fromSecond, double toSecond) {
        double reached = Double.NaN;
        for (Sample sample : between(fromSecond, toSecond)) {
            if (sample.rung < asked) {
                reached = Double.NaN;
            } else if (Double.isNaN(reached)) {
                reached = sample.second - fromSecond;
            }
        }
        return reached;
    }

    /** Share of the time at that rung or better. */
    double shareAtRung(int asked, double fromSecond, double toSecond) {
        return between(fromSecond, toSecond).stream()
                .mapToInt(s -> s.rung >= asked ? 1 : 0)
                .average()
                .orElse(0);
    }

    double meanTarget(double fromSecond, double toSecond) {
        return between(fromSecond, toSecond).stream()
                .mapToLong(Sample::targetBps)
                .average()
                .orElse(0);
    }

    long minTarget(double fromSecond, double toSecond) {
        return between(fromSecond, toSecond).stream()
                .mapToLong(Sample::targetBps)
                .min()
                .orElse(0);
    }

    long maxTarget(double fromSecond, double toSecond) {
        return between(fromSecond, toSecond).stream()
                .mapToLong(Sample::targetBps)
                .max()
                .orElse(0);
    }

    /** Share of the time at which the target was between the two. */
    double shareWithin(long leastBps, long mostBps, double fromSecond, double toSecond) {
        return between(fromSecond, toSecond).stream()
                .mapToInt(s -> s.targetBps >= leastBps && s.targetBps <= mostBps ? 1 : 0)
                .average()
                .orElse(0);
    }

    private List<Sample> between(double fromSecond, double toSecond) {
        return samples.stream()
                .filter(s -> s.second >= fromSecond && s.second < toSecond)
                .toList();
    }

    long audioPercentileMillis(double share) {
        List<Long> sorted = audioMillis.stream().sorted().toList();
        return sorted.get((int) (share * (sorted.size() - 1)));
    }

    /** The story as a table, for a failing test. */
    String story(double stepSeconds) {
        StringBuilder text = new StringBuilder("\n  t s   target k  rung  queue ms  got kbit/s  rtt\n");
        int step = (int) (stepSeconds * 10);
        for (int i = step; i < samples.size(); i += step) {
            Sample s = samples.get(i);
            long got = (s.deliveredBytes - samples.get(i - step).deliveredBytes) * 8 / (long) (stepSeconds * 1000);
            text.append("%6.1f %9d %5d %9d %11d %4d\n"
                    .formatted(s.second, s.targetBps / 1000, s.rung, s.queueMillis, got, s.rttMillis));
        }
        return text.toString();
    }
}
