package vn.nharong.control.administration;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.nharong.control.access.Access;
import vn.nharong.control.audit.Act;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.directory.UnitPeriod;
import vn.nharong.control.directory.UnitTree;
import vn.nharong.control.directory.UnitTrees;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.Account;
import vn.nharong.control.identity.Accounts;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.Role;
import vn.nharong.control.identity.SecondStep;
import vn.nharong.control.identity.Sessions;
import vn.nharong.control.identity.SetUp;
import vn.nharong.control.identity.SignIn;
import vn.nharong.control.web.BadInput;
import vn.nharong.door.Door;
import vn.nharong.door.FailedTries;

/**
 * The accounts. Whoever administers a part of the tree sees who has a role in it, and changes those whose every role is in it:
 * otherwise a district could set the province's passwords.
 */
@RestController
class AccountController {
    private static final int MAX_NAME = 120;
    private static final int MAX_GRANTS = 50;

    private final Accounts accounts;
    private final Sessions sessions;
    private final SignIn signIn;
    private final SecondStep secondStep;
    private final FailedTries tries;
    private final UnitTrees trees;
    private final Access access;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    AccountController(
            Accounts accounts,
            Sessions sessions,
            SignIn signIn,
            SecondStep secondStep,
            FailedTries tries,
            UnitTrees trees,
            Access access,
            AuditLog audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.signIn = signIn;
        this.secondStep = secondStep;
        this.tries = tries;
        this.trees = trees;
        this.access = access;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** {@code unit} null: the whole house. */
    record At(Role role, @Nullable UUID unit, String unitName) {}

    /**
     * An account as lists show it.
     *
     * @param ready has a password
     * @param changeable by the reader; otherwise it holds roles that the reader does not administer
     * @param delay before its next try after wrong ones; null when nobody has to wait
     */
    record Line(
            UUID id,
            String account,
            String name,
            boolean demo,
            boolean disabled,
            boolean ready,
            boolean secondStep,
            Instant madeAt,
            List<At> grants,
            boolean changeable,
            @Nullable Delay delay) {}

    /** How often it went wrong, and until when nothing is compared. */
    record Delay(int failures, Instant until) {}

    /** Where an account is signed in. */
    record Place(UUID id, String from, String agent, Instant madeAt, Instant lastSeen) {}

    record Wanted(@Nullable Role role, @Nullable UUID unit) {}

    record New(
            @Nullable String account,
            @Nullable String name,
            @Nullable List<Wanted> grants) {}

    /** What is null stays as it is. */
    record Change(
            @Nullable String name,
            @Nullable Boolean disabled,
            @Nullable List<Wanted> grants) {}

    /** To be handed to the account's owner, who sets a password with it. Shown this once. */
    record Code(UUID id, String code, Instant expiresAt) {}

    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.OWN_UNITS)
    @GetMapping("/api/accounts")
    List<Line> accounts(Actor actor) {
        UnitTree tree = trees.today();
        Map<String, Delay> delays = new HashMap<>();
        for (FailedTries.Slowed slowed : tries.slowed()) {
            if (slowed.door() == Door.SIGN_IN && !slowed.account().isEmpty()) {
                delays.put(slowed.account(), new Delay(slowed.failures(), slowed.until()));
            }
        }
        return accounts.all().stream()
                .filter(account -> access.holdsHouse(actor, Role.ADMINISTRATOR)
                        || account.grants().stream().anyMatch(grant -> administers(actor, grant)))
                .map(account -> line(account, tree, mayChange(account, actor), delays.get(account.account())))
                .toList();
    }

    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.OWN_UNITS)
    @PostMapping("/api/accounts")
    Code add(@RequestBody New wish, Actor actor) {
        String account = SetUp.accountName(BadInput.given("account", wish.account()));
        String name = BadInput.line("name", wish.name(), MAX_NAME);
        List<Account.StoredGrant> grants = grants(wish.grants(), actor);
        UUID id = UUID.randomUUID();
        return Objects.requireNonNull(transactions.execute(status -> {
            if (accounts.named(account).isPresent()) {
                throw new AccessRefused.Conflict("account-taken", "Tên tài khoản này đã có.");
            }
            accounts.add(id, account, name, false, grants, clock.instant());
            audit.append(new Act(actor.forLog(), "account.added", id.toString(), account, detail(grants)));
            return code(id);
        }));
    }

    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.OWN_UNITS)
    @PatchMapping("/api/accounts/{account}")
    Map<String, String> change(@PathVariable("account") UUID id, @RequestBody Change change, Actor actor) {
        List<Account.StoredGrant> grants = change.grants() == null ? null : grants(change.grants(), actor);
        transactions.executeWithoutResult(status -> {
            Account account = own(id, actor);
            boolean disabled = Objects.requireNonNullElse(change.disabled(), account.disabled());
            if (id.toString().equals(actor.id()) && (disabled || grants != null)) {
                throw new AccessRefused.Conflict(
                        "own-account", "Không thể tự khóa hay tự đổi quyền của mình; hãy nhờ quản trị viên khác.");
            }
            String name = change.name();
            accounts.change(id, name == null ? account.name() : BadInput.line("name", name, MAX_NAME), disabled);
            if (grants != null) {
                accounts.grant(id, grants);
            }
            if (grants != null || disabled) {
                // What stands open was opened by other rights.
                sessions.endOf(id, null);
            }
            audit.append(new Act(
                    actor.forLog(),
                    disabled && !account.disabled() ? "account.disabled" : "account.changed",
                    id.toString(),
                    account.account(),
                    grants == null ? "" : detail(grants)));
        });
        return Map.of();
    }

    /** A new one-time code for somebody who has forgotten the password, or let the first code run out. */
    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.OWN_UNITS)
    @PostMapping("/api/accounts/{account}/code")
    Code code(@PathVariable("account") UUID id, Actor actor) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Account account = real(own(id, actor));
            audit.append(new Act(actor.forLog(), "account.code-made", id.toString(), account.account(), ""));
            return code(id);
        }));
    }

    /** For somebody who has lost telephone and recovery codes. */
    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.OWN_UNITS)
    @PostMapping("/api/accounts/{account}/second-step/forget")
    Map<String, String> forget(@PathVariable("account") UUID id, Actor actor) {
        transactions.executeWithoutResult(status -> {
            Account account = real(own(id, actor));
            if (id.toString().equals(actor.id())) {
                throw new AccessRefused.Conflict("own-account", "Hãy nhờ quản trị viên khác.");
            }
            secondStep.forget(account);
            sessions.endOf(id, null);
            audit.append(
                    new Act(actor.forLog(), "account.second-step-forgotten", id.toString(), account.account(), ""));
        });
        return Map.of();
    }

    /** Where an account is signed in now. */
    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.OWN_UNITS)
    @GetMapping("/api/accounts/{account}/sessions")
    List<Place> sessions(@PathVariable("account") UUID id, Actor actor) {
        return sessions.of(own(id, actor).id()).stream()
                .map(session ->
                        new Place(session.id(), session.from(), session.agent(), session.madeAt(), session.lastSeen()))
                .toList();
    }

    /** Lets the owner of an account try again at once. */
    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.OWN_UNITS)
    @PostMapping("/api/accounts/{account}/tries/forget")
    Map<String, String> tries(@PathVariable("account") UUID id, Actor actor) {
        Account account = own(id, actor);
        transactions.executeWithoutResult(status ->
                audit.append(new Act(actor.forLog(), "tries.forgotten", account.account(), Door.SIGN_IN.name(), "")));
        if (!tries.forget(Door.SIGN_IN, account.account(), "")) {
            throw new AccessRefused.Unknown("tries");
        }
        return Map.of();
    }

    /** Ends all sessions of an account. */
    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.OWN_UNITS)
    @PostMapping("/api/accounts/{account}/sessions/end")
    Map<String, String> end(@PathVariable("account") UUID id, Actor actor) {
        transactions.executeWithoutResult(status -> {
            Account account = own(id, actor);
            sessions.endOf(id, null);
            audit.append(new Act(actor.forLog(), "session.ended", id.toString(), account.account(), ""));
        });
        return Map.of();
    }

    private Code code(UUID id) {
        return new Code(id, signIn.newCode(id), clock.instant().plus(SignIn.CODE_HOLDS));
    }

    private static Account real(Account account) {
        if (account.demo()) {
            throw new AccessRefused.Conflict("demo-account", "Tài khoản mẫu không có mật khẩu.");
        }
        return account;
    }

    /** One that the actor may change. */
    private Account own(UUID id, Actor actor) {
        Account account = accounts.find(id).orElseThrow(() -> new AccessRefused.Unknown("account"));
        if (!mayChange(account, actor)) {
            throw new AccessRefused.NotYours();
        }
        return account;
    }

    private boolean mayChange(Account account, Actor actor) {
        boolean all = account.grants().stream().allMatch(grant -> administers(actor, grant));
        return access.holdsHouse(actor, Role.ADMINISTRATOR)
                || (all && !account.grants().isEmpty());
    }

    private boolean administers(Actor actor, Account.StoredGrant grant) {
        UUID unit = grant.unit();
        return unit == null
                ? access.holdsHouse(actor, Role.ADMINISTRATOR)
                : access.holds(actor, unit, Role.ADMINISTRATOR);
    }

    /** What is wanted, as far as the actor may give it. Today's root is kept as the house: next year it may be another. */
    private List<Account.StoredGrant> grants(@Nullable List<Wanted> wanted, Actor actor) {
        UnitTree tree = trees.today();
        UUID root = tree.root().map(UnitPeriod::unit).orElse(null);
        List<Wanted> list = BadInput.given("grants", wanted);
        if (list.size() > MAX_GRANTS) {
            throw new BadInput("grants", "Quá nhiều quyền cho một tài khoản.");
        }
        LinkedHashSet<Account.StoredGrant> grants = new LinkedHashSet<>();
        for (Wanted one : list) {
            UUID unit = one.unit();
            if (unit != null && tree.find(unit).isEmpty()) {
                throw new AccessRefused.Unknown("unit");
            }
            Account.StoredGrant grant = new Account.StoredGrant(
                    BadInput.given("role", one.role()), unit == null || unit.equals(root) ? null : unit);
            if (!administers(actor, grant)) {
                throw new AccessRefused.NotYours();
            }
            grants.add(grant);
        }
        if (grants.isEmpty() && !access.holdsHouse(actor, Role.ADMINISTRATOR)) {
            throw new BadInput("grants", "Tài khoản cần ít nhất một quyền.");
        }
        return new ArrayList<>(grants);
    }

    private static Line line(Account account, UnitTree tree, boolean changeable, @Nullable Delay delay) {
        return new Line(
                account.id(),
                account.account(),
                account.name(),
                account.demo(),
                account.disabled(),
                account.ready(),
                account.secondStep(),
                account.madeAt(),
                account.grants().stream()
                        .map(grant -> {
                            UUID unit = grant.unit();
                            return new At(
                                    grant.role(),
                                    unit,
                                    (unit == null ? tree.root() : tree.find(unit))
                                            .map(UnitPeriod::name)
                                            .orElse(""));
                        })
                        .toList(),
                changeable,
                delay);
    }

    /** Words of ours and ids: nothing to be escaped. */
    private static String detail(List<Account.StoredGrant> grants) {
        StringBuilder json = new StringBuilder("{\"grants\":[");
        for (Account.StoredGrant grant : grants) {
            json.append(json.charAt(json.length() - 1) == '[' ? "" : ",")
                    .append("{\"role\":\"")
                    .append(grant.role())
                    .append("\",\"unit\":")
                    .append(grant.unit() == null ? "null" : "\"" + grant.unit() + "\"")
                    .append('}');
        }
        return json.append("]}").toString();
    }
}
