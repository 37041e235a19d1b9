package vn.nharong.sfu.loop;

import java.util.List;

/**
 * One of the threads that carry media, as it is now. Counters since its start.
 *
 * @param port for UDP and ICE-TCP
 * @param transports connections that it serves
 * @param cpuNanos time that it has spent on a processor
 * @param allocatedBytes what the thread has taken from the heap
 * @param messagesOut what the packets sent took to the kernel
 * @param packetsLeased packets of its pool that are in use
 * @param packetsMade packets that its pool holds altogether
 * @param udp how it reaches the kernel, as UdpPorts names it
 * @param segmenting whether several packets go to the kernel in one message
 * @param stalls when it did not serve its port for 20 ms or more, by cause
 */
public record LoopFigures(
        String name,
        int port,
        int transports,
        long cpuNanos,
        long allocatedBytes,
        long packetsIn,
        long packetsOut,
        long messagesOut,
        long bytesIn,
        long bytesOut,
        int packetsLeased,
        int packetsMade,
        String udp,
        boolean segmenting,
        List<Stalls> stalls) {
    /**
     * @param cause {@code work}, {@code collector} or {@code scheduler}: at work all the time, stopped by the garbage collector, or
     *     without a processor
     */
    public record Stalls(String cause, long count, long longestNanos) {}
}
