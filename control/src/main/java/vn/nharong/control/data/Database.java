package vn.nharong.control.data;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Connections to the records, their tables brought up to date. Any thread. */
public final class Database implements AutoCloseable {
    /** Where Flyway finds the migrations. */
    public static final String MIGRATIONS = "classpath:db/migration/common";

    private static final int CONNECTIONS = 8;
    /** H2 says that a commit is kept before it is in the file, unless told not to wait (docs/adr/0020-records-in-sql.md). */
    private static final String H2 = ";WRITE_DELAY=0;MODE=PostgreSQL;DATABASE_TO_UPPER=TRUE;DB_CLOSE_ON_EXIT=FALSE";

    private final HikariDataSource source;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;

    private Database(HikariDataSource source) {
        this.source = source;
        this.jdbc = JdbcClient.create(source);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(source));
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
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url == null ? "jdbc:h2:file:" + folder.resolve("nharong") + H2 : url);
        if (url == null) {
            config.setUsername("sa");
            config.setPassword("");
        }
        config.setMaximumPoolSize(CONNECTIONS);
        config.setPoolName("records");
        HikariDataSource source = new HikariDataSource(config);
        try {
            Flyway.configure()
                    .dataSource(source)
                    .locations(MIGRATIONS)
                    .target(schema)
                    .load()
                    .migrate();
            return new Database(source);
        } catch (RuntimeException e) {
            source.close();
            throw e;
        }
    }

    public DataSource source() {
        return source;
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
