package vn.nharong.control.administration;

import java.time.Instant;
import java.util.List;
import java.util.Map;
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
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.Role;
import vn.nharong.control.identity.Session;
import vn.nharong.control.identity.Sessions;
import vn.nharong.control.web.BadInput;
import vn.nharong.door.Door;
import vn.nharong.door.FailedTries;

/** Who is in the house, and who stands before its doors. */
@RestController
class SecurityController {
    private final Sessions sessions;
    private final FailedTries tries;
    private final AuditLog audit;
    private final TransactionTemplate transactions;

    SecurityController(Sessions sessions, FailedTries tries, AuditLog audit, TransactionTemplate transactions) {
        this.sessions = sessions;
        this.tries = tries;
        this.audit = audit;
        this.transactions = transactions;
    }

    record Line(UUID id, String account, String name, String from, String agent, Instant madeAt, Instant lastSeen) {
        static Line of(Session session) {
            return new Line(
                    session.id(),
                    session.accountName(),
                    session.name(),
                    session.from(),
                    session.agent(),
                    session.madeAt(),
                    session.lastSeen());
        }
    }

    record Whom(
            @Nullable Door door,
            @Nullable String account,
            @Nullable String address) {}

    /** Everybody's. */
    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.HOUSE)
    @GetMapping("/api/sessions")
    List<Line> sessions() {
        return sessions.all().stream().map(Line::of).toList();
    }

    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.HOUSE)
    @PostMapping("/api/sessions/{session}/end")
    Map<String, String> end(@PathVariable("session") UUID session, Actor actor) {
        transactions.executeWithoutResult(status -> {
            if (!sessions.end(session)) {
                throw new AccessRefused.Unknown("session");
            }
            audit.append(new Act(actor.forLog(), "session.ended", session.toString(), "administrator", ""));
        });
        return Map.of();
    }

    /** Who has to wait after wrong tries, and how long. */
    @Allowed(
            value = {Role.ADMINISTRATOR, Role.OPERATOR},
            in = Allowed.Scope.HOUSE)
    @GetMapping("/api/tries")
    List<FailedTries.Slowed> tries() {
        return tries.slowed();
    }

    /** Lets somebody try again at once. */
    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.HOUSE)
    @PostMapping("/api/tries/forget")
    Map<String, String> forget(@RequestBody Whom whom, Actor actor) {
        Door door = BadInput.given("door", whom.door());
        String account = BadInput.optional("account", whom.account(), 400);
        String address = BadInput.optional("address", whom.address(), 100);
        transactions.executeWithoutResult(status -> audit.append(new Act(
                actor.forLog(),
                "tries.forgotten",
                account.isEmpty() ? address : account.substring(0, Math.min(account.length(), 100)),
                door.name(),
                "")));
        if (!tries.forget(door, account, address)) {
            throw new AccessRefused.Unknown("tries");
        }
        return Map.of();
    }
}
