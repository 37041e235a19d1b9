package vn.nharong.sites;

import java.util.random.RandomGenerator;

/** How long to wait before trying again: longer each time, never the same for all. Belongs to one thread. */
final class Pause {
    private final RandomGenerator random;
    private final int first;
    private final int longest;
    private double next;

    /** @param first milliseconds, about @param longest milliseconds */
    Pause(RandomGenerator random, int first, int longest) {
        this.random = random;
        this.first = first;
        this.longest = longest;
        this.next = first;
    }

    void sleep() throws InterruptedException {
        Thread.sleep((long) (next * (0.5 + random.nextDouble())));
        next = Math.min(longest, next * 1.7);
    }

    /** It went well. */
    void reset() {
        next = first;
    }
}
