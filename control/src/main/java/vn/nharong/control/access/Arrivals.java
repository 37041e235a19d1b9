package vn.nharong.control.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.nharong.control.directory.Site;
import vn.nharong.control.directory.Sites;
import vn.nharong.control.directory.UnitPeriod;
import vn.nharong.control.directory.UnitTrees;
import vn.nharong.control.identity.Account;
import vn.nharong.control.identity.Accounts;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Role;
import vn.nharong.control.identity.Secrets;
import vn.nharong.control.identity.Session;
import vn.nharong.control.identity.Sessions;

/** Reads cookies and keys. The records are asked each time: what is taken back holds no moment longer. Any thread. */
@Component
public class Arrivals {
    private static final String KEPT = Arrival.class.getName();
    private static final String DEVICE_SCHEME = "Device ";

    private final Sessions sessions;
    private final Accounts accounts;
    private final Devices devices;
    private final GuestKeys guests;
    private final Sites sites;
    private final UnitTrees trees;
    private final Clock clock;

    Arrivals(
            Sessions sessions,
            Accounts accounts,
            Devices devices,
            GuestKeys guests,
            Sites sites,
            UnitTrees trees,
            Clock clock) {
        this.sessions = sessions;
        this.accounts = accounts;
        this.devices = devices;
        this.guests = guests;
        this.sites = sites;
        this.trees = trees;
        this.clock = clock;
    }

    /** Once for each request. */
    public Arrival of(HttpServletRequest request) {
        if (request.getAttribute(KEPT) instanceof Arrival known) {
            return known;
        }
        Arrival arrival = read(request);
        request.setAttribute(KEPT, arrival);
        return arrival;
    }

    private Arrival read(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null && header.startsWith(DEVICE_SCHEME)) {
            // Alone: what a header says must not be mixed with what the browser adds by itself.
            return new Arrival(
                    null, device(header.substring(DEVICE_SCHEME.length()).strip(), false), null);
        }
        String session = Cookies.read(request, Cookies.SESSION);
        String device = Cookies.read(request, Cookies.DEVICE);
        String guest = Cookies.read(request, Cookies.GUEST);
        return new Arrival(
                session == null ? null : person(session),
                device == null ? null : device(device, true),
                guest == null ? null : guest(guest));
    }

    private Arrival.@Nullable Person person(String key) {
        return sessions.find(key).map(session -> person(session, key)).orElse(null);
    }

    private Arrival.Person person(Session session, String key) {
        List<Actor.Grant> grants = new ArrayList<>();
        boolean withheld = false;
        UUID root = trees.today().root().map(UnitPeriod::unit).orElse(Actor.NO_UNIT);
        for (Account.StoredGrant grant :
                accounts.find(session.account()).map(Account::grants).orElse(List.of())) {
            if (grant.role() == Role.ADMINISTRATOR && !session.verified()) {
                withheld = true;
            } else {
                UUID unit = grant.unit();
                grants.add(new Actor.Grant(grant.role(), unit == null ? root : unit));
            }
        }
        Actor actor = new Actor(session.account().toString(), session.name(), List.copyOf(grants), null);
        return new Arrival.Person(actor, session, Secrets.csrf(key), withheld);
    }

    private Arrival.@Nullable Guest guest(String key) {
        return guests.find(key)
                .map(known -> new Arrival.Guest(
                        new Actor(known.seat(), known.name(), List.of(), null),
                        known.key(),
                        known.meeting(),
                        known.link(),
                        Secrets.csrf(key)))
                .orElse(null);
    }

    private Arrival.@Nullable Device device(String key, boolean cookie) {
        Devices.Known known = devices.find(key).orElse(null);
        Site site = known == null ? null : sites.find(known.site()).orElse(null);
        LocalDate closedOn = site == null ? null : site.closedOn();
        if (known == null || site == null || (closedOn != null && !closedOn.isAfter(LocalDate.now(clock)))) {
            return null;
        }
        Actor actor = new Actor(
                known.endpoint().toString(), site.name(), List.of(new Actor.Grant(Role.SITE, site.unit())), site.id());
        return new Arrival.Device(
                actor,
                known.key(),
                known.endpoint(),
                cookie ? Secrets.csrf(key) : null,
                cookie && known.firstToday() && !known.minted() ? key : null,
                known.minted());
    }
}
