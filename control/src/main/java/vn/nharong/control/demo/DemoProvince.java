package vn.nharong.control.demo;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.nharong.control.House;
import vn.nharong.control.Settings;
import vn.nharong.control.audit.Act;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.directory.Endpoint;
import vn.nharong.control.directory.Endpoints;
import vn.nharong.control.directory.Organisation;
import vn.nharong.control.directory.Organisations;
import vn.nharong.control.directory.Site;
import vn.nharong.control.directory.Sites;
import vn.nharong.control.directory.UnitImport;
import vn.nharong.control.directory.UnitList;
import vn.nharong.control.directory.UnitPeriod;
import vn.nharong.control.directory.UnitTree;
import vn.nharong.control.directory.UnitTrees;
import vn.nharong.control.identity.Account;
import vn.nharong.control.identity.Accounts;
import vn.nharong.control.identity.Actor;
import vn.nharong.control.identity.Role;

/**
 * Decides once what a new house is. An empty folder becomes the province of 2020 with its 240 sites, in one transaction: all
 * of it or none, so that a start that was cut off is begun anew. Where anything is already, or {@code --empty} was said, the
 * house is real and stays so.
 */
@Component
class DemoProvince implements InitializingBean {
    private static final Logger LOG = LoggerFactory.getLogger(DemoProvince.class);
    private static final LocalDate VALID_FROM = LocalDate.of(2020, 2, 1);
    private static final String CLERKS_UNIT = "Huyện Đức Cơ";
    private static final List<String> PROVINCIAL =
            List.of("Văn phòng Tỉnh ủy", "Văn phòng UBND tỉnh", "Sở Thông tin và Truyền thông");

    private final Settings settings;
    private final House house;
    private final UnitImport imports;
    private final UnitTrees trees;
    private final Organisations organisations;
    private final Sites sites;
    private final Endpoints endpoints;
    private final Accounts accounts;
    private final AuditLog audit;
    private final TransactionTemplate transactions;
    private final Clock clock;

    DemoProvince(
            Settings settings,
            House house,
            UnitImport imports,
            UnitTrees trees,
            Organisations organisations,
            Sites sites,
            Endpoints endpoints,
            Accounts accounts,
            AuditLog audit,
            TransactionTemplate transactions,
            Clock clock) {
        this.settings = settings;
        this.house = house;
        this.imports = imports;
        this.trees = trees;
        this.organisations = organisations;
        this.sites = sites;
        this.endpoints = endpoints;
        this.accounts = accounts;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public void afterPropertiesSet() throws IOException {
        if (house.decided()) {
            return;
        }
        boolean nothing = accounts.none() && trees.today().root().isEmpty();
        boolean sample = nothing && !settings.empty();
        UnitList list = sample ? list() : null;
        transactions.executeWithoutResult(status -> {
            house.decide(sample);
            if (list != null) {
                fill(list);
            }
            audit.append(new Act(
                    Actor.SYSTEM.forLog(),
                    sample ? "house.sample" : "house.real",
                    "house",
                    settings.empty() ? "--empty" : nothing ? "an empty folder" : "there was data",
                    ""));
        });
        if (sample) {
            LOG.info(
                    "sample province with {} sites made",
                    sites.on(LocalDate.now(clock)).size());
        }
    }

    private static UnitList list() throws IOException {
        try (InputStream in = DemoProvince.class.getResourceAsStream("/demo/gia-lai-2020.csv")) {
            return UnitList.read(Objects.requireNonNull(in, "the list is part of the program")
                    .readAllBytes());
        }
    }

    private void fill(UnitList list) {
        UnitImport.Preview taken = imports.take(list, VALID_FROM, Actor.SYSTEM.forLog(), "sample province");
        if (!taken.allowed()) {
            throw new IllegalStateException("the sample list was refused: " + taken.refusal());
        }
        UnitTree tree = trees.on(LocalDate.now(clock));
        UnitPeriod province = tree.root().orElseThrow();
        int order = 0;
        for (String name : PROVINCIAL) {
            Organisation organisation = new Organisation(UUID.randomUUID(), province.unit(), name);
            organisations.add(organisation);
            site(province.unit(), organisation.id(), name, ++order, true);
        }
        for (UUID district : tree.below(province.unit())) {
            UnitPeriod unit = tree.find(district).orElseThrow();
            site(district, null, unit.name(), ++order, true);
            for (UUID commune : tree.below(district)) {
                site(commune, null, tree.find(commune).orElseThrow().name(), ++order, false);
            }
        }
        UUID clerks = tree.all().stream()
                .filter(unit -> unit.name().equals(CLERKS_UNIT))
                .findFirst()
                .orElseThrow()
                .unit();
        account("quantri", "Quản trị hệ thống (mẫu)", Role.ADMINISTRATOR, null);
        account("vanhanh", "Cán bộ vận hành (mẫu)", Role.OPERATOR, null);
        account("vanhanh2", "Cán bộ vận hành 2 (mẫu)", Role.OPERATOR, null);
        account("thuky", "Thư ký cuộc họp (mẫu)", Role.SECRETARY, null);
        account("chutoa", "Chủ tọa (mẫu)", Role.CHAIR, null);
        account("ducco", "Cán bộ huyện Đức Cơ (mẫu)", Role.DISTRICT_CLERK, clerks);
        account("quansat", "Người theo dõi (mẫu)", Role.OBSERVER, null);
    }

    private void site(UUID unit, @Nullable UUID organisation, String name, int order, boolean hall) {
        UUID id = UUID.randomUUID();
        // Nobody's: no number of the country begins with 0269 000.
        String phone = String.format("0269 000 %04d (mẫu)", order);
        sites.add(new Site(id, unit, organisation, name, order, hall, phone, null));
        endpoints.add(new Endpoint(
                UUID.randomUUID(),
                id,
                Endpoint.Kind.KIOSK,
                Endpoint.Role.MAIN,
                "Màn hình điểm cầu",
                "",
                null,
                null,
                null));
    }

    private void account(String account, String name, Role role, @Nullable UUID unit) {
        accounts.add(
                UUID.randomUUID(), account, name, true, List.of(new Account.StoredGrant(role, unit)), clock.instant());
    }
}
