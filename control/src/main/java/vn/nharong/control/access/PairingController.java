package vn.nharong.control.access;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import vn.nharong.control.audit.Act;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.directory.Endpoint;
import vn.nharong.control.directory.Endpoints;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.Role;
import vn.nharong.control.web.BadInput;
import vn.nharong.door.Door;
import vn.nharong.door.FailedTries;

/** A screen gets its key: it shows a code, somebody who may types it, it fetches the key. Nobody has a password to tell. */
@RestController
class PairingController {
    private static final int MAX_CODE = 20;

    private final Pairings pairings;
    private final Devices devices;
    private final Endpoints endpoints;
    private final FailedTries tries;
    private final AuditLog audit;
    private final TransactionTemplate transactions;

    PairingController(
            Pairings pairings,
            Devices devices,
            Endpoints endpoints,
            FailedTries tries,
            AuditLog audit,
            TransactionTemplate transactions) {
        this.pairings = pairings;
        this.devices = devices;
        this.endpoints = endpoints;
        this.tries = tries;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** @param endpoint which of the site's devices; null for its main kiosk */
    record Typed(@Nullable String code, @Nullable UUID endpoint) {}

    record Done(UUID endpoint) {}

    /**
     * A code to be shown. Each asking counts as a failed try of the address: a screen asks every ten minutes, who asks for
     * more waits.
     */
    @Allowed(in = Allowed.Scope.ANYBODY)
    @PostMapping("/api/kiosk/pair")
    Pairings.Offer offer(HttpServletRequest request) {
        int seconds = tries.begin(Door.PAIRING, null, request.getRemoteAddr());
        if (seconds > 0) {
            throw new AccessRefused.Slowed(seconds);
        }
        tries.failed(Door.PAIRING, request.getRemoteAddr());
        return pairings.offer();
    }

    /** {@code event: paired}, with nothing in it: then {@code claim}. Ends with the code. */
    @Allowed(in = Allowed.Scope.ANYBODY)
    @GetMapping(path = "/api/kiosk/pair/{poll}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter events(@PathVariable("poll") String poll) throws IOException {
        SseEmitter stream = new SseEmitter(Pairings.HOLDS.toMillis());
        boolean waits = pairings.tell(poll, () -> {
            try {
                stream.send(SseEmitter.event().name("paired").data("{}"));
                stream.complete();
            } catch (IOException | IllegalStateException e) {
                // The screen has gone; when it comes back it is told at once.
                stream.completeWithError(e);
            }
        });
        if (!waits) {
            throw new AccessRefused.Unknown("pairing");
        }
        stream.send(SseEmitter.event().comment("waiting"));
        return stream;
    }

    /** Gives the screen its key as a cookie, once. */
    @Allowed(in = Allowed.Scope.ANYBODY)
    @PostMapping("/api/kiosk/pair/{poll}/claim")
    Done claim(@PathVariable("poll") String poll, HttpServletResponse response) {
        Pairings.Paired paired = pairings.claim(poll).orElseThrow(() -> new AccessRefused.Unknown("pairing"));
        String key = Objects.requireNonNull(transactions.execute(status -> {
            String made = devices.pair(paired.endpoint());
            audit.append(
                    new Act(paired.by(), "endpoint.paired", paired.endpoint().toString(), "pairing code", ""));
            return made;
        }));
        Cookies.device(response, key);
        return new Done(paired.endpoint());
    }

    /** Types what a screen shows. */
    @Allowed(
            value = {Role.ADMINISTRATOR, Role.DISTRICT_CLERK},
            in = Allowed.Scope.UNIT)
    @PostMapping("/api/sites/{site}/pair")
    Done pair(@PathVariable("site") UUID site, @RequestBody Typed typed, Actor actor, HttpServletRequest request) {
        String code = BadInput.line("code", typed.code(), MAX_CODE);
        int seconds = tries.begin(Door.PAIRING, actor.id(), request.getRemoteAddr());
        if (seconds > 0) {
            throw new AccessRefused.Slowed(seconds);
        }
        if (!pairings.waits(code)) {
            tries.failed(Door.PAIRING, request.getRemoteAddr());
            throw new AccessRefused.CodeRefused();
        }
        UUID wanted = typed.endpoint();
        Endpoint endpoint = Objects.requireNonNull(transactions.execute(status -> {
            if (wanted == null) {
                return devices.kiosk(site);
            }
            return endpoints
                    .find(wanted)
                    .filter(each -> each.site().equals(site))
                    .orElseThrow(() -> new AccessRefused.Unknown("endpoint"));
        }));
        if (!pairings.pair(code, new Pairings.Paired(endpoint.id(), actor.forLog()))) {
            throw new AccessRefused.CodeRefused();
        }
        tries.passed(Door.PAIRING, actor.id());
        return new Done(endpoint.id());
    }

    /** Takes an endpoint's key from it; what is open by it ends at once. */
    @Allowed(
            value = {Role.ADMINISTRATOR, Role.DISTRICT_CLERK},
            in = Allowed.Scope.UNIT)
    @PostMapping("/api/endpoints/{endpoint}/revoke")
    Map<String, String> revoke(@PathVariable("endpoint") UUID endpoint, Actor actor) {
        transactions.executeWithoutResult(status -> {
            devices.revoke(endpoint);
            audit.append(new Act(actor.forLog(), "endpoint.revoked", endpoint.toString(), "by hand", ""));
        });
        return Map.of();
    }
}
