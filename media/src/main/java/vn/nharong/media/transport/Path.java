package vn.nharong.media.transport;

import java.net.InetSocketAddress;

/**
 * One way to a peer: its address and whether UDP or an ICE-TCP connection leads there. Made by the network side once
 * for each 5-tuple; the transport only compares paths by identity and hands them back.
 */
public interface Path {
    InetSocketAddress remote();

    /** {@code udp} or {@code tcp}. */
    String protocol();
}
