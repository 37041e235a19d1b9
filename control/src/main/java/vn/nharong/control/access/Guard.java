package vn.nharong.control.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.resource.DefaultServletHttpRequestHandler;
import vn.nharong.control.House;
import vn.nharong.control.directory.Endpoints;
import vn.nharong.control.directory.Site;
import vn.nharong.control.directory.Sites;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.MeetingScope;
import vn.nharong.control.identity.Role;
import vn.nharong.control.identity.SetUp;
import vn.nharong.control.web.Problems;
import vn.nharong.control.web.ThisMachine;

/**
 * Stands before every handler of every mapping and asks what its {@link Allowed} says. It looks at the handler that was
 * found, not at the address: no way of writing an address leads past it. A handler that says nothing, as those of the
 * libraries (OpenAPI, actuator), is for administrators of the house. Pages are for everybody. Any thread.
 */
@Component
public class Guard implements AsyncHandlerInterceptor {
    static final String ACTOR = Actor.class.getName();
    private static final Actor NOBODY = new Actor("nobody", "nobody", List.of(), null);
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Arrivals arrivals;
    private final Access access;
    private final Sites sites;
    private final Endpoints endpoints;
    private final ObjectProvider<MeetingScope> meetings;
    private final CommandDoor commands;
    private final House house;
    private final SetUp setUp;
    private final OpenStreams streams;
    private final Problems problems;

    Guard(
            Arrivals arrivals,
            Access access,
            Sites sites,
            Endpoints endpoints,
            ObjectProvider<MeetingScope> meetings,
            CommandDoor commands,
            House house,
            SetUp setUp,
            OpenStreams streams,
            Problems problems) {
        this.arrivals = arrivals;
        this.access = access;
        this.sites = sites;
        this.endpoints = endpoints;
        this.meetings = meetings;
        this.commands = commands;
        this.house = house;
        this.setUp = setUp;
        this.streams = streams;
        this.problems = problems;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
            throws Exception {
        if (request.getDispatcherType() == DispatcherType.ASYNC
                || handler instanceof DefaultServletHttpRequestHandler) {
            return true;
        }
        response.setHeader("Cache-Control", "no-store");
        try {
            check(request, response, rule(handler));
            return true;
        } catch (AccessRefused refused) {
            problems.write(response, refused);
            return false;
        }
    }

    /** A stream of events has begun: it ends with what opened it. */
    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        Arrival arrival = arrivals.of(request);
        Object actor = request.getAttribute(ACTOR);
        if (arrival.device() != null && arrival.device().actor().equals(actor)) {
            streams.opened(arrival.device().key(), OpenStreams.By.DEVICE, request.getAsyncContext());
        } else if (arrival.person() != null && arrival.person().actor().equals(actor)) {
            streams.opened(arrival.person().session().id(), OpenStreams.By.SESSION, request.getAsyncContext());
        } else if (arrival.guest() != null && arrival.guest().actor().equals(actor)) {
            streams.opened(arrival.guest().key(), OpenStreams.By.GUEST, request.getAsyncContext());
        }
    }

    private static Rule rule(Object handler) {
        Allowed allowed = handler instanceof HandlerMethod method ? method.getMethodAnnotation(Allowed.class) : null;
        return allowed == null ? Rule.ADMINISTRATORS : new Rule(List.of(allowed.value()), allowed.in());
    }

    private void check(HttpServletRequest request, HttpServletResponse response, Rule rule) {
        boolean changes = !READING.contains(request.getMethod());
        if (changes) {
            fromOurPage(request);
        }
        switch (rule.in()) {
            case ANYBODY -> request.setAttribute(ACTOR, anybody(arrivals.of(request)));
            case THIS_MACHINE -> {
                if (!ThisMachine.sent(request)) {
                    throw new AccessRefused.NotThisMachine();
                }
            }
            case COMMAND_LINE -> {
                if (!commands.opens(request)) {
                    throw new AccessRefused.NotThisMachine();
                }
            }
            default -> signedIn(request, response, rule, changes);
        }
    }

    private static Actor anybody(Arrival arrival) {
        if (arrival.person() != null) {
            return arrival.person().actor();
        }
        return arrival.device() != null ? arrival.device().actor() : NOBODY;
    }

    private void signedIn(HttpServletRequest request, HttpServletResponse response, Rule rule, boolean changes) {
        Arrival arrival = arrivals.of(request);
        Arrival.Person person = arrival.person();
        Arrival.Device device = arrival.device();
        Actor actor;
        if (rule.in() == Allowed.Scope.DEVICE) {
            if (device == null) {
                throw new AccessRefused.NotPaired();
            }
            actor = device.actor();
        } else if (rule.in() == Allowed.Scope.GUEST) {
            if (arrival.guest() == null) {
                throw new AccessRefused.NotAGuest();
            }
            actor = arrival.guest().actor();
        } else if (person != null) {
            actor = person.actor();
        } else if (device != null) {
            actor = device.actor();
        } else {
            throw new AccessRefused.NotSignedIn(door(request));
        }
        if (changes && !arrival.proven(request.getHeader("X-CSRF-Token"))) {
            throw new AccessRefused.TokenMissing();
        }
        if (!may(request, rule, actor)) {
            boolean administers = rule.roles().contains(Role.ADMINISTRATOR);
            if (administers && person != null && person.withheld()) {
                throw new AccessRefused.SecondStepRequired();
            }
            throw new AccessRefused.NotYours();
        }
        if (device != null && device.renew() != null) {
            Cookies.device(response, device.renew());
        }
        request.setAttribute(ACTOR, actor);
    }

    /** Which way in there is for whoever is not signed in. */
    String door(HttpServletRequest request) {
        if (house.demo() && ThisMachine.sent(request)) {
            return "demo-door";
        }
        return setUp.needed() ? "set-up" : "sign-in";
    }

    private boolean may(HttpServletRequest request, Rule rule, Actor actor) {
        return switch (rule.in()) {
            case SIGNED_IN, DEVICE, GUEST -> true;
            case HOUSE -> access.holdsHouse(actor, rule.any());
            case OWN_UNITS -> rule.roles().stream().anyMatch(actor::has);
            case UNIT -> access.holds(actor, unit(request), rule.any());
            case MEETING -> meeting(request, rule, actor);
            case ANYBODY, THIS_MACHINE, COMMAND_LINE -> throw new IllegalStateException("decided before");
        };
    }

    private boolean meeting(HttpServletRequest request, Rule rule, Actor actor) {
        MeetingScope scope = meetings.getIfAvailable();
        String meeting = variables(request).getOrDefault("meeting", "");
        UUID unit = scope == null ? null : scope.unitOf(meeting).orElse(null);
        if (scope == null || unit == null) {
            throw new AccessRefused.Unknown("meeting");
        }
        UUID site = actor.site();
        if (site != null) {
            return rule.roles().contains(Role.SITE) && scope.hasSeat(meeting, site);
        }
        return access.holds(actor, unit, rule.any());
    }

    /** The unit that the address speaks of. */
    private UUID unit(HttpServletRequest request) {
        Map<String, String> variables = variables(request);
        String unit = variables.get("unit");
        if (unit != null) {
            return id(unit, "unit");
        }
        String endpoint = variables.get("endpoint");
        UUID site = endpoint == null
                ? id(variables.getOrDefault("site", ""), "site")
                : endpoints
                        .find(id(endpoint, "endpoint"))
                        .orElseThrow(() -> new AccessRefused.Unknown("endpoint"))
                        .site();
        return sites.find(site).map(Site::unit).orElseThrow(() -> new AccessRefused.Unknown("site"));
    }

    private static UUID id(String text, String what) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw new AccessRefused.Unknown(what);
        }
    }

    @SuppressWarnings("unchecked") // the framework's own, documented as this
    private static Map<String, String> variables(HttpServletRequest request) {
        Object found = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        return found == null ? Map.of() : (Map<String, String>) found;
    }

    /** Browsers say for which page they send (Fetch Metadata, Origin); programs say nothing. */
    private static void fromOurPage(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        if ((site != null && !site.equals("same-origin") && !site.equals("none"))
                || (origin != null
                        && !sameHost(origin, ThisMachine.authority(request), request.getHeader("X-Forwarded-Host")))) {
            throw new AccessRefused.FromElsewhere();
        }
    }

    private static boolean sameHost(String origin, String host, @Nullable String forwarded) {
        try {
            String authority = URI.create(origin).getAuthority();
            return authority != null && (authority.equalsIgnoreCase(host) || authority.equalsIgnoreCase(forwarded));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** What an {@link Allowed} says. */
    private record Rule(List<Role> roles, Allowed.Scope in) {
        /** For handlers that say nothing. */
        static final Rule ADMINISTRATORS = new Rule(List.of(Role.ADMINISTRATOR), Allowed.Scope.HOUSE);

        Role[] any() {
            return roles.toArray(Role[]::new);
        }
    }
}
