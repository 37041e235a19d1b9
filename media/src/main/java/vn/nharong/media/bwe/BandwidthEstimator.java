package vn.nharong.media.bwe;

import org.jspecify.annotations.Nullable;
import vn.nharong.media.rtcp.TwccFeedback;

/**
 * How much one client's line carries, seen from what we send and what it answers. In words: docs/papers/bwe.md. Belongs
 * to the thread of its transport; no clock inside, nothing allocated per packet or feedback, nothing thrown for a wrong
 * or missing feedback.
 *
 * <p>The user tells what leaves ({@link #onSent}) and what comes back ({@link #onFeedback}, or {@link #onReceiverReport} and
 * {@link #onRemb}), says what it would send if it could ({@link #wantedBps}), and after each input reads {@link
 * #targetBps} and, when its pacer is free, {@link #pollProbe}. {@link #handleTimeout} is due at {@link #nextTimeoutNanos}.
 */
public final class BandwidthEstimator {
    /** First guess: a low layer and sound. */
    public static final long START_BPS = 300_000;

    /** Floor: sound still fits. */
    public static final long MIN_BPS = 40_000;

    public static final long MAX_BPS = 20_000_000;

    private static final long SILENCE_MICROS = 1_000_000;
    private static final long REPORT_MICROS = 900_000;
    private static final long FEEDBACK_STALE_MICROS = 5_000_000;
    /** A cluster has left the line, with some round trip, by then. */
    private static final long PROBE_QUEUE_MICROS = 500_000;

    /** The first probes are answered by then. */
    private static final long FIRST_PROBES_MICROS = 500_000;

    /** A line that was full is not taken for a wide one before this. */
    private static final long LIMITED_MICROS = 60_000_000;

    private static final double DROP = 0.66;

    /** Share of the last packets lost, above which a standing queue is a full one. */
    private static final double FULL_LOSS = 0.03;

    /** Less may be the time that a few packets need on a thin line. */
    private static final long FULL_STANDING_MICROS = 120_000;

    /** Share of packets lost, above which a line is taken for one with a short queue. */
    private static final double LOSSY = 0.01;

    /** Up to this much of the first guess the first probes tell a full line from one that jitters. */
    private static final double THIN = 1.4;

    private static final double FULL_WEIGHT = 1.0 / 64;
    /** It takes that long to see what a step down did to a full queue. */
    private static final long FULL_STEP_MICROS = 500_000;

    /**
     * A packet so much later than the one before it came after a hole, which no queue makes: packets leave one evenly. The
     * rate over a time with a hole in it is not the line's.
     */
    private static final long HOLE_MICROS = 100_000;

    private final SentPackets sent = new SentPackets();
    private final DelayGradient gradient = new DelayGradient();
    private final QueueDelay queue = new QueueDelay();
    private final RateControl rate;
    private final LossBound loss = new LossBound();
    private final ProbeController probes;
    private final ProbeResults results = new ProbeResults();
    /** Over 400 ms of the client's clock. */
    private final RateWindow acked = new RateWindow(25_000, 16);
    /** The same packets over 400 ms of ours: at what rate they were sent. */
    private final RateWindow ackedSent = new RateWindow(25_000, 16);

    private final long startBps;
    private final long minBps;
    private final long maxBps;
    private boolean feedbackSeen;
    private long firstFeedbackMicros;
    private long lastFeedbackMicros;
    private long lastArrivalMicros;
    private boolean arrivalSeen;
    private long lastAckedSentMicros;
    private long lastDelayMicros = Long.MAX_VALUE / 4;
    private long ackedBps;
    private long rttMicros = 100_000;

    /** First packet sent since the last feedback, {@link Long#MAX_VALUE} for none. */
    private long unansweredMicros = Long.MAX_VALUE;

    private long lastProbeMicros = Long.MIN_VALUE / 4;
    private double lostLately;
    private long lastLostMicros = Long.MIN_VALUE / 4;
    private long lastFullMicros = Long.MIN_VALUE / 4;
    /** The target when no queue stood last. */
    private long freeBps;

    private boolean silent;
    private long silenceCheckMicros;
    private long beforeSilenceBps;
    private long silenceBps = Long.MAX_VALUE;
    private long rembBps = Long.MAX_VALUE;
    private long lastReportMicros = Long.MIN_VALUE / 2;

    public BandwidthEstimator() {
        this(START_BPS, MIN_BPS, MAX_BPS);
    }

    public BandwidthEstimator(long startBps, long minBps, long maxBps) {
        this.startBps = startBps;
        this.minBps = minBps;
        this.maxBps = maxBps;
        rate = new RateControl(startBps, minBps, maxBps);
        probes = new ProbeController(startBps, maxBps);
    }

    /** What would be sent if the line were wide: all best layers asked for. Probing stops somewhat above it. */
    public void wantedBps(long bps) {
        probes.wantedBps(bps);
    }

    /** As told last. */
    public long wantedBps() {
        return probes.wantedBps();
    }

    /**
     * A packet has left.
     *
     * @param extTwccSeq its transport-wide number without wrap; must rise
     * @param sizeBytes as it weighs on the line; the same measure as the user's {@code targetBps}
     * @param probeCluster id of the cluster it was sent for, 0 for none
     */
    public void onSent(long extTwccSeq, int sizeBytes, int probeCluster, long nowNanos) {
        long now = nowNanos / 1000;
        sent.add(extTwccSeq, now, sizeBytes, probeCluster);
        if (unansweredMicros == Long.MAX_VALUE) {
            unansweredMicros = now;
            silenceCheckMicros = Math.max(silenceCheckMicros, now + SILENCE_MICROS);
        }
    }

    /** A feedback came; read completely before this returns. */
    public void onFeedback(TwccFeedback feedback, long nowNanos) {
        long now = nowNanos / 1000;
        boolean wasSilent = silent;
        boolean news = false;
        for (int i = 0; i < feedback.count(); i++) {
            long ext = sent.extend(feedback.seq16(i));
            if (ext < 0) {
                continue;
            }
            int state = sent.state(ext);
            if (!feedback.received(i)) {
                if (state == SentPackets.SENT) {
                    sent.state(ext, SentPackets.LOST);
                    lastLostMicros = now;
                    lostLately += (1 - lostLately) * FULL_WEIGHT;
                    if (!wasSilent) {
                        loss.onPacket(false);
                    }
                }
            } else if (state != SentPackets.ARRIVED) {
                if (!news && wasSilent) {
                    endSilence(now);
                }
                news = true;
                if (state == SentPackets.LOST) {
                    loss.onLateArrival();
                    // A line that reorders is not full: the word of its loss is taken back.
                    lostLately = Math.max(0, lostLately - FULL_WEIGHT);
                } else {
                    loss.onPacket(true);
                }
                sent.state(ext, SentPackets.ARRIVED);
                lostLately -= lostLately * FULL_WEIGHT;
                onArrival(ext, unwrap(feedback.arrivalMicros(i)), now);
            }
        }
        if (!news) {
            return;
        }
        firstFeedbackMicros = feedbackSeen ? firstFeedbackMicros : now;
        feedbackSeen = true;
        lastFeedbackMicros = now;
        unansweredMicros = Long.MAX_VALUE;
        silenceCheckMicros = now + SILENCE_MICROS;
        ackedBps = acked.bps(lastArrivalMicros);
        decide(now);
    }

    private void onArrival(long ext, long arrived, long now) {
        long sentAt = sent.sentMicros(ext);
        int size = sent.sizeBytes(ext);
        long delay = arrived - sentAt;
        if (delay - lastDelayMicros > HOLE_MICROS) {
            acked.clear();
            ackedSent.clear();
        }
        lastDelayMicros = delay;
        acked.add(arrived, size);
        ackedSent.add(sentAt, size);
        lastAckedSentMicros = Math.max(lastAckedSentMicros, sentAt);
        queue.onPacket(sentAt, arrived, size, now);
        gradient.onPacket(sentAt, arrived);
        int cluster = sent.probe(ext);
        if (cluster != 0) {
            results.onArrival(cluster, sentAt, arrived, size);
        }
        lastArrivalMicros = Math.max(lastArrivalMicros, arrived);
        long roundTrip = now - sentAt;
        // Feedback waits for company: the shorter times are the truer ones.
        rttMicros = roundTrip < rttMicros ? roundTrip : rttMicros + (roundTrip - rttMicros) / 64;
    }

    private void decide(long now) {
        if (!queue.stands()) {
            freeBps = targetBps();
        } else if (lostLately < FULL_LOSS && queue.takeLongerWay()) {
            // All that was found out about a queue was about the way.
            gradient.reset();
            rate.forgetCapacity();
            probes.recover(freeBps, now);
        }
        Usage usage = usage(now);
        long before = targetBps();
        if (usage == Usage.OVERUSE) {
            probes.onOveruse(now);
        }
        long sendingBps = ackedSent.bps(lastAckedSentMicros);
        // The short queue of our own probe says nothing against the rate at which we send otherwise.
        boolean probesQueue = usage == Usage.OVERUSE
                && now - lastProbeMicros < PROBE_QUEUE_MICROS
                && ackedBps > RateControl.PASSED * sendingBps;
        boolean lowered = rate.update(
                probesQueue ? Usage.UNDERUSE : usage, ackedBps, sendingBps, rttMicros, queue.standingMicros(), now);
        for (long result = results.next(loss.smoothed()); result > 0; result = results.next(loss.smoothed())) {
            boolean counts = usage != Usage.OVERUSE;
            if (counts && !probes.answered() && results.evenlyFull() && result < THIN * startBps) {
                // The first that is known of the line at all: it counts for less than the guess, too.
                rate.full(result, now);
            } else if (counts && result > rate.targetBps()) {
                rate.set(result, now);
                loss.onProbe(result);
            }
            probes.onResult(results.measured(), result, results.saturated(), before, targetBps() > before);
        }
        loss.update(ackedBps, before, now);
        if (lowered && targetBps() < DROP * before) {
            probes.onDrop(before, now);
        }
    }

    /**
     * The gradient's word, unless it speaks of a queue that is not there, or is silent about one that is full: that does not
     * grow any more, it drops.
     */
    private Usage usage(long now) {
        Usage usage = gradient.usage();
        if (!queue.stands()) {
            return usage == Usage.OVERUSE ? Usage.NORMAL : usage;
        }
        if (usage != Usage.NORMAL || !full(now)) {
            return usage;
        }
        if (now - lastFullMicros < FULL_STEP_MICROS) {
            return Usage.UNDERUSE;
        }
        lastFullMicros = now;
        return Usage.OVERUSE;
    }

    /** The same for a probe, which must not fill a queue that drops. */
    private Usage calm(long now) {
        Usage usage = gradient.usage();
        if (!queue.stands()) {
            return usage == Usage.OVERUSE ? Usage.NORMAL : usage;
        }
        return full(now) ? Usage.OVERUSE : usage;
    }

    private boolean full(long now) {
        return lostLately > FULL_LOSS
                && now - lastLostMicros < 2 * FULL_STEP_MICROS
                && queue.standingMicros() > FULL_STANDING_MICROS;
    }

    /** The client's 24-bit reference time, made continuous. */
    private long unwrap(long arrivalMicros) {
        if (!arrivalSeen) {
            arrivalSeen = true;
            lastArrivalMicros = arrivalMicros;
            return arrivalMicros;
        }
        long half = TwccFeedback.CLOCK_WRAP_MICROS / 2;
        long step = Math.floorMod(arrivalMicros - lastArrivalMicros + half, TwccFeedback.CLOCK_WRAP_MICROS) - half;
        return lastArrivalMicros + step;
    }

    /**
     * A receiver report about what we send came (RFC 3550 §6.4.1).
     *
     * @param fractionLost256 as on the wire; the worst of the reported streams
     * @param rttNanos round trip by LSR and DLSR, 0 when unknown
     */
    public void onReceiverReport(int fractionLost256, long rttNanos, long nowNanos) {
        long now = nowNanos / 1000;
        if (rttNanos > 0 && !feedbackSeen) {
            rttMicros = rttNanos / 1000;
        }
        if (feedbackFresh(now) || now - lastReportMicros < REPORT_MICROS) {
            return;
        }
        // A client without transport-wide feedback: the loss rule of draft-ietf-rmcat-gcc-02 §6.
        lastReportMicros = now;
        if (fractionLost256 > 26) {
            rate.set((long) (rate.targetBps() * (1 - 0.5 * fractionLost256 / 256)), now);
        } else if (fractionLost256 < 5) {
            rate.set(Math.min((long) (rate.targetBps() * 1.05), (long) (1.2 * probes.wantedBps())), now);
        }
    }

    /** The client's own estimate (draft-alvestrand-rmcat-remb-03); counts while there is no transport-wide feedback. */
    public void onRemb(long bps) {
        rembBps = Math.max(bps, minBps);
        if (!feedbackSeen) {
            rate.set(bps, lastFeedbackMicros);
        }
    }

    /** What may be sent now, all streams, repairs and padding included, in bit/s. */
    public long targetBps() {
        long target = Math.min(rate.targetBps(), loss.boundBps());
        target = Math.min(target, silenceBps);
        if (!feedbackSeen) {
            target = Math.min(target, rembBps);
        }
        return Math.clamp(target, minBps, maxBps);
    }

    /**
     * The next cluster to probe with, or null. Asked after each input while the pacer is not probing. Nothing before the
     * first feedback: a client that sends none can't answer a probe.
     */
    public @Nullable ProbeCluster pollProbe(long nowNanos) {
        if (!feedbackSeen || silent) {
            return null;
        }
        ProbeCluster cluster = probes.poll(
                targetBps(),
                calm(nowNanos / 1000),
                queue.noiseMicros(),
                rate.seenFull(),
                loss.smoothed() > LOSSY,
                nowNanos / 1000);
        if (cluster != null) {
            results.begin(cluster);
            lastProbeMicros = nowNanos / 1000;
        }
        return cluster;
    }

    /** When {@link #handleTimeout} or {@link #pollProbe} has something to do, or {@link Long#MAX_VALUE}. */
    public long nextTimeoutNanos() {
        long next = feedbackSeen && unansweredMicros != Long.MAX_VALUE ? silenceCheckMicros : Long.MAX_VALUE;
        if (feedbackSeen && !silent) {
            next = Math.min(next, probes.nextMicros(targetBps()));
        }
        return next == Long.MAX_VALUE ? Long.MAX_VALUE : next * 1000;
    }

    /** Notices silence. */
    public void handleTimeout(long nowNanos) {
        long now = nowNanos / 1000;
        if (!feedbackSeen || unansweredMicros == Long.MAX_VALUE || now < silenceCheckMicros) {
            return;
        }
        if (!silent) {
            silent = true;
            beforeSilenceBps = targetBps();
        }
        silenceBps = Math.max(minBps, targetBps() / 2);
        silenceCheckMicros = now + SILENCE_MICROS;
    }

    private void endSilence(long now) {
        silent = false;
        rate.set(silenceBps, now);
        silenceBps = Long.MAX_VALUE;
        gradient.reset();
        queue.reset();
        loss.reset();
        acked.clear();
        ackedSent.clear();
        ackedBps = 0;
        probes.recover(beforeSilenceBps, now);
    }

    private boolean feedbackFresh(long now) {
        return feedbackSeen && now - lastFeedbackMicros < FEEDBACK_STALE_MICROS;
    }

    /** Whether the line was seen full at about the target: then this is a measurement rather than a guess. */
    public boolean seenFull() {
        return rate.seenFull();
    }

    /** Whether anything speaks, or spoke lately, against sending more than the target; else it is only what was tried so far. */
    public boolean limited(long nowNanos) {
        return suspected(nowNanos) || !feedbackSeen;
    }

    /** The same without taking it for a sign that nothing was answered yet. */
    public boolean suspected(long nowNanos) {
        return rate.seenFull()
                || rate.loweredWithin(LIMITED_MICROS, nowNanos / 1000)
                || loss.boundBps() != LossBound.NONE
                || silent;
    }

    /** Whether the target is more than the first guess: pictures are not made smaller for one. */
    public boolean tried(long nowNanos) {
        return rembSeen() && !feedbackSeen
                || feedbackSeen
                        && (probes.answered()
                                || suspected(nowNanos)
                                || nowNanos / 1000 - firstFeedbackMicros > FIRST_PROBES_MICROS);
    }

    /** No answer for a second or more though we sent. */
    public boolean silent() {
        return silent;
    }

    /** Whether the client sends transport-wide feedback. */
    public boolean feedbackSeen() {
        return feedbackSeen;
    }

    /** Whether the client ever told an estimate of its own. */
    public boolean rembSeen() {
        return rembBps != Long.MAX_VALUE;
    }

    /** Rate at which bytes arrived lately, 0 when unknown. */
    public long ackedBps() {
        return ackedBps;
    }

    /** Share of packets lost over the last seconds, 0 to 1. */
    public double lossRatio() {
        return loss.smoothed();
    }

    /** Round trip with the client's wait for its feedback, in nanoseconds. */
    public long rttNanos() {
        return rttMicros * 1000;
    }

    /** How far the one-way delay stands over its least value, in nanoseconds. */
    public long queueDelayNanos() {
        return queue.standingMicros() * 1000;
    }
}
