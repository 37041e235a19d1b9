package vn.nharong.loadtest;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nharong.sites.media.Departures;
import vn.nharong.sites.media.SyntheticSite;

/** A server that is compared with others: a process of its own at the far end of the {@link Wire}. */
interface Contender extends AutoCloseable {
    /** Of its figures in reports. */
    String key();

    /** Waits until it can be used. */
    void awaitReady() throws LoadOptions.Refused, InterruptedException;

    /** @throws LoadOptions.Refused when it ended by itself */
    void expectAlive() throws LoadOptions.Refused;

    /** Processor time of all its threads so far, user and system. */
    long cpuNanos();

    /** What it counts itself is read from here on; outside of the time whose processor counts. */
    default void beginCounting() throws InterruptedException {}

    /**
     * Datagrams in one message to the kernel since {@link #beginCounting}: that offload is at work shows here, whatever a noisy
     * machine makes of its price. NaN where the server does not tell.
     */
    default double datagramsPerMessage() throws InterruptedException {
        return Double.NaN;
    }

    /** A new room. @param senders at most so many will send */
    Room room(String name, int senders) throws LoadOptions.Refused, InterruptedException;

    /** Where guests meet. */
    interface Room extends AutoCloseable {
        /** @param ground of its load loop */
        Guest guest(Ground ground, Part part);

        @Override
        void close();
    }

    /**
     * What a guest does in a room.
     *
     * @param takes identities of those whose pictures and sound it takes
     * @param sending null for nothing
     * @param departures of all who send, by identity
     */
    record Part(
            String identity,
            Set<String> takes,
            SyntheticSite.@Nullable Sending sending,
            Map<String, Departures> departures) {}

    @Override
    void close();
}
