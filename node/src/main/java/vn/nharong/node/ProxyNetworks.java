package vn.nharong.node;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/** Networks in CIDR notation (RFC 4632 §3.1, RFC 4291 §2.3), as they are given for proxies. */
final class ProxyNetworks {
    private ProxyNetworks() {}

    /**
     * Each as a network: a single address is one of its own.
     *
     * @throws StartRefused for what is neither an address nor a network, in one line
     */
    static List<String> read(List<String> texts) throws StartRefused {
        List<String> networks = new ArrayList<>();
        for (String text : texts) {
            networks.add(network(text));
        }
        return networks;
    }

    private static String network(String text) throws StartRefused {
        int slash = text.indexOf('/');
        String literal = slash < 0 ? text : text.substring(0, slash);
        try {
            // No name is looked up: who answers for a name may change, and a proxy is believed in everything.
            InetAddress address = InetAddress.ofLiteral(literal);
            int bits = address.getAddress().length * 8;
            int prefix = slash < 0 ? bits : prefix(text.substring(slash + 1));
            // ofLiteral also takes the old short forms: 10.0.0 for 10.0.0.0.
            boolean whole = literal.indexOf(':') >= 0 || literal.split("\\.").length == 4;
            if (whole && literal.indexOf('%') < 0 && prefix <= bits) {
                return literal + "/" + prefix;
            }
        } catch (IllegalArgumentException e) {
            // Told below, as for a prefix that is too long.
        }
        throw new StartRefused(
                Options.WRONG_OPTIONS,
                "trusted-proxy không phải địa chỉ hay mạng (is neither an address nor a network such as 10.0.0.0/8): "
                        + text);
    }

    private static int prefix(String digits) {
        if (!digits.matches("[0-9]{1,3}")) {
            throw new IllegalArgumentException(digits);
        }
        return Integer.parseInt(digits);
    }
}
