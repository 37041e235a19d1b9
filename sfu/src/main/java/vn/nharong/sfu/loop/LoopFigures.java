package vn.nharong.sfu.loop;

/**
 * One of the threads that carry media, as it is now. Counters since its start.
 *
 * @param port for UDP and ICE-TCP
 * @param transports connections that it serves
 * @param cpuNanos time that it has spent on a processor
 * @param messagesOut what the packets sent took to the kernel
 * @param packetsLeased packets of its pool that are in use
 * @param packetsMade packets that its pool holds altogether
 * @param udp how it reaches the kernel, as UdpPorts names it
 * @param segmenting whether several packets go to the kernel in one message
 */
public record LoopFigures(
        String name,
        int port,
        int transports,
        long cpuNanos,
        long packetsIn,
        long packetsOut,
        long messagesOut,
        long bytesIn,
        long bytesOut,
        int packetsLeased,
        int packetsMade,
        String udp,
        boolean segmenting) {}
