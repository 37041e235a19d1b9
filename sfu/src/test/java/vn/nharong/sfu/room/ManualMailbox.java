package vn.nharong.sfu.room;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;

/** A mailbox whose time stands still until the test moves it. */
final class ManualMailbox implements Mailbox {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Due> timers =
            new PriorityQueue<>(Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::order));
    private long nowNanos;
    private long order;

    private record Due(long atNanos, long order, Runnable task) {}

    @Override
    public void post(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer later(Duration delay, Runnable task) {
        Due due = new Due(nowNanos + delay.toNanos(), order++, task);
        timers.add(due);
        return () -> timers.remove(due);
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public void close() {}

    /** Runs what is queued. */
    void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    void advance(Duration time) {
        run();
        long until = nowNanos + time.toNanos();
        for (Due due = timers.peek(); due != null && due.atNanos() <= until; due = timers.peek()) {
            timers.poll();
            nowNanos = due.atNanos();
            due.task().run();
            run();
        }
        nowNanos = until;
    }
}
