package vn.nharong.bus;

/**
 * One of the threads that carry media. Counters since its start.
 *
 * @param port for UDP and ICE-TCP
 * @param transports connections that it serves now
 * @param cpuNanos time that it has spent on a processor
 * @param bytesOut sent
 * @param bytesIn received
 */
public record LoopLoad(String name, int port, int transports, long cpuNanos, long bytesOut, long bytesIn) {}
