package vn.nharong.control.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.SetUp;
import vn.nharong.control.identity.SignIn;
import vn.nharong.control.web.BadInput;

/** The ways in and out. */
@RestController
class DoorController {
    private static final int MAX_SECRET = 400;

    private final Guard guard;
    private final MeOf me;
    private final SignIn signIn;
    private final SetUp setUp;
    private final Devices devices;

    DoorController(Guard guard, MeOf me, SignIn signIn, SetUp setUp, Devices devices) {
        this.guard = guard;
        this.me = me;
        this.signIn = signIn;
        this.setUp = setUp;
        this.devices = devices;
    }

    record SignInWish(
            @Nullable String account,
            @Nullable String password,
            @Nullable String code) {}

    record SetUpWish(
            @Nullable String code,
            @Nullable String name,
            @Nullable String account,
            @Nullable String password) {}

    record PasswordWish(
            @Nullable String account,
            @Nullable String code,
            @Nullable String password) {}

    /** Who sits here; 401 with the way in as {@code code} when nobody. */
    @Allowed(in = Allowed.Scope.ANYBODY)
    @GetMapping("/api/me")
    Me me(HttpServletRequest request, Arrival arrival) {
        if (arrival.person() != null) {
            return me.person(arrival.person());
        }
        if (arrival.device() != null) {
            return me.device(arrival.device());
        }
        throw new AccessRefused.NotSignedIn(guard.door(request));
    }

    /** Who this screen is, whoever may have signed in beside it. */
    @Allowed(in = Allowed.Scope.DEVICE)
    @GetMapping("/api/kiosk/me")
    Me kiosk(Arrival arrival) {
        return me.device(java.util.Objects.requireNonNull(arrival.device(), "the guard has seen it"));
    }

    @Allowed(in = Allowed.Scope.ANYBODY)
    @PostMapping("/api/sign-in")
    Map<String, String> signIn(
            @RequestBody SignInWish wish, HttpServletRequest request, HttpServletResponse response, Arrival arrival) {
        SignIn.From from = from(request);
        var begun = signIn.signIn(
                BadInput.line("account", wish.account(), MAX_SECRET),
                secret("password", wish.password()),
                wish.code() == null ? "" : secret("code", wish.code()),
                from);
        if (arrival.person() != null) {
            signIn.signOut(arrival.person().session());
        }
        Cookies.session(response, begun.key());
        return Map.of();
    }

    /** Ends the session of this browser; a screen of the sample province is given back too, a real one stays paired. */
    @Allowed(in = Allowed.Scope.SIGNED_IN)
    @PostMapping("/api/sign-out")
    Map<String, String> signOut(HttpServletResponse response, Arrival arrival) {
        if (arrival.person() != null) {
            signIn.signOut(arrival.person().session());
            Cookies.forget(response, Cookies.SESSION);
        } else if (arrival.device() != null && arrival.device().minted()) {
            devices.forget(arrival.device().key());
            Cookies.forget(response, Cookies.DEVICE);
        }
        return Map.of();
    }

    /** Makes the first administrator of an empty house. */
    @Allowed(in = Allowed.Scope.ANYBODY)
    @PostMapping("/api/set-up")
    Map<String, String> setUp(@RequestBody SetUpWish wish, HttpServletRequest request, HttpServletResponse response) {
        String account = BadInput.line("account", wish.account(), 60);
        String password = secret("password", wish.password());
        setUp.make(
                secret("code", wish.code()), account, BadInput.line("name", wish.name(), 120), password, from(request));
        Cookies.session(
                response, signIn.signIn(account, password, "", from(request)).key());
        return Map.of();
    }

    /** The owner of an account sets its password by the one-time code that an administrator has handed over. */
    @Allowed(in = Allowed.Scope.ANYBODY)
    @PostMapping("/api/password")
    Map<String, String> password(@RequestBody PasswordWish wish, HttpServletRequest request) {
        signIn.password(
                BadInput.line("account", wish.account(), MAX_SECRET),
                secret("code", wish.code()),
                secret("password", wish.password()),
                from(request));
        return Map.of();
    }

    static String secret(String field, @Nullable String text) {
        String secret = BadInput.given(field, text);
        if (secret.isEmpty() || secret.length() > MAX_SECRET) {
            throw new BadInput(field, "Nội dung ở ô " + field + " trống hoặc quá dài.");
        }
        return secret;
    }

    static SignIn.From from(HttpServletRequest request) {
        String agent = request.getHeader("User-Agent");
        return new SignIn.From(request.getRemoteAddr(), agent == null ? "" : agent.replaceAll("\\p{Cntrl}", ""));
    }
}
