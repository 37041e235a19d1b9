package vn.nharong.sfu.net;

import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * One UDP socket of a loop. Except for {@link #wakeup()} all methods belong to the loop's thread.
 *
 * <p>The contract, whatever the implementation: {@link #poll} hands over what has arrived, in order, without blocking, a bounded number
 * of datagrams at a time;
 * {@link NetPath#send} may only queue; {@link #flush} brings everything queued to the kernel or counts it as dropped when
 * the kernel has no room; {@link #await} sleeps until a datagram or a wake-up comes or time is over.
 */
public interface UdpPort extends AutoCloseable {
    /** What one turn of a loop takes in. */
    int MOST = 32;

    InetSocketAddress local();

    /** {@code native} or {@code nio}; see {@link UdpPorts}. */
    String name();

    /** Takes in what one turn of a loop may at most. @return datagrams handed over */
    default int poll(DatagramSink sink) {
        return poll(sink, MOST);
    }

    /** @param most datagrams, up to {@link #MOST} @return datagrams handed over */
    int poll(DatagramSink sink, int most);

    /** How long the oldest datagram of the last {@link #poll} had lain in the socket; 0 where the system does not tell. */
    default long longestWaitNanos() {
        return 0;
    }

    void flush();

    /** @param nanos at most; 0 or less returns at once */
    void await(long nanos) throws IOException;

    /** Ends a current or the next {@link #await}. Any thread. */
    void wakeup();

    /** Forgets a path that nobody uses. */
    void forget(NetPath path);

    /**
     * Whether what is queued is best flushed before something is queued for this path: as many messages wait as go in one call,
     * and nothing for that receiver yet. To hundreds the first need not wait for the last.
     */
    default boolean enough(NetPath next) {
        return false;
    }

    /** Datagrams that the kernel did not take. */
    long sendDrops();

    /** Datagrams that came and found the socket's buffer full, since start; 0 where the system does not tell. Port's thread. */
    long receiveDrops();

    /** Messages handed to the kernel; fewer than datagrams where several to one receiver went in one. */
    long messages();

    /** Whether several datagrams to one receiver go to the kernel in one message. */
    default boolean segmenting() {
        return false;
    }

    @Override
    void close();
}
