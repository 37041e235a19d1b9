package vn.nharong.control.administration;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import vn.nharong.control.access.Access;
import vn.nharong.control.access.Devices;
import vn.nharong.control.audit.Act;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.directory.Endpoint;
import vn.nharong.control.directory.Endpoints;
import vn.nharong.control.directory.Organisation;
import vn.nharong.control.directory.Organisations;
import vn.nharong.control.directory.ShortName;
import vn.nharong.control.directory.Site;
import vn.nharong.control.directory.Sites;
import vn.nharong.control.directory.UnitPeriod;
import vn.nharong.control.directory.UnitTree;
import vn.nharong.control.directory.UnitTrees;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Allowed;
import vn.nharong.control.identity.Role;
import vn.nharong.control.web.BadInput;

/** The sites. */
@RestController
class SiteController {
    private static final int MAX_NAME = 200;
    private static final int MAX_PHONE = 60;
    private static final int MAX_SITES = 1_000_000;

    private final Sites sites;
    private final Endpoints endpoints;
    private final Organisations organisations;
    private final UnitTrees trees;
    private final Access access;
    private final Devices devices;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    SiteController(
            Sites sites,
            Endpoints endpoints,
            Organisations organisations,
            UnitTrees trees,
            Access access,
            Devices devices,
            AuditLog audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.sites = sites;
        this.endpoints = endpoints;
        this.organisations = organisations;
        this.trees = trees;
        this.access = access;
        this.devices = devices;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A site.
     *
     * @param place the unit that its unit is part of, which tells apart those of the same name
     * @param closedOn the first day on which it is no more; null while no end is known
     */
    record Line(
            UUID id,
            UUID unit,
            String name,
            String shortName,
            String place,
            @Nullable String organisation,
            int order,
            boolean hall,
            String phone,
            @Nullable LocalDate closedOn,
            List<Device> endpoints) {}

    record Device(
            UUID id,
            Endpoint.Kind kind,
            Endpoint.Role role,
            String name,
            String address,
            @Nullable Instant pairedAt,
            @Nullable Instant lastSeen,
            boolean revoked) {
        static Device of(Endpoint endpoint) {
            return new Device(
                    endpoint.id(),
                    endpoint.kind(),
                    endpoint.role(),
                    endpoint.name(),
                    endpoint.address(),
                    endpoint.pairedAt(),
                    endpoint.lastSeen(),
                    endpoint.revokedAt() != null);
        }
    }

    record New(
            @Nullable UUID unit,
            @Nullable String name,
            @Nullable String organisation,
            @Nullable Boolean hall,
            @Nullable String phone,
            @Nullable Integer order) {}

    /**
     * What is null stays as it is.
     *
     * @param organisation empty: the room is its unit's own
     * @param reopened true: it has no end any more
     */
    record Change(
            @Nullable String name,
            @Nullable String organisation,
            @Nullable String phone,
            @Nullable Boolean hall,
            @Nullable Integer order,
            @Nullable LocalDate closedOn,
            @Nullable Boolean reopened) {
        boolean onlyPhone() {
            return name == null
                    && organisation == null
                    && hall == null
                    && order == null
                    && closedOn == null
                    && reopened == null;
        }

        @Nullable
        LocalDate end(@Nullable LocalDate before) {
            return Boolean.TRUE.equals(reopened) ? null : closedOn == null ? before : closedOn;
        }
    }

    record Made(UUID id) {}

    /**
     * Those of the reader's own part of the tree, in official order.
     *
     * @param closed with those that are no more
     */
    @Allowed(
            value = {Role.ADMINISTRATOR, Role.OPERATOR, Role.SECRETARY, Role.CHAIR, Role.DISTRICT_CLERK, Role.OBSERVER},
            in = Allowed.Scope.OWN_UNITS)
    @GetMapping("/api/sites")
    List<Line> sites(@RequestParam(name = "closed", defaultValue = "false") boolean closed, Actor actor) {
        UnitTree tree = trees.today();
        boolean all = access.holdsHouse(actor, Role.values());
        Set<UUID> own = access.units(actor);
        Map<UUID, List<Device>> found = new HashMap<>();
        for (Endpoint endpoint : endpoints.all()) {
            found.computeIfAbsent(endpoint.site(), made -> new java.util.ArrayList<>())
                    .add(Device.of(endpoint));
        }
        Map<UUID, String> names =
                organisations.all().stream().collect(Collectors.toMap(Organisation::id, Organisation::name));
        return (closed ? sites.all() : sites.on(LocalDate.now(clock)))
                .stream()
                        .filter(site -> all || own.contains(site.unit()))
                        .map(site -> line(site, tree, names, found.getOrDefault(site.id(), List.of())))
                        .toList();
    }

    private static Line line(Site site, UnitTree tree, Map<UUID, String> organisations, List<Device> devices) {
        UnitPeriod unit = tree.find(site.unit()).orElse(null);
        UUID parent = unit == null ? null : unit.parent();
        UUID organisation = site.organisation();
        return new Line(
                site.id(),
                site.unit(),
                site.name(),
                ShortName.of(site.name(), unit == null ? "" : unit.type()),
                parent == null ? "" : tree.find(parent).map(UnitPeriod::name).orElse(""),
                organisation == null ? null : organisations.get(organisation),
                site.officialOrder(),
                site.hall(),
                site.phone(),
                site.closedOn(),
                devices);
    }

    @Allowed(value = Role.ADMINISTRATOR, in = Allowed.Scope.OWN_UNITS)
    @PostMapping("/api/sites")
    Made add(@RequestBody New wish, Actor actor) {
        UUID unit = BadInput.given("unit", wish.unit());
        if (trees.today().find(unit).isEmpty()) {
            throw new AccessRefused.Unknown("unit");
        }
        access.require(actor, unit, Role.ADMINISTRATOR);
        String name = BadInput.line("name", wish.name(), MAX_NAME);
        String phone = BadInput.optional("phone", wish.phone(), MAX_PHONE);
        Integer order = wish.order();
        UUID id = UUID.randomUUID();
        transactions.executeWithoutResult(status -> {
            Site site = new Site(
                    id,
                    unit,
                    ofName(unit, wish.organisation()),
                    name,
                    order == null ? sites.nextOrder() : order(order),
                    Boolean.TRUE.equals(wish.hall()),
                    phone,
                    null);
            sites.add(site);
            audit.append(new Act(actor.forLog(), "site.added", id.toString(), name, ""));
        });
        return new Made(id);
    }

    /** The organisation called so in that unit, made when there is none; null for the unit's own room. */
    private @Nullable UUID ofName(UUID unit, @Nullable String given) {
        String name = BadInput.optional("organisation", given, MAX_NAME);
        if (name.isEmpty()) {
            return null;
        }
        return organisations
                .named(unit, name)
                .orElseGet(() -> {
                    Organisation made = new Organisation(UUID.randomUUID(), unit, name);
                    organisations.add(made);
                    return made;
                })
                .id();
    }

    /** A clerk keeps the telephone number up to date; the rest is an administrator's. */
    @Allowed(
            value = {Role.ADMINISTRATOR, Role.DISTRICT_CLERK},
            in = Allowed.Scope.UNIT)
    @PatchMapping("/api/sites/{site}")
    Map<String, String> change(@PathVariable("site") UUID id, @RequestBody Change change, Actor actor) {
        transactions.executeWithoutResult(status -> {
            Site site = sites.find(id).orElseThrow(() -> new AccessRefused.Unknown("site"));
            if (!change.onlyPhone()) {
                access.require(actor, site.unit(), Role.ADMINISTRATOR);
            }
            String name = change.name();
            String phone = change.phone();
            Integer order = change.order();
            String organisation = change.organisation();
            Site next = new Site(
                    id,
                    site.unit(),
                    organisation == null ? site.organisation() : ofName(site.unit(), organisation),
                    name == null ? site.name() : BadInput.line("name", name, MAX_NAME),
                    order == null ? site.officialOrder() : order(order),
                    Objects.requireNonNullElse(change.hall(), site.hall()),
                    phone == null ? site.phone() : BadInput.optional("phone", phone, MAX_PHONE),
                    change.end(site.closedOn()));
            sites.change(next);
            LocalDate closedOn = next.closedOn();
            if (closedOn != null && !closedOn.isAfter(LocalDate.now(clock))) {
                devices.close(id);
            }
            audit.append(new Act(actor.forLog(), "site.changed", id.toString(), next.name(), ""));
        });
        return Map.of();
    }

    private static int order(int order) {
        if (order < 1 || order > MAX_SITES) {
            throw new BadInput("order", "Thứ tự phải là số từ 1.");
        }
        return order;
    }
}
