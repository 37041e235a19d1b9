package vn.nharong.control.identity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import vn.nharong.control.data.Database;
import vn.nharong.control.data.Databases;

class SessionsTest {
    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-11-27T08:00:00Z");
    private final List<Object> told = new ArrayList<>();
    private final Clock clock = new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    private Sessions sessions(Database database) {
        return new Sessions(database.jdbc(), clock, told::add);
    }

    private UUID account(Database database) {
        UUID id = UUID.randomUUID();
        new Accounts(database.jdbc()).add(id, "an", "An", false, List.of(), now);
        return id;
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aSessionOutlivesTheProcessAndEndsAfterAWhileWithoutASign(Databases which) {
        String url = which.url();
        String key;
        try (Database database = Database.open(folder, url)) {
            key = sessions(database)
                    .begin(account(database), true, "10.0.0.1", "browser")
                    .key();
        }
        try (Database database = Database.open(folder, url)) {
            Sessions sessions = sessions(database);
            assertEquals("An", sessions.find(key).orElseThrow().name());
            assertTrue(sessions.find(key + "x").isEmpty());
            for (int i = 0; i < 3; i++) {
                now = now.plus(Sessions.IDLE.minusSeconds(1));
                assertTrue(sessions.find(key).isPresent(), "each call is a sign of life");
            }
            now = now.plus(Sessions.IDLE.plusSeconds(1));
            assertTrue(sessions.find(key).isEmpty());
            assertEquals(List.of(), sessions.all());
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void nobodyIsSignedInForever(Databases which) {
        try (Database database = which.open(folder)) {
            Sessions sessions = sessions(database);
            Sessions.Begun begun = sessions.begin(account(database), true, "10.0.0.1", "browser");
            Instant begin = now;
            while (now.isBefore(begin.plus(Sessions.LONGEST).minus(Duration.ofMinutes(20)))) {
                now = now.plus(Duration.ofMinutes(20));
                assertTrue(sessions.find(begun.key()).isPresent());
                assertTrue(sessions.alive(begun.session()));
            }
            now = begin.plus(Sessions.LONGEST);
            assertTrue(sessions.find(begun.key()).isEmpty());
            assertFalse(sessions.alive(begun.session()), "an open stream does not lengthen it either");
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whatIsEndedHoldsNoMoreAndOthersAreTold(Databases which) {
        try (Database database = which.open(folder)) {
            Sessions sessions = sessions(database);
            UUID account = account(database);
            Sessions.Begun one = sessions.begin(account, true, "10.0.0.1", "a");
            Sessions.Begun two = sessions.begin(account, true, "10.0.0.2", "b");
            assertEquals(2, sessions.of(account).size());
            database.transactions().executeWithoutResult(status -> {
                assertTrue(sessions.end(one.session()));
                assertEquals(List.of(), told, "not before it is so");
            });
            assertEquals(List.of(new AccessEnded(one.session())), told);
            assertTrue(sessions.find(one.key()).isEmpty());
            assertTrue(sessions.find(two.key()).isPresent());
            sessions.endOf(account, null);
            assertTrue(sessions.find(two.key()).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void whoIsShutOutHasNoSession(Databases which) {
        try (Database database = which.open(folder)) {
            Sessions sessions = sessions(database);
            UUID account = account(database);
            String key = sessions.begin(account, true, "10.0.0.1", "a").key();
            new Accounts(database.jdbc()).change(account, "An", true);
            assertTrue(sessions.find(key).isEmpty());
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void theRecordsDoNotHoldTheKey(Databases which) {
        try (Database database = which.open(folder)) {
            String key = sessions(database)
                    .begin(account(database), true, "10.0.0.1", "a")
                    .key();
            String kept = database.jdbc()
                    .sql("select key_hash from access_session")
                    .query((row, number) -> row.getString(1))
                    .single();
            assertEquals(Secrets.hash(key), kept);
        }
    }
}
