package vn.nharong.node.tls;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * How this machine can be called.
 *
 * @param host its own name, lower case; the authority may vouch for it whatever it is
 * @param names host names, sorted
 * @param addresses as text, sorted
 */
public record MachineNames(String host, List<String> names, List<String> addresses) {
    /** Endings that no public authority gives out (RFC 6762, RFC 8375, and what home routers use). */
    static final List<String> LOCAL_ENDINGS = List.of("local", "lan", "internal", "localhost");

    /** As the system says now. @param advertised further hosts or addresses that clients are told */
    public static MachineNames now(List<String> advertised) {
        TreeSet<String> names = new TreeSet<>(List.of("localhost"));
        TreeSet<String> addresses = new TreeSet<>(List.of("127.0.0.1", "0:0:0:0:0:0:0:1"));
        String host = systemName();
        if (!host.isEmpty()) {
            names.add(host);
            if (host.indexOf('.') < 0) {
                names.add(host + ".local");
            }
        }
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (network.isUp()) {
                    for (InetAddress address : Collections.list(network.getInetAddresses())) {
                        addresses.add(plain(address));
                    }
                }
            }
        } catch (SocketException e) {
            // Then the certificate names the loopback addresses only; the next look may find more.
        }
        for (String one : advertised) {
            if (one.matches("[0-9.]+") || one.indexOf(':') >= 0) {
                addresses.add(one);
            } else {
                names.add(one.toLowerCase(Locale.ROOT));
            }
        }
        return new MachineNames(host, List.copyOf(names), List.copyOf(addresses));
    }

    private static String systemName() {
        try {
            String name = InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
            return name.matches("[a-z0-9]([a-z0-9.-]{0,250}[a-z0-9])?") && !name.matches("[0-9.]+") ? name : "";
        } catch (UnknownHostException e) {
            return "";
        }
    }

    private static String plain(InetAddress address) {
        String text = address.getHostAddress();
        int zone = text.indexOf('%');
        return zone < 0 ? text : text.substring(0, zone);
    }

    /** Those that an authority made for {@code authorityHost} may vouch for. */
    public MachineNames local(String authorityHost) {
        return new MachineNames(
                host,
                names.stream().filter(name -> local(name, authorityHost)).toList(),
                addresses.stream().filter(MachineNames::localAddress).toList());
    }

    /** Those that need a given certificate. */
    public List<String> beyond(String authorityHost) {
        List<String> beyond = new ArrayList<>(names);
        beyond.addAll(addresses);
        MachineNames local = local(authorityHost);
        beyond.removeAll(local.names());
        beyond.removeAll(local.addresses());
        return beyond;
    }

    private static boolean local(String name, String authorityHost) {
        return name.equals(authorityHost)
                || LOCAL_ENDINGS.stream().anyMatch(ending -> name.equals(ending) || name.endsWith("." + ending));
    }

    private static boolean localAddress(String text) {
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            byte[] bytes = address.getAddress();
            boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
            return address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || (bytes.length == 4 && address.isSiteLocalAddress())
                    || uniqueLocal;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
