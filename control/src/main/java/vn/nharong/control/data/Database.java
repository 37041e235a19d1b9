package vn.nharong.control.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Connections to the records, their tables brought up to date. Any thread. */
public final class Database implements AutoCloseable {
    private static final String MIGRATIONS = "classpath:db/migration/common";

    private static final int CONNECTIONS = 8;

    private final HikariDataSource source;
    private final DataSource reading;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    private Database(HikariDataSource source, JdbcTransactionManager manager, @Nullable String url, Path folder) {
        this.source = source;
        this.reading = url == null ? new DriverManagerDataSource(H2File.url(folder), H2File.USER, "") : source;
        this.jdbc = JdbcClient.create(source);
        this.transactions = new TransactionTemplate(manager);
    }

    /**
     * Opens the records and migrates their tables.
     *
     * @param folder the data folder, where H2 keeps its file
     * @param url a JDBC address with user and password in it, or null for H2 in {@code folder}
     * @throws RuntimeException when there is no database behind it, or another process holds it
     */
    public static Database open(Path folder, @Nullable String url) {
        return open(folder, url, "latest");
    }

    /** @param schema the version that tables are brought up to; {@code latest} for all there are */
    public static Database open(Path folder, @Nullable String url, String schema) {
        if (url == null) {
            H2File.recover(folder);
        }
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url == null ? H2File.url(folder) : url);
        if (url == null) {
            config.setUsername(H2File.USER);
            config.setPassword("");
            // when the last one ends H2 shuts its file and opens it again for the next
            config.setMaxLifetime(0);
        }
        config.setMaximumPoolSize(url == null ? H2File.CONNECTIONS : CONNECTIONS);
        config.setPoolName("records");
        HikariDataSource source = new HikariDataSource(config);
        try {
            Database database = new Database(
                    source, url == null ? new H2File.Commits(source) : new JdbcTransactionManager(source), url, folder);
            database.flyway().target(schema).load().migrate();
            return database;
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    public DataSource source() {
        return source;
    }

    /**
     * Connections for who reads for long (a backup that goes to a slow browser): on H2, where there is one for everything else,
     * others beside it. Nothing may be written over them.
     */
    public DataSource reading() {
        return reading;
    }

    /** The migrations, to be applied or asked about. */
    public FluentConfiguration flyway() {
        // it wants more connections at once than H2 has
        return Flyway.configure().dataSource(reading).locations(MIGRATIONS);
    }

    public JdbcClient jdbc() {
        return jdbc;
    }

    public TransactionTemplate transactions() {
        return transactions;
    }

    @Override
    public void close() {
        source.close();
    }
}
