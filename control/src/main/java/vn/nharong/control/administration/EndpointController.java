package vn.nharong.control.administration;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import vn.nharong.control.audit.Act;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.directory.Endpoint;
import vn.nharong.control.directory.Endpoints;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.Role;
import vn.nharong.control.web.BadInput;

/** The sites' devices; their keys are the pairing's. */
@RestController
class EndpointController {
    private static final int MAX_NAME = 200;

    private final Endpoints endpoints;
    private final AuditLog audit;
    private final TransactionTemplate transactions;

    EndpointController(Endpoints endpoints, AuditLog audit, TransactionTemplate transactions) {
        this.endpoints = endpoints;
        this.audit = audit;
        this.transactions = transactions;
    }

    record New(
            Endpoint.@Nullable Kind kind,
            Endpoint.@Nullable Role role,
            @Nullable String name,
            @Nullable String address) {}

    /** What is null stays as it is. */
    record Change(
            Endpoint.@Nullable Role role,
            @Nullable String name,
            @Nullable String address) {}

    record Made(UUID id) {}

    /** Another device of a site: a spare screen, a telephone. */
    @Allowed(
            value = {Role.ADMINISTRATOR, Role.DISTRICT_CLERK},
            in = Allowed.Scope.UNIT)
    @PostMapping("/api/sites/{site}/endpoints")
    Made add(@PathVariable("site") UUID site, @RequestBody New wish, Actor actor) {
        Endpoint endpoint = new Endpoint(
                UUID.randomUUID(),
                site,
                BadInput.given("kind", wish.kind()),
                BadInput.given("role", wish.role()),
                BadInput.line("name", wish.name(), MAX_NAME),
                BadInput.optional("address", wish.address(), MAX_NAME),
                null,
                null,
                null);
        transactions.executeWithoutResult(status -> {
            endpoints.add(endpoint);
            audit.append(new Act(actor.forLog(), "endpoint.added", endpoint.id().toString(), endpoint.name(), ""));
        });
        return new Made(endpoint.id());
    }

    @Allowed(
            value = {Role.ADMINISTRATOR, Role.DISTRICT_CLERK},
            in = Allowed.Scope.UNIT)
    @PatchMapping("/api/endpoints/{endpoint}")
    Map<String, String> change(@PathVariable("endpoint") UUID id, @RequestBody Change change, Actor actor) {
        transactions.executeWithoutResult(status -> {
            Endpoint before = find(id);
            String name = change.name();
            String address = change.address();
            Endpoint next = new Endpoint(
                    id,
                    before.site(),
                    before.kind(),
                    Objects.requireNonNullElse(change.role(), before.role()),
                    name == null ? before.name() : BadInput.line("name", name, MAX_NAME),
                    address == null ? before.address() : BadInput.optional("address", address, MAX_NAME),
                    before.pairedAt(),
                    before.lastSeen(),
                    before.revokedAt());
            endpoints.change(next);
            audit.append(new Act(actor.forLog(), "endpoint.changed", id.toString(), next.name(), ""));
        });
        return Map.of();
    }

    /** Takes away what was entered by mistake. What had a key stays, since the log speaks of it: it is revoked instead. */
    @Allowed(
            value = {Role.ADMINISTRATOR, Role.DISTRICT_CLERK},
            in = Allowed.Scope.UNIT)
    @PostMapping("/api/endpoints/{endpoint}/remove")
    Map<String, String> remove(@PathVariable("endpoint") UUID id, Actor actor) {
        transactions.executeWithoutResult(status -> {
            Endpoint before = find(id);
            if (before.pairedAt() != null || before.lastSeen() != null) {
                throw new AccessRefused.Conflict(
                        "endpoint-used", "Thiết bị này đã từng được ghép nên không xóa được; hãy thu hồi.");
            }
            endpoints.remove(id);
            audit.append(new Act(actor.forLog(), "endpoint.removed", id.toString(), before.name(), ""));
        });
        return Map.of();
    }

    private Endpoint find(UUID id) {
        return endpoints.find(id).orElseThrow(() -> new AccessRefused.Unknown("endpoint"));
    }
}
