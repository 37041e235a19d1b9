package vn.nharong.control.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.nharong.control.House;
import vn.nharong.control.data.AfterCommit;
import vn.nharong.control.data.Times;
import vn.nharong.control.directory.Endpoint;
import vn.nharong.control.directory.Endpoints;
import vn.nharong.control.identity.AccessEnded;
import vn.nharong.control.identity.AccessRefused;
import vn.nharong.control.identity.DeviceRevoked;
import vn.nharong.control.identity.Secrets;

/** The keys of the sites' devices: long, by chance, kept as hashes. Any thread. */
@Component
public class Devices {
    /** Keys of synthetic sites: nobody revokes them. */
    private static final Duration MINTED_HOLD = Duration.ofDays(1);

    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Endpoints endpoints;
    private final House house;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Devices(
            JdbcClient jdbc,
            Endpoints endpoints,
            House house,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.endpoints = endpoints;
        this.house = house;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    /**
     * A key that holds.
     *
     * @param firstToday it was not seen today before
     * @param minted for a synthetic site or by the demo door: runs out by itself
     */
    record Known(UUID key, UUID endpoint, UUID site, boolean firstToday, boolean minted) {}

    /** Whose key this is, while it holds; the sign of life is noted. */
    Optional<Known> find(String key) {
        Instant now = clock.instant();
        return jdbc.sql("select k.id, k.endpoint_id, e.site_id, k.last_seen, k.expires_at from device_key k"
                        + " join endpoint e on e.id = k.endpoint_id where k.key_hash = ?"
                        + " and (k.expires_at is null or k.expires_at > ?)")
                .params(Secrets.hash(key), Times.utc(now))
                .query((row, number) -> {
                    Instant seen = Times.orNull(row, 4);
                    Known known = new Known(
                            row.getObject(1, UUID.class),
                            row.getObject(2, UUID.class),
                            row.getObject(3, UUID.class),
                            seen == null || seen.isBefore(now.minus(Duration.ofDays(1))),
                            Times.orNull(row, 5) != null);
                    if (seen == null || seen.isBefore(now.minus(NOTED_EVERY))) {
                        return new Found(known, true);
                    }
                    return new Found(known, false);
                })
                .optional()
                .map(found -> {
                    if (found.toNote) {
                        alive(found.known.key);
                    }
                    return found.known;
                });
    }

    private record Found(Known known, boolean toNote) {}

    /** Notes a sign of life. @return false when the key holds no more */
    boolean alive(UUID key) {
        Instant now = clock.instant();
        boolean holds = jdbc.sql("update device_key set last_seen = ? where id = ? and (expires_at is null or"
                                + " expires_at > ?) and not exists (select 1 from endpoint e join site s on s.id ="
                                + " e.site_id where e.id = device_key.endpoint_id and s.closed_on <= ?)")
                        .params(Times.utc(now), key, Times.utc(now), LocalDate.now(clock))
                        .update()
                == 1;
        jdbc.sql("update endpoint set last_seen = ? where id = (select endpoint_id from device_key where id = ?)")
                .params(Times.utc(now), key)
                .update();
        return holds;
    }

    /** Gives an endpoint its key; those of before end. Belongs into a transaction. @return the key, which is kept nowhere */
    String pair(UUID endpoint) {
        endKeys(endpoint);
        String key = Secrets.key();
        insert(endpoint, key, null);
        endpoints.paired(endpoint, clock.instant());
        return key;
    }

    /** Takes its keys from an endpoint, at once. Belongs into a transaction. */
    public void revoke(UUID endpoint) {
        endKeys(endpoint);
        endpoints
                .find(endpoint)
                .ifPresent(each -> AfterCommit.run(() -> events.publishEvent(new DeviceRevoked(each.site()))));
        endpoints.revoked(endpoint, clock.instant());
    }

    /**
     * A site is no more: what is open by its keys ends. They are kept and hold again if the site does. Belongs into a
     * transaction.
     */
    public void close(UUID site) {
        List<UUID> keys = jdbc.sql(
                        "select k.id from device_key k join endpoint e on e.id = k.endpoint_id where e.site_id = ?")
                .param(site)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
        AfterCommit.run(() -> {
            keys.forEach(key -> events.publishEvent(new AccessEnded(key)));
            events.publishEvent(new DeviceRevoked(site));
        });
    }

    /**
     * A key for a site's main kiosk in the sample province, that holds for a day beside others: for synthetic sites and for the
     * demo door. Sent as {@code Authorization: Device KEY} it needs no CSRF token.
     *
     * @throws IllegalStateException where the data is real
     */
    public String mint(UUID site) {
        return mint(List.of(site)).getFirst();
    }

    /** For many sites in one transaction, in their order. */
    public List<String> mint(List<UUID> sites) {
        if (!house.demo()) {
            throw new IllegalStateException("keys are minted for sample data only");
        }
        List<String> keys = new ArrayList<>();
        transactions.executeWithoutResult(status -> {
            Instant now = clock.instant();
            jdbc.sql("delete from device_key where expires_at < ?")
                    .param(Times.utc(now))
                    .update();
            for (UUID site : sites) {
                String key = Secrets.key();
                insert(kiosk(site).id(), key, now.plus(MINTED_HOLD));
                keys.add(key);
            }
        });
        return keys;
    }

    /** A minted key is given back. */
    public void forget(UUID key) {
        jdbc.sql("delete from device_key where id = ? and expires_at is not null")
                .param(key)
                .update();
        AfterCommit.run(() -> events.publishEvent(new AccessEnded(key)));
    }

    /** Takes a minted key back, and the site's connection with it: a synthetic site yields to a screen that came. */
    public void yield(UUID site, String key) {
        jdbc.sql("select id from device_key where key_hash = ? and expires_at is not null")
                .param(Secrets.hash(key))
                .query((row, number) -> row.getObject(1, UUID.class))
                .optional()
                .ifPresent(id -> {
                    forget(id);
                    AfterCommit.run(() -> events.publishEvent(new DeviceRevoked(site)));
                });
    }

    /** The main kiosk of a site, made when it has none. Belongs into a transaction. */
    Endpoint kiosk(UUID site) {
        return endpoints.of(site).stream()
                .filter(each -> each.kind() == Endpoint.Kind.KIOSK && each.role() == Endpoint.Role.MAIN)
                .findFirst()
                .orElseGet(() -> {
                    Endpoint made = new Endpoint(
                            UUID.randomUUID(),
                            site,
                            Endpoint.Kind.KIOSK,
                            Endpoint.Role.MAIN,
                            "Màn hình điểm cầu",
                            "",
                            null,
                            null,
                            null);
                    endpoints.add(made);
                    return made;
                });
    }

    private void endKeys(UUID endpoint) {
        List<UUID> keys = jdbc.sql("select id from device_key where endpoint_id = ?")
                .param(endpoint)
                .query((row, number) -> row.getObject(1, UUID.class))
                .list();
        jdbc.sql("delete from device_key where endpoint_id = ?").param(endpoint).update();
        AfterCommit.run(() -> keys.forEach(key -> events.publishEvent(new AccessEnded(key))));
    }

    private void insert(UUID endpoint, String key, @Nullable Instant expires) {
        if (endpoints.find(endpoint).isEmpty()) {
            throw new AccessRefused.Unknown("endpoint");
        }
        jdbc.sql("insert into device_key (id, endpoint_id, key_hash, made_at, expires_at) values (?, ?, ?, ?, ?)")
                .param(UUID.randomUUID())
                .param(endpoint)
                .param(Secrets.hash(key))
                .param(Times.utc(clock.instant()))
                .param(expires == null ? null : Times.utc(expires))
                .update();
    }
}
