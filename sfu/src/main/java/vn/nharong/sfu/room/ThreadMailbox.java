package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.bus.Correlation;

/** A mailbox with a thread of its own. A task that throws is logged and costs nobody else anything. */
final class ThreadMailbox implements Mailbox {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadMailbox.class);

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    /** Owned by the mailbox's thread. */
    private final PriorityQueue<Due> timers = new PriorityQueue<>();

    private final String name;
    private volatile boolean closed;

    private ThreadMailbox(String name, Thread.Builder thread) {
        this.name = name;
        thread.name("room " + name).start(this::run);
    }

    static ThreadMailbox of(String room) {
        // Virtual threads wait for one another: a hundred handshakes at once hold up whatever else is to run on one,
        // for
        // seconds on a small machine. There are few conducted rooms, and in them a take must not wait.
        return new ThreadMailbox(
                room, Rooms.conducted(room) ? Thread.ofPlatform().daemon() : Thread.ofVirtual());
    }

    @Override
    public void post(Runnable task) {
        tasks.add(Correlation.carry(task));
    }

    @Override
    public Timer later(Duration delay, Runnable task) {
        Due due = new Due(nowNanos() + delay.toNanos(), Correlation.carry(task), new AtomicBoolean());
        tasks.add(() -> timers.add(due));
        return due;
    }

    @Override
    public long nowNanos() {
        return System.nanoTime();
    }

    @Override
    public void close() {
        tasks.add(() -> closed = true);
    }

    private void run() {
        try {
            while (!closed) {
                Runnable task = next();
                if (task != null) {
                    perform(task);
                }
                runDue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Runnable next() throws InterruptedException {
        Due first = timers.peek();
        if (first == null) {
            return tasks.take();
        }
        long wait = first.atNanos - nowNanos();
        return wait <= 0 ? tasks.poll() : tasks.poll(wait, TimeUnit.NANOSECONDS);
    }

    private void runDue() {
        long now = nowNanos();
        for (Due due = timers.peek(); due != null && due.atNanos - now <= 0; due = timers.peek()) {
            timers.poll();
            if (!due.cancelled.get()) {
                perform(due.task);
            }
        }
    }

    private void perform(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("room={} a task failed", name, e);
        }
    }

    private record Due(long atNanos, Runnable task, AtomicBoolean cancelled) implements Timer, Comparable<Due> {
        @Override
        public void cancel() {
            cancelled.set(true);
        }

        @Override
        public int compareTo(Due other) {
            return Long.signum(atNanos - other.atNanos);
        }
    }
}
