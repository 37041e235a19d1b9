package vn.nharong.sfu.room;

import java.time.Duration;

/** Where a room's work queues up. Tasks run one after another; {@link #post} and {@link #later} may be called from anywhere. */
public interface Mailbox {
    void post(Runnable task);

    /** Runs a task after a delay, unless cancelled. */
    Timer later(Duration delay, Runnable task);

    /** Monotonic, nanoseconds. */
    long nowNanos();

    /** Runs what is queued, then nothing more. */
    void close();

    /** A task that waits. */
    interface Timer {
        void cancel();
    }
}
