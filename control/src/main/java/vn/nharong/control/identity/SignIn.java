package vn.nharong.control.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.nharong.control.audit.Act;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.door.Door;
import vn.nharong.door.FailedTries;

/** The doors at which people show what they know. Every refusal is written down, as is every success. Any thread. */
@Component
public class SignIn {
    /** So long somebody has to set the first password. */
    public static final Duration CODE_HOLDS = Duration.ofDays(7);

    private final Accounts accounts;
    private final Sessions sessions;
    private final Passwords passwords;
    private final SecondStep secondStep;
    private final FailedTries tries;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    SignIn(
            Accounts accounts,
            Sessions sessions,
            Passwords passwords,
            SecondStep secondStep,
            FailedTries tries,
            AuditLog audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.passwords = passwords;
        this.secondStep = secondStep;
        this.tries = tries;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Where somebody comes from, for the log and the list of sessions. */
    public record From(String address, String agent) {}

    /** As it is compared: people write names with capitals and blanks around. */
    public static String typed(String account) {
        return account.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * By account and password.
     *
     * @param code of the second step; empty for none
     * @throws AccessRefused when it is not so
     */
    public Sessions.Begun signIn(String account, String password, String code, From from) {
        String name = typed(account);
        begin(Door.SIGN_IN, name, from);
        Optional<Accounts.Keys> keys = accounts.keys(name);
        // Compared in any case: the time it takes must not tell whether there is such an account.
        boolean right = passwords.matches(
                password, keys.map(Accounts.Keys::passwordHash).orElse(""));
        if (keys.isEmpty() || !right || keys.get().disabled()) {
            throw wrong(name, "password", from);
        }
        UUID id = keys.get().id();
        if (keys.get().totpConfirmed() && code.isBlank()) {
            // What was shown is right: this was no guess.
            tries.passed(Door.SIGN_IN, name);
            throw new AccessRefused.CodeRequired();
        }
        Optional<Sessions.Begun> begun = transactions.execute(status -> {
            if (keys.get().totpConfirmed() && !secondStep.passes(keys.get(), code)) {
                return Optional.empty();
            }
            if (passwords.outdated(keys.get().passwordHash())) {
                accounts.password(id, passwords.hash(name, password));
            }
            return Optional.of(begun(id, keys.get().totpConfirmed(), "password", from));
        });
        if (begun.isEmpty()) {
            throw wrong(name, "second step", from);
        }
        tries.passed(Door.SIGN_IN, name);
        return begun.get();
    }

    /** The second step, for a session that was begun without. */
    public void verify(Session session, String code, From from) {
        begin(Door.SIGN_IN, session.accountName(), from);
        boolean passed = transactions.execute(status -> {
            Accounts.Keys keys =
                    accounts.keys(session.account()).orElseThrow(() -> new AccessRefused.Unknown("account"));
            if (!keys.totpConfirmed() || !secondStep.passes(keys, code)) {
                return false;
            }
            sessions.verified(session.id());
            audit.append(new Act(
                    session.name() + " (" + session.account() + ")",
                    "session.verified",
                    session.id().toString(),
                    from.address(),
                    ""));
            return true;
        });
        if (!passed) {
            throw wrong(session.accountName(), "second step", from);
        }
        tries.passed(Door.SIGN_IN, session.accountName());
    }

    /** The application of the second step shows our codes. @return recovery codes */
    public List<String> confirm(Session session, String code, From from) {
        begin(Door.SIGN_IN, session.accountName(), from);
        try {
            List<String> codes = Objects.requireNonNull(transactions.execute(status -> {
                Account account =
                        accounts.find(session.account()).orElseThrow(() -> new AccessRefused.Unknown("account"));
                List<String> made = secondStep.confirm(account, code);
                sessions.verified(session.id());
                // Whoever came in by the password alone has to come again.
                sessions.endOf(account.id(), session.id());
                audit.append(new Act(
                        account.forLog(),
                        "account.second-step-set",
                        account.id().toString(),
                        from.address(),
                        ""));
                return made;
            }));
            tries.passed(Door.SIGN_IN, session.accountName());
            return codes;
        } catch (AccessRefused.Wrong e) {
            throw wrong(session.accountName(), "second step", from);
        }
    }

    /** Without a password: an account of the sample province, whose door the caller has looked after. */
    public Sessions.Begun demo(Account account, From from) {
        if (!account.demo()) {
            throw new IllegalArgumentException("no account of sample data: " + account.id());
        }
        return Objects.requireNonNull(transactions.execute(status -> begun(account.id(), true, "demo", from)));
    }

    private Sessions.Begun begun(UUID account, boolean verified, String by, From from) {
        Account who = accounts.find(account).orElseThrow(() -> new AccessRefused.Unknown("account"));
        Sessions.Begun begun = sessions.begin(account, verified, from.address(), from.agent());
        audit.append(new Act(who.forLog(), "session.begun", begun.session().toString(), by, json(from)));
        return begun;
    }

    public void signOut(Session session) {
        transactions.executeWithoutResult(status -> {
            sessions.end(session.id());
            audit.append(new Act(
                    session.name() + " (" + session.account() + ")",
                    "session.ended",
                    session.id().toString(),
                    "sign-out",
                    ""));
        });
    }

    /**
     * A code with which the account's owner sets a password, to be handed over by whoever asked for it.
     *
     * @return shown this once
     */
    public String newCode(UUID account) {
        String code = Secrets.code(4, 4);
        accounts.code(
                account, Secrets.hash(Secrets.typed(code)), clock.instant().plus(CODE_HOLDS));
        return code;
    }

    /** The owner of an account sets its password by the one-time code. Sessions of before are ended. */
    public void password(String account, String code, String password, From from) {
        String name = typed(account);
        begin(Door.ONE_TIME_CODE, name, from);
        Instant now = clock.instant();
        Optional<Account> found = accounts.named(name).filter(each -> !each.disabled() && !each.demo());
        String hash = Secrets.hash(Secrets.typed(code));
        if (found.isEmpty() || !accounts.codeHolds(found.get().id(), hash, now)) {
            refused(Door.ONE_TIME_CODE, name, "one-time code", from);
            throw new AccessRefused.CodeRefused();
        }
        tries.passed(Door.ONE_TIME_CODE, name);
        Account owner = found.get();
        String made = passwords.hash(name, password);
        transactions.executeWithoutResult(status -> {
            if (!accounts.codeHolds(owner.id(), hash, now)) {
                throw new AccessRefused.CodeRefused();
            }
            accounts.password(owner.id(), made);
            sessions.endOf(owner.id(), null);
            audit.append(new Act(
                    owner.forLog(), "account.password-set", owner.id().toString(), "one-time code", json(from)));
        });
        tries.passed(Door.SIGN_IN, name);
    }

    /** Somebody who is signed in sets another password. Other sessions are ended. */
    public void change(Session session, String old, String password, From from) {
        String name = session.accountName();
        begin(Door.SIGN_IN, name, from);
        String hash = accounts.keys(session.account())
                .map(Accounts.Keys::passwordHash)
                .orElse("");
        if (!passwords.matches(old, hash)) {
            throw wrong(name, "password", from);
        }
        tries.passed(Door.SIGN_IN, name);
        String made = passwords.hash(name, password);
        transactions.executeWithoutResult(status -> {
            accounts.password(session.account(), made);
            sessions.endOf(session.account(), session.id());
            audit.append(new Act(
                    session.name() + " (" + session.account() + ")",
                    "account.password-set",
                    session.account().toString(),
                    "old password",
                    json(from)));
        });
    }

    /** Makes an account and its password in one, for the first administrator. */
    void first(UUID id, String account, String name, String password, Supplier<Act> act) {
        String hash = passwords.hash(account, password);
        transactions.executeWithoutResult(status -> {
            if (!accounts.none()) {
                throw new AccessRefused.CodeRefused();
            }
            accounts.add(
                    id,
                    account,
                    name,
                    false,
                    List.of(new Account.StoredGrant(Role.ADMINISTRATOR, null)),
                    clock.instant());
            accounts.password(id, hash);
            audit.append(act.get());
        });
    }

    private void begin(Door door, String account, From from) {
        int seconds = tries.begin(door, account, from.address());
        if (seconds > 0) {
            throw new AccessRefused.Slowed(seconds);
        }
    }

    private AccessRefused wrong(String account, String what, From from) {
        refused(Door.SIGN_IN, account, what, from);
        return new AccessRefused.Wrong();
    }

    /** Who tried is not known: the account is only what was claimed. */
    private void refused(Door door, String account, String what, From from) {
        tries.failed(door, from.address());
        String claimed = account.codePoints()
                .filter(each -> !Character.isISOControl(each))
                .limit(60)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        transactions.executeWithoutResult(
                status -> audit.append(new Act("(unknown)", "session.refused", claimed, what, json(from))));
    }

    private static String json(From from) {
        return "{\"from\":\"" + from.address().replace("\\", "").replace("\"", "") + "\"}";
    }
}
