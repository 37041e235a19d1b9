package vn.nharong.loadtest;

/**
 * One measurement of one server under one load.
 *
 * @param load {@code programme}, 1 → N, or {@code rooms}, N × N
 * @param server its key
 * @param round from 1
 * @param connected guests at the end, of {@code guests}
 * @param packets that guests received in that time, of pictures and sound
 * @param cpuNanos of the server's process
 * @param lost packets that never came, of each guest's whole stay
 * @param datagramsPerMessage see {@link Contender#datagramsPerMessage}
 * @param lateMillisP99 of the generator itself
 * @param unread datagrams that the generator did not read in time
 */
record Trial(
        String load,
        String server,
        int round,
        int guests,
        int connected,
        double seconds,
        long packets,
        long cpuNanos,
        double latencyMillisP50,
        double latencyMillisP99,
        long lost,
        int freezes,
        double datagramsPerMessage,
        double lateMillisP99,
        long unread) {
    static final String PROGRAMME = "programme";
    static final String ROOMS = "rooms";

    /** NaN where nothing came. */
    double nanosPerPacket() {
        return packets == 0 ? Double.NaN : (double) cpuNanos / packets;
    }

    double cores() {
        return cpuNanos / 1e9 / seconds;
    }

    double packetsPerSecond() {
        return packets / seconds;
    }

    /** The generator was late, or not everybody was there: nothing of it can be believed. */
    boolean isVoid() {
        return connected < guests || Generator.isVoid(lateMillisP99, unread);
    }
}
