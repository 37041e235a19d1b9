package vn.nharong.control.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.nharong.control.audit.Act;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.Account;
import vn.nharong.control.identity.Accounts;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.Role;
import vn.nharong.control.identity.SecondStep;
import vn.nharong.control.identity.Session;
import vn.nharong.control.identity.Sessions;
import vn.nharong.control.identity.SignIn;

/** What people do with their own account. */
@RestController
class OwnController {
    private final Accounts accounts;
    private final Sessions sessions;
    private final SignIn signIn;
    private final SecondStep secondStep;
    private final AuditLog audit;
    private final TransactionTemplate transactions;

    OwnController(
            Accounts accounts,
            Sessions sessions,
            SignIn signIn,
            SecondStep secondStep,
            AuditLog audit,
            TransactionTemplate transactions) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.signIn = signIn;
        this.secondStep = secondStep;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * A session as its list shows it.
     *
     * @param current it is the one that asks
     */
    record Line(
            UUID id,
            String account,
            String name,
            String from,
            String agent,
            Instant madeAt,
            Instant lastSeen,
            boolean current) {
        static Line of(Session session, @Nullable UUID current) {
            return new Line(
                    session.id(),
                    session.accountName(),
                    session.name(),
                    session.from(),
                    session.agent(),
                    session.madeAt(),
                    session.lastSeen(),
                    session.id().equals(current));
        }
    }

    record Change(@Nullable String old, @Nullable String password) {}

    record Code(@Nullable String code) {}

    record Recovery(List<String> codes) {}

    @Allowed(in = Allowed.Scope.SIGNED_IN)
    @GetMapping("/api/me/sessions")
    List<Line> sessions(Arrival arrival) {
        Session own = person(arrival);
        return sessions.of(own.account()).stream()
                .map(session -> Line.of(session, own.id()))
                .toList();
    }

    @Allowed(in = Allowed.Scope.SIGNED_IN)
    @PostMapping("/api/me/sessions/{session}/end")
    Map<String, String> end(@PathVariable("session") UUID session, Arrival arrival) {
        Session own = person(arrival);
        Session other = sessions.get(session)
                .filter(each -> each.account().equals(own.account()))
                .orElseThrow(() -> new AccessRefused.Unknown("session"));
        signIn.signOut(other);
        return Map.of();
    }

    /** Everywhere but here. */
    @Allowed(in = Allowed.Scope.SIGNED_IN)
    @PostMapping("/api/me/sessions/end")
    Map<String, String> endOthers(Arrival arrival) {
        Session own = person(arrival);
        transactions.executeWithoutResult(status -> {
            sessions.endOf(own.account(), own.id());
            audit.append(new Act(
                    own.name() + " (" + own.account() + ")",
                    "session.ended",
                    own.account().toString(),
                    "all others",
                    ""));
        });
        return Map.of();
    }

    @Allowed(in = Allowed.Scope.SIGNED_IN)
    @PostMapping("/api/me/password")
    Map<String, String> password(@RequestBody Change wish, HttpServletRequest request, Arrival arrival) {
        signIn.change(
                person(arrival),
                DoorController.secret("old", wish.old()),
                DoorController.secret("password", wish.password()),
                DoorController.from(request));
        return Map.of();
    }

    /** A secret for an application of the second step. Who has one already shows a code of it first. */
    @Allowed(in = Allowed.Scope.SIGNED_IN)
    @PostMapping("/api/me/second-step")
    SecondStep.Offer offer(@RequestBody Code wish, HttpServletRequest request, Arrival arrival) {
        Session own = person(arrival);
        Account account = accounts.find(own.account()).orElseThrow(() -> new AccessRefused.Unknown("account"));
        if (account.demo()) {
            throw new AccessRefused.Conflict("demo-account", "Tài khoản mẫu không dùng xác thực hai bước.");
        }
        if (account.secondStep()) {
            signIn.verify(own, DoorController.secret("code", wish.code()), DoorController.from(request));
        }
        return Objects.requireNonNull(transactions.execute(status -> {
            audit.append(new Act(
                    account.forLog(),
                    "account.second-step-offered",
                    account.id().toString(),
                    "own",
                    ""));
            return secondStep.offer(account);
        }));
    }

    /** The application shows codes of it. The answer's recovery codes are shown this once. */
    @Allowed(in = Allowed.Scope.SIGNED_IN)
    @PostMapping("/api/me/second-step/confirm")
    Recovery confirm(@RequestBody Code wish, HttpServletRequest request, Arrival arrival) {
        return new Recovery(signIn.confirm(
                person(arrival), DoorController.secret("code", wish.code()), DoorController.from(request)));
    }

    /** Signing in by the password alone from now on; not for who administers, who could do nothing more. */
    @Allowed(in = Allowed.Scope.SIGNED_IN)
    @PostMapping("/api/me/second-step/remove")
    Map<String, String> remove(@RequestBody Code wish, HttpServletRequest request, Arrival arrival) {
        Session own = person(arrival);
        Account account = accounts.find(own.account()).orElseThrow(() -> new AccessRefused.Unknown("account"));
        if (account.grants().stream().anyMatch(grant -> grant.role() == Role.ADMINISTRATOR)) {
            throw new AccessRefused.Conflict(
                    "second-step-kept",
                    "Tài khoản quản trị phải giữ xác thực hai bước; có thể đổi sang điện thoại khác.");
        }
        signIn.verify(own, DoorController.secret("code", wish.code()), DoorController.from(request));
        transactions.executeWithoutResult(status -> {
            secondStep.forget(account);
            audit.append(new Act(
                    account.forLog(),
                    "account.second-step-removed",
                    account.id().toString(),
                    "own",
                    ""));
        });
        return Map.of();
    }

    /** Takes the second step in a session that was begun without. */
    @Allowed(in = Allowed.Scope.SIGNED_IN)
    @PostMapping("/api/me/second-step/verify")
    Map<String, String> verify(@RequestBody Code wish, HttpServletRequest request, Arrival arrival) {
        signIn.verify(person(arrival), DoorController.secret("code", wish.code()), DoorController.from(request));
        return Map.of();
    }

    /** A device has no account. */
    private static Session person(Arrival arrival) {
        if (arrival.person() == null) {
            throw new AccessRefused.NotYours();
        }
        return arrival.person().session();
    }
}
