package vn.nharong.sim;

import java.util.PriorityQueue;

/**
 * Virtual time: a queue of things to do, done in order of their time (and of their asking, at the same time). Belongs to
 * one thread.
 */
public final class SimClock {
    private record Event(long atNanos, long order, Runnable task) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(atNanos, other.atNanos);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private long nowNanos;
    private long order;

    public long nowNanos() {
        return nowNanos;
    }

    /** Runs the task at that time, or next if it has passed. */
    public void at(long atNanos, Runnable task) {
        events.add(new Event(Math.max(atNanos, nowNanos), order++, task));
    }

    public void after(long nanos, Runnable task) {
        at(nowNanos + nanos, task);
    }

    /** Runs the task now and then again and again. */
    public void every(long periodNanos, Runnable task) {
        at(nowNanos, new Runnable() {
            @Override
            public void run() {
                task.run();
                after(periodNanos, this);
            }
        });
    }

    /** Does all that is due until then, and stands there. */
    public void runUntil(long untilNanos) {
        while (!events.isEmpty() && events.peek().atNanos <= untilNanos) {
            Event event = events.remove();
            nowNanos = event.atNanos;
            event.task.run();
        }
        nowNanos = Math.max(nowNanos, untilNanos);
    }
}
