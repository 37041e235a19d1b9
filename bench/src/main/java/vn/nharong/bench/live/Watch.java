package vn.nharong.bench.live;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import vn.nharong.sites.media.Arrivals;

/**
 * When something of one sender arrives at each of many sites. The load loop notes, another thread waits.
 */
final class Watch {
    private final long[] arrivals;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition all = lock.newCondition();
    private boolean pictures;
    private int sender = -1;
    private int missing;
    private boolean armed;

    Watch(int sites) {
        arrivals = new long[sites];
    }

    /** The ears of one site. */
    Arrivals at(int site) {
        return new Arrivals() {
            @Override
            public void onKeyframe(int from, long nowNanos) {
                note(site, true, from, nowNanos);
            }

            @Override
            public void onSound(int from, long nowNanos) {
                note(site, false, from, nowNanos);
            }
        };
    }

    private void note(int site, boolean picture, int from, long nowNanos) {
        lock.lock();
        try {
            if (armed && picture == pictures && from == sender && arrivals[site] == 0) {
                arrivals[site] = nowNanos;
                if (--missing == 0) {
                    armed = false;
                    all.signalAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** From now on. @param except a site that does not get it, or -1 */
    void arm(boolean pictures, int sender, int except) {
        lock.lock();
        try {
            java.util.Arrays.fill(arrivals, 0);
            this.pictures = pictures;
            this.sender = sender;
            missing = arrivals.length;
            if (except >= 0) {
                arrivals[except] = Long.MIN_VALUE;
                missing--;
            }
            armed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the last site. @return when each got it; 0: never; the smallest number: the one that does not get it */
    long[] await(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (armed && left > 0) {
                left = all.awaitNanos(left);
            }
            armed = false;
            return arrivals.clone();
        } finally {
            lock.unlock();
        }
    }
}
