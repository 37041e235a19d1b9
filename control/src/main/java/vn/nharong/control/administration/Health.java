package vn.nharong.control.administration;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import vn.nharong.control.House;
import vn.nharong.control.Settings;
import vn.nharong.control.access.OpenStreams;
import vn.nharong.control.data.Notes;
import vn.nharong.control.meeting.MeetingCounts;
import vn.nharong.door.FailedTries;

/** How the machine and the house are, measured at the moment somebody looks. Any thread. */
@Component
class Health {
    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final String PROBE = "health.probe";

    private final Settings settings;
    private final House house;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final MeetingCounts meetings;
    private final OpenStreams streams;
    private final LoopWatch loops;
    private final TimeServer time;
    private final ChainWatch chain;
    private final Notes notes;
    private final Clock clock;

    Health(
            Settings settings,
            House house,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            MeetingCounts meetings,
            OpenStreams streams,
            LoopWatch loops,
            TimeServer time,
            ChainWatch chain,
            Clock clock) {
        this.settings = settings;
        this.house = house;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.meetings = meetings;
        this.streams = streams;
        this.loops = loops;
        this.time = time;
        this.chain = chain;
        this.notes = new Notes(jdbc);
        this.clock = clock;
    }

    /** Shape of the page's wire.ts. */
    record Report(
            Instant at,
            String version,
            Instant startedAt,
            Process process,
            Records database,
            Disk disk,
            @Nullable Certificate certificate,
            TimeSource clock,
            List<LoopWatch.Loop> loops,
            int meetings,
            MeetingCounts.Sites sites,
            int pages,
            Audit audit,
            List<Delay> delays) {}

    /** The process; {@code cpuBusy} of one core. */
    record Process(int cpuCores, double cpuBusy, long heapBytes, long heapLimitBytes) {}

    /** The database, and how long a small write took just now. */
    record Records(
            String kind,
            boolean ok,
            @Nullable Long sizeBytes,
            @Nullable Double writeMillis,
            @Nullable Instant lastBackupAt) {}

    record Disk(String path, long freeBytes, long totalBytes) {}

    record Certificate(Instant until, String subject) {}

    record TimeSource(@Nullable String source, @Nullable Double offMillis) {}

    /** @param ok as the last walk along it found, true before the first */
    record Audit(long events, @Nullable Instant verifiedAt, boolean ok) {}

    record Delay(String door, @Nullable String account, String address, int failures, Instant until) {}

    Report now() {
        int cores = Runtime.getRuntime().availableProcessors();
        double busy = ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? Math.max(0, system.getProcessCpuLoad()) * cores
                : 0;
        Runtime runtime = Runtime.getRuntime();
        long started = ManagementFactory.getRuntimeMXBean().getStartTime();
        long events = jdbc.sql("select seq from audit_end where only_row = 1")
                .query(Long.class)
                .single();
        return new Report(
                clock.instant(),
                house.version(),
                Instant.ofEpochMilli(started),
                new Process(cores, busy, runtime.totalMemory() - runtime.freeMemory(), runtime.maxMemory()),
                records(),
                disk(),
                certificate(),
                new TimeSource(time.name(), time.offMillis()),
                loops.now(),
                meetings.live(),
                meetings.sites(),
                streams.count(),
                audit(events),
                settings.tries().slowed().stream().map(Health::delay).toList());
    }

    private @Nullable Certificate certificate() {
        Settings.Certificate shown = settings.certificate().get();
        return shown == null ? null : new Certificate(shown.until(), shown.subject());
    }

    private Audit audit(long events) {
        ChainWatch.Walk walk = chain.last();
        return walk == null
                ? new Audit(events, null, true)
                : new Audit(events, walk.at(), walk.verdict().whole());
    }

    private static Delay delay(FailedTries.Slowed slowed) {
        return new Delay(
                slowed.door().name(),
                slowed.account().isEmpty() ? null : slowed.account(),
                slowed.address(),
                slowed.failures(),
                slowed.until());
    }

    private Records records() {
        boolean h2 = settings.database() == null || settings.database().startsWith("jdbc:h2:");
        long begun = System.nanoTime();
        try {
            transactions.executeWithoutResult(status -> probe());
            double millis = (System.nanoTime() - begun) / 1e6;
            Instant backup = notes.find(Notes.LAST_BACKUP).map(Instant::parse).orElse(null);
            return new Records(h2 ? "H2" : "POSTGRESQL", true, size(h2), millis, backup);
        } catch (RuntimeException e) {
            LOG.warn("the records cannot be written", e);
            return new Records(h2 ? "H2" : "POSTGRESQL", false, null, null, null);
        }
    }

    private void probe() {
        notes.put(PROBE, clock.instant().toString());
    }

    private @Nullable Long size(boolean h2) {
        try {
            if (!h2) {
                return jdbc.sql("select pg_database_size(current_database())")
                        .query(Long.class)
                        .single();
            }
            Path file = settings.data().resolve("nharong.mv.db");
            return Files.exists(file) ? Files.size(file) : null;
        } catch (IOException e) {
            return null;
        }
    }

    private Disk disk() {
        try {
            FileStore store = Files.getFileStore(settings.data());
            return new Disk(settings.data().toString(), store.getUsableSpace(), store.getTotalSpace());
        } catch (IOException e) {
            LOG.warn("the disk cannot be asked how full it is", e);
            return new Disk(settings.data().toString(), 0, 0);
        }
    }
}
