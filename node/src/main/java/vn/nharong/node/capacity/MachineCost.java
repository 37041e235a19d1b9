package vn.nharong.node.capacity;

import java.util.Map;

/**
 * What a packet costs this machine, in nanoseconds of processor time (kernel included), medians of a short trial.
 *
 * @param backend the cipher back end chosen, with its version
 * @param protectNanos to protect one packet of 1,100 bytes with it, wall time of the best batch
 * @param offload whether the kernel took several datagrams to one receiver in one message (udp(7), UDP_SEGMENT)
 * @param sendTogetherNanos to hand one of six packets to the same receiver to the kernel, over the loopback
 * @param sendSinglyNanos the same when each receiver gets one: what offload does not help
 * @param busyNanos forwarded, protected and sent, without a pause, in pictures of {@link SeatProfile#HD}, for each packet
 * @param pictureNanos one picture to one seat at a meeting's pace, where the processor has slept and its caches hold other things,
 *     for each profile that has pictures
 * @param soundNanos one packet of sound to one seat, likewise
 * @param heapBytes what the parts of one seat that send take of the heap
 */
public record MachineCost(
        String backend,
        double protectNanos,
        boolean offload,
        double sendTogetherNanos,
        double sendSinglyNanos,
        double busyNanos,
        Map<SeatProfile, Double> pictureNanos,
        double soundNanos,
        long heapBytes) {
    public MachineCost {
        pictureNanos = Map.copyOf(pictureNanos);
    }

    /** Nanoseconds that sending to one seat takes of each second, as the trial saw it. */
    double sendingNanos(SeatProfile profile) {
        return profile.picturesPerSecond() * pictureNanos.getOrDefault(profile, 0.0)
                + SeatProfile.SOUNDS_PER_SECOND * soundNanos;
    }
}
