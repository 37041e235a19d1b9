package vn.nharong.sfu.loop;

import java.util.List;
import vn.nharong.media.bwe.Allocator;
import vn.nharong.media.bwe.StreamClass;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.transport.PeerLine;
import vn.nharong.sfu.forward.Fanout;
import vn.nharong.sfu.forward.Forwarder;

/**
 * Divides one subscriber's line among its forwarders: feeds the {@link Allocator} what each layer weighs and hands each
 * forwarder its share. Belongs to the loop.
 */
final class Allocation {
    private static final int TEMPORAL = Fanout.LADDER_TEMPORAL;

    /** The estimate is let rise to so many times what is wanted: a key frame's second weighs about that. */
    private static final int HEADROOM = 2;

    /** A client that said it would tell what arrives, and has not for so long, does not. */
    private static final long SILENT_NANOS = 1_000_000_000;

    private final Allocator allocator = new Allocator();
    private long begunNanos = Long.MAX_VALUE;
    private long wantedBps;
    private long soundBps;

    /**
     * Before the first packet: over a line that nothing is known of, or that has no more to give, pictures begin with the
     * smallest. A large key frame would fill a narrow line for a second and more, and sound would have to wait behind it; on a
     * wide line the first probes are answered before most people have seen the difference.
     */
    void begin(LoopForwarder forwarder, PeerLine line, long nowNanos) {
        begunNanos = Math.min(begunNanos, nowNanos);
        boolean picture = forwarder.forwarder().kind() == MediaKind.VIDEO;
        if (picture && line.promisesAnswers() && (!line.tried(nowNanos) || line.limited(nowNanos))) {
            forwarder.allow(0, TEMPORAL - 1, nowNanos);
        }
    }

    private void leaveFree(List<LoopForwarder> forwarders, long nowNanos) {
        for (int i = 0; i < forwarders.size(); i++) {
            LoopForwarder forwarder = forwarders.get(i);
            if (forwarder.forwarder().kind() == MediaKind.VIDEO) {
                forwarder.allow(Integer.MAX_VALUE, TEMPORAL - 1, nowNanos);
            }
        }
    }

    void run(List<LoopForwarder> forwarders, PeerLine line, long nowNanos) {
        long wanted = 0;
        boolean allowPause = true;
        soundBps = 0;
        for (int i = 0; i < forwarders.size(); i++) {
            wanted += feed(forwarders.get(i));
            allowPause &= forwarders.get(i).allowPause();
        }
        wantedBps = wanted;
        line.want(wanted, wanted * HEADROOM, nowNanos);
        if (!line.tried(nowNanos)) {
            if (!line.answers() && nowNanos - begunNanos > SILENT_NANOS) {
                leaveFree(forwarders, nowNanos); // nobody tells us what arrives: no verdict
            }
            return;
        }
        allocator.allocate(lineBps(line), line.limited(nowNanos), allowPause && line.canProbe(), nowNanos);
        for (int i = 0; i < forwarders.size(); i++) {
            LoopForwarder forwarder = forwarders.get(i);
            if (forwarder.forwarder().kind() == MediaKind.AUDIO) {
                continue; // sound is always served
            }
            int slot = forwarder.slot;
            boolean paused = allocator.paused(slot);
            int rung = allocator.rung(slot);
            if (paused) {
                forwarder.allow(Forwarder.NO_LAYER, 0, nowNanos);
            } else if (rung != Allocator.NONE) {
                forwarder.allow(rung / TEMPORAL, rung % TEMPORAL, nowNanos);
            }
        }
    }

    /** @return bit/s of all that this client wants of it */
    private long feed(LoopForwarder forwarder) {
        Forwarder media = forwarder.forwarder();
        Fanout fanout = media.fanout();
        boolean audio = media.kind() == MediaKind.AUDIO;
        ForwarderProxy.Wanted wish = media.wanted();
        if (forwarder.slot < 0 || forwarder.slotScreen != wish.screenShare()) {
            if (forwarder.slot >= 0) {
                allocator.close(forwarder.slot);
            }
            forwarder.slotScreen = wish.screenShare();
            forwarder.slot = allocator.open(
                    audio ? StreamClass.AUDIO : wish.screenShare() ? StreamClass.SCREEN : StreamClass.CAMERA,
                    wish.priority());
        }
        allocator.priority(forwarder.slot, wish.priority());
        if (fanout == null || !media.active()) {
            allocator.wanted(forwarder.slot, Allocator.NONE);
            return 0;
        }
        int best = Math.min(wish.maxLayer(), fanout.encodings() - 1);
        if (audio) {
            allocator.wanted(forwarder.slot, 0);
            long bps = fanout.ladderBps(0);
            allocator.bitrate(forwarder.slot, 0, bps);
            soundBps += bps;
            return bps;
        }
        long most = 0;
        boolean smaller = false;
        for (int layer = 0; layer < Allocator.RUNGS / TEMPORAL; layer++) {
            for (int temporal = 0; temporal < TEMPORAL; temporal++) {
                int rung = layer * TEMPORAL + temporal;
                long bps = layer < fanout.encodings() ? fanout.ladderBps(rung) : 0;
                // A quarter of the frames of a large picture is worse to look at than a smaller one that moves.
                allocator.bitrate(forwarder.slot, rung, temporal == 0 && smaller ? 0 : bps);
                if (layer <= best) {
                    most = Math.max(most, bps);
                }
            }
            smaller |= layer < fanout.encodings() && fanout.ladderBps(layer * TEMPORAL) > 0;
        }
        allocator.wanted(forwarder.slot, best * TEMPORAL + TEMPORAL - 1);
        return most;
    }

    /**
     * What the line carries. Sound has no transport-wide number (see RtpSender): what the estimator sees of the line is
     * what sound has left.
     */
    long lineBps(PeerLine line) {
        return line.targetBps() + soundBps;
    }

    void remove(LoopForwarder forwarder) {
        if (forwarder.slot >= 0) {
            allocator.close(forwarder.slot);
            forwarder.slot = -1;
        }
    }

    long allocatedBps() {
        return allocator.allocatedBps();
    }

    /** Of it, what the estimate is about. */
    long picturesBps() {
        return allocator.allocatedBps() - soundBps;
    }

    /** What everything that is asked for would weigh, as of the last run. */
    long wantedBps() {
        return wantedBps;
    }
}
