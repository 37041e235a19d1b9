package vn.nharong.control.access;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import vn.nharong.control.HouseServer;
import vn.nharong.control.HouseServer.Browser;
import vn.nharong.control.directory.Endpoint;
import vn.nharong.control.directory.Endpoints;
import vn.nharong.control.directory.Site;
import vn.nharong.control.directory.Sites;
import vn.nharong.control.directory.UnitPeriod;
import vn.nharong.control.directory.UnitTrees;
import vn.nharong.control.identity.Account;
import vn.nharong.control.identity.Accounts;
import vn.nharong.control.identity.Role;
import vn.nharong.control.identity.Sessions;

/** Places of the sample province, and people put into it without going through a door. */
public record People(HouseServer server) {
    public UUID unit(String name) {
        return server.bean(UnitTrees.class).today().all().stream()
                .filter(unit -> unit.name().equals(name))
                .findFirst()
                .map(UnitPeriod::unit)
                .orElseThrow();
    }

    public Site site(String name) {
        return server.bean(Sites.class).on(LocalDate.now(Clock.systemUTC())).stream()
                .filter(site -> site.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    public Endpoint kiosk(String site) {
        return server.bean(Endpoints.class).of(site(site).id()).getFirst();
    }

    /** @param unit null: the whole house */
    public UUID account(String account, Role role, @Nullable UUID unit) {
        UUID id = UUID.randomUUID();
        server.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> server.bean(Accounts.class)
                        .add(
                                id,
                                account,
                                account,
                                false,
                                List.of(new Account.StoredGrant(role, unit)),
                                Clock.systemUTC().instant()));
        return id;
    }

    /** Signed in. */
    public Browser browser(UUID account, boolean verified) {
        Browser browser = server.browser();
        browser.session = Objects.requireNonNull(server.bean(TransactionTemplate.class)
                        .execute(status -> server.bean(Sessions.class).begin(account, verified, "127.0.0.1", "test")))
                .key();
        return browser;
    }

    /** Signed in with the second step taken. */
    public Browser browser(String account, Role role, @Nullable UUID unit) {
        return browser(account(account, role, unit), true);
    }

    /** A site's screen. */
    public Browser screen(String site) {
        Browser browser = server.browser();
        browser.device = server.bean(Devices.class).mint(site(site).id());
        return browser;
    }

    /** Came by a link of some meeting that this table of rights never asks for. */
    Browser guest(UUID unit) {
        String meeting = UUID.randomUUID().toString();
        server.bean(org.springframework.jdbc.core.simple.JdbcClient.class)
                .sql("insert into meeting (id, title, state, starts_at) values (?, ?, 'LOBBY', ?)")
                .params(meeting, unit.toString(), java.time.OffsetDateTime.now(Clock.systemUTC()))
                .update();
        GuestLinks.Opened link = server.bean(GuestLinks.class).make(meeting);
        Browser browser = server.browser();
        browser.guest = server.bean(GuestKeys.class).make(link.id(), meeting, "guest:1", "Khách");
        return browser;
    }
}
