package vn.nharong.control.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.nharong.control.data.Times;

/** The accounts and their grants. Any thread; writes belong into a transaction. */
@Component
public class Accounts {
    private static final String COLUMNS =
            "id, account, name, demo, disabled, password_hash is not null, totp_confirmed, made_at";

    private final JdbcClient jdbc;

    public Accounts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is compared when somebody signs in. */
    record Keys(
            UUID id,
            String passwordHash,
            boolean disabled,
            @Nullable String totpSecret,
            boolean totpConfirmed,
            long totpStep) {}

    public boolean none() {
        return jdbc.sql("select count(*) from account")
                        .query((row, number) -> row.getInt(1))
                        .single()
                == 0;
    }

    public List<Account> all() {
        Map<UUID, List<Account.StoredGrant>> grants = new HashMap<>();
        jdbc.sql("select account_id, role, unit_id from account_grant order by role")
                .query(row -> {
                    grants.computeIfAbsent(row.getObject(1, UUID.class), made -> new ArrayList<>())
                            .add(new Account.StoredGrant(Role.valueOf(row.getString(2)), row.getObject(3, UUID.class)));
                });
        return jdbc.sql("select " + COLUMNS + " from account order by account")
                .query((row, number) -> account(row, grants.getOrDefault(row.getObject(1, UUID.class), List.of())))
                .list();
    }

    public Optional<Account> find(UUID id) {
        List<Account.StoredGrant> grants = grants(id);
        return jdbc.sql("select " + COLUMNS + " from account where id = ?")
                .param(id)
                .query((row, number) -> account(row, grants))
                .optional();
    }

    public Optional<Account> named(String account) {
        return jdbc.sql("select id from account where account = ?")
                .param(account)
                .query((row, number) -> row.getObject(1, UUID.class))
                .optional()
                .flatMap(this::find);
    }

    List<Account.StoredGrant> grants(UUID account) {
        return jdbc.sql("select role, unit_id from account_grant where account_id = ? order by role")
                .param(account)
                .query((row, number) ->
                        new Account.StoredGrant(Role.valueOf(row.getString(1)), row.getObject(2, UUID.class)))
                .list();
    }

    /** Adds one without a password. */
    public void add(UUID id, String account, String name, boolean demo, List<Account.StoredGrant> grants, Instant now) {
        jdbc.sql("insert into account (id, account, name, demo, disabled, totp_confirmed, totp_step, made_at)"
                        + " values (?, ?, ?, ?, false, false, 0, ?)")
                .params(id, account, name, demo, Times.utc(now))
                .update();
        insert(id, grants);
    }

    private void insert(UUID id, List<Account.StoredGrant> grants) {
        for (Account.StoredGrant grant : grants) {
            jdbc.sql("insert into account_grant (id, account_id, role, unit_id) values (?, ?, ?, ?)")
                    .param(UUID.randomUUID())
                    .param(id)
                    .param(grant.role().name())
                    .param(grant.unit())
                    .update();
        }
    }

    public void change(UUID id, String name, boolean disabled) {
        jdbc.sql("update account set name = ?, disabled = ? where id = ?")
                .params(name, disabled, id)
                .update();
    }

    public void grant(UUID id, List<Account.StoredGrant> grants) {
        jdbc.sql("delete from account_grant where account_id = ?").param(id).update();
        insert(id, grants);
    }

    Optional<Keys> keys(String account) {
        return keys("account", account);
    }

    Optional<Keys> keys(UUID id) {
        return keys("id", id);
    }

    private Optional<Keys> keys(String column, Object value) {
        return jdbc.sql("select id, password_hash, disabled, totp_secret, totp_confirmed, totp_step from account where "
                        + column + " = ?")
                .param(value)
                .query((row, number) -> {
                    String hash = row.getString(2);
                    return new Keys(
                            row.getObject(1, UUID.class),
                            hash == null ? "" : hash,
                            row.getBoolean(3),
                            row.getString(4),
                            row.getBoolean(5),
                            row.getLong(6));
                })
                .optional();
    }

    /** The one-time code is used up with it. */
    void password(UUID id, String hash) {
        jdbc.sql("update account set password_hash = ?, code_hash = null, code_expires_at = null where id = ?")
                .params(hash, id)
                .update();
    }

    /** @param hash of the code that sets the next password; the password before holds until then */
    void code(UUID id, String hash, Instant expires) {
        jdbc.sql("update account set code_hash = ?, code_expires_at = ? where id = ?")
                .params(hash, Times.utc(expires), id)
                .update();
    }

    /** Whether that code is this account's and still holds. */
    boolean codeHolds(UUID id, String hash, Instant now) {
        return jdbc.sql("select code_hash, code_expires_at from account where id = ? and code_hash is not null")
                .param(id)
                .query((row, number) ->
                        Secrets.same(row.getString(1), hash) && Times.at(row, 2).isAfter(now))
                .optional()
                .orElse(false);
    }

    void secondStep(UUID id, @Nullable String sealed, boolean confirmed) {
        jdbc.sql("update account set totp_secret = ?, totp_confirmed = ?, totp_step = 0 where id = ?")
                .param(sealed)
                .param(confirmed)
                .param(id)
                .update();
    }

    /** @return false when that step, or a later one, was used meanwhile */
    boolean useStep(UUID id, long step) {
        return jdbc.sql("update account set totp_step = ? where id = ? and totp_step < ?")
                        .params(step, id, step)
                        .update()
                == 1;
    }

    void recoveryCodes(UUID id, List<String> hashes) {
        jdbc.sql("delete from recovery_code where account_id = ?").param(id).update();
        hashes.forEach(hash -> jdbc.sql("insert into recovery_code (account_id, code_hash) values (?, ?)")
                .params(id, hash)
                .update());
    }

    /** @return false when there is no such code any more */
    boolean useRecoveryCode(UUID id, String hash) {
        return jdbc.sql("delete from recovery_code where account_id = ? and code_hash = ?")
                        .params(id, hash)
                        .update()
                == 1;
    }

    private static Account account(ResultSet row, List<Account.StoredGrant> grants) throws SQLException {
        return new Account(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getBoolean(4),
                row.getBoolean(5),
                row.getBoolean(6),
                row.getBoolean(7),
                Times.at(row, 8),
                grants);
    }
}
