package vn.nharong.e2e;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A PostgreSQL of its own: prints its JDBC address, and ends with its standard input. */
public final class Postgres {
    private Postgres() {}

    public static void main(String[] arguments) throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder().start()) {
            System.out.println(server.getJdbcUrl("postgres", "postgres"));
            while (System.in.read() >= 0) {
                // whatever is said, only the end counts
            }
        }
    }
}
