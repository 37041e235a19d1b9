package vn.nharong.control;

import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.UUID;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import vn.nharong.control.audit.AuditLog;
import vn.nharong.control.data.Database;
import vn.nharong.control.directory.UnitImport;
import vn.nharong.control.directory.Units;
import vn.nharong.door.FailedTries;

/** Puts the parts together that are no components themselves. */
@SpringBootApplication(proxyBeanMethods = false, exclude = ErrorMvcAutoConfiguration.class)
class ControlApplication {
    /** Days and hours are those of the offices. */
    static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    @Bean
    Clock clock() {
        return Clock.system(ZONE);
    }

    @Bean
    Database database(Settings settings) {
        return Database.open(settings.data(), settings.database());
    }

    @Bean
    JdbcClient jdbc(Database database) {
        return database.jdbc();
    }

    @Bean
    TransactionTemplate transactions(Database database) {
        return database.transactions();
    }

    @Bean
    AuditLog auditLog(JdbcClient jdbc, Settings settings, Clock clock) throws IOException {
        return new AuditLog(jdbc, settings.data(), clock);
    }

    @Bean
    FailedTries failedTries(Settings settings) {
        return settings.tries();
    }

    @Bean
    Units units(JdbcClient jdbc) {
        return new Units(jdbc);
    }

    @Bean
    UnitImport unitImport(Units units, AuditLog audit, TransactionTemplate transactions) {
        return new UnitImport(units, audit, transactions, UUID::randomUUID);
    }
}
