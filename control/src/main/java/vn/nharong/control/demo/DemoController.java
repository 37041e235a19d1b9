package vn.nharong.control.demo;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.nharong.control.House;
import vn.nharong.control.access.Cookies;
import vn.nharong.control.access.Devices;
import vn.nharong.control.audit.Act;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.directory.Site;
import vn.nharong.control.directory.Sites;
import vn.nharong.control.directory.UnitPeriod;
import vn.nharong.control.directory.UnitTree;
import vn.nharong.control.directory.UnitTrees;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.Account;
import vn.nharong.control.identity.Accounts;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.Role;
import vn.nharong.control.identity.SignIn;
import vn.nharong.control.web.BadInput;

/** The sample province's door: its accounts by one click, from the server's own machine alone. */
@RestController
class DemoController {
    private static final String USUAL_SITE = "Xã Ia Dom";

    private final House house;
    private final Accounts accounts;
    private final SignIn signIn;
    private final Devices devices;
    private final Sites sites;
    private final UnitTrees trees;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DemoController(
            House house,
            Accounts accounts,
            SignIn signIn,
            Devices devices,
            Sites sites,
            UnitTrees trees,
            AuditLog audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.house = house;
        this.accounts = accounts;
        this.signIn = signIn;
        this.devices = devices;
        this.sites = sites;
        this.trees = trees;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Who one wants to be.
     *
     * @param site whose screen, with role SITE; null for a usual one
     * @param account which of several accounts with the role; null for the first
     */
    record Wish(
            @Nullable Role role,
            @Nullable UUID site,
            @Nullable String account) {}

    /** What there is to choose from. */
    record Choice(List<Person> accounts, List<Screen> sites) {}

    record Person(String account, String name, Role role) {}

    record Screen(UUID id, String name, String place) {}

    @Allowed(in = Allowed.Scope.THIS_MACHINE)
    @GetMapping("/api/demo")
    Choice choice() {
        sampleOnly();
        UnitTree tree = trees.today();
        return new Choice(
                accounts.all().stream()
                        .filter(Account::demo)
                        .flatMap(account -> account.grants().stream()
                                .map(grant -> new Person(account.account(), account.name(), grant.role())))
                        .toList(),
                sites.on(LocalDate.now(clock)).stream()
                        .map(site -> new Screen(
                                site.id(),
                                site.name(),
                                tree.find(site.unit())
                                        .flatMap(unit -> tree.find(unit.parent() == null ? unit.unit() : unit.parent()))
                                        .map(UnitPeriod::name)
                                        .orElse("")))
                        .toList());
    }

    @Allowed(in = Allowed.Scope.THIS_MACHINE)
    @PostMapping("/api/demo/sign-in")
    Map<String, String> signIn(@RequestBody Wish wish, HttpServletRequest request, HttpServletResponse response) {
        sampleOnly();
        Role role = BadInput.given("role", wish.role());
        if (role == Role.SITE) {
            Site site = site(wish.site());
            String key = devices.mint(site.id());
            transactions.executeWithoutResult(status -> audit.append(new Act(
                    site.name() + " (" + site.id() + ")",
                    "session.begun",
                    site.id().toString(),
                    "demo",
                    "")));
            Cookies.device(response, key);
            return Map.of("site", site.id().toString());
        }
        Account account = accounts.all().stream()
                .filter(each -> each.demo()
                        && !each.disabled()
                        && each.grants().stream().anyMatch(grant -> grant.role() == role)
                        && (wish.account() == null || each.account().equals(wish.account())))
                .findFirst()
                .orElseThrow(() -> new AccessRefused.Unknown("account"));
        String agent = request.getHeader("User-Agent");
        var begun = signIn.demo(account, new SignIn.From(request.getRemoteAddr(), agent == null ? "" : agent));
        Cookies.session(response, begun.key());
        return Map.of();
    }

    private Site site(@Nullable UUID wanted) {
        if (wanted != null) {
            return sites.find(wanted).orElseThrow(() -> new AccessRefused.Unknown("site"));
        }
        List<Site> all = sites.on(LocalDate.now(clock));
        return all.stream()
                .filter(site -> site.name().equals(USUAL_SITE))
                .findFirst()
                .or(() -> all.stream().findFirst())
                .orElseThrow(() -> new AccessRefused.Unknown("site"));
    }

    private void sampleOnly() {
        if (!house.demo()) {
            throw new AccessRefused.NotYours();
        }
    }
}
