package vn.nharong.control.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request comes from the machine that the server runs on: over a loopback socket, to a loopback Host, for a page of
 * such a host, and handed on by nobody. The Host keeps out pages whose name was pointed at this machine (DNS rebinding), the
 * forwarding headers whoever sits behind a proxy on it.
 */
public final class ThisMachine {
    private static final List<String> FORWARDED = List.of(
            "Forwarded", "Via", "X-Real-IP", "X-Client-IP", "X-Original-Host", "True-Client-IP", "CF-Connecting-IP");
    /** Set by the server's valve, which takes the headers away when it believes them. */
    private static final String HANDED_ON = "org.apache.tomcat.request.forwarded";

    private ThisMachine() {}

    public static boolean sent(HttpServletRequest request) {
        return loopback(request.getRemoteAddr())
                && loopbackHost(host(authority(request)))
                && !handedOn(request)
                && samePage(request.getHeader("Origin"));
    }

    /** What the request was sent to, as a browser writes it into Origin. In HTTP/2 no header says it. */
    public static String authority(HttpServletRequest request) {
        String header = request.getHeader("Host");
        if (header != null) {
            return header;
        }
        String name = request.getServerName();
        String host = name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
        int usual = request.isSecure() ? 443 : 80;
        return request.getServerPort() == usual ? host : host + ":" + request.getServerPort();
    }

    private static boolean handedOn(HttpServletRequest request) {
        if (request.getAttribute(HANDED_ON) != null) {
            return true;
        }
        for (String name : java.util.Collections.list(request.getHeaderNames())) {
            if (name.toLowerCase(Locale.ROOT).startsWith("x-forwarded")
                    || FORWARDED.stream().anyMatch(name::equalsIgnoreCase)) {
                return true;
            }
        }
        return false;
    }

    private static boolean samePage(@Nullable String origin) {
        if (origin == null) {
            return true;
        }
        try {
            return loopbackHost(URI.create(origin).getHost());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Without the port. */
    private static @Nullable String host(String header) {
        if (header.startsWith("[")) {
            int end = header.indexOf(']');
            return end < 0 ? null : header.substring(0, end + 1);
        }
        int colon = header.indexOf(':');
        return colon < 0 ? header : header.substring(0, colon);
    }

    private static boolean loopbackHost(@Nullable String host) {
        if (host == null) {
            return false;
        }
        return host.equalsIgnoreCase("localhost")
                || loopback(host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host);
    }

    private static boolean loopback(String address) {
        try {
            return InetAddress.ofLiteral(address).isLoopbackAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
