package vn.nharong.control.access;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import vn.nharong.control.identity.Sessions;

/**
 * The cookies. {@code __Host-}: browsers take them from this very host alone, over HTTPS or from this machine itself
 * (which they trust like HTTPS). No script reads them, no foreign page sends them.
 */
public final class Cookies {
    public static final String SESSION = "__Host-nharong";
    public static final String DEVICE = "__Host-nharong-device";
    public static final String GUEST = "__Host-nharong-guest";
    /** The longest that browsers keep one; it is given anew as long as the device comes. */
    private static final Duration DEVICE_KEPT = Duration.ofDays(400);

    private Cookies() {}

    static @Nullable String read(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) {
            return null;
        }
        for (Cookie cookie : cookies) {
            if (cookie.getName().equals(name) && !cookie.getValue().isEmpty()) {
                return cookie.getValue();
            }
        }
        return null;
    }

    public static void session(HttpServletResponse response, String key) {
        set(response, SESSION, key, Sessions.LONGEST);
    }

    public static void device(HttpServletResponse response, String key) {
        set(response, DEVICE, key, DEVICE_KEPT);
    }

    public static void guest(HttpServletResponse response, String key) {
        set(response, GUEST, key, Sessions.LONGEST);
    }

    public static void forget(HttpServletResponse response, String name) {
        set(response, name, "", Duration.ZERO);
    }

    private static void set(HttpServletResponse response, String name, String value, Duration kept) {
        response.addHeader(
                HttpHeaders.SET_COOKIE,
                ResponseCookie.from(name, value)
                        .path("/")
                        .secure(true)
                        .httpOnly(true)
                        .sameSite("Strict")
                        .maxAge(kept)
                        .build()
                        .toString());
    }
}
