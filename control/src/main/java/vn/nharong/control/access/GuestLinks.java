package vn.nharong.control.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import vn.nharong.control.Settings;
import vn.nharong.control.data.Times;
import vn.nharong.control.identity.SecretBox;
import vn.nharong.control.identity.Secrets;

/**
 * Links by which guests come to a meeting, each with its PIN. A row is only what was made: whether a link is open stands in the
 * events of its meeting, and a row that no meeting speaks of opens nothing. Any thread.
 */
@Component
public class GuestLinks {
    /** Sixty bits, in groups that can be read out. */
    private static final int GROUPS = 3;

    private static final int GROUP = 4;

    private final JdbcClient jdbc;
    private final SecretBox box;
    private final Clock clock;

    GuestLinks(JdbcClient jdbc, Settings settings, Clock clock) throws IOException {
        this.jdbc = jdbc;
        this.box = SecretBox.open(settings.data());
        this.clock = clock;
    }

    /** @param id of this opening @param link last part of the address @param pin six figures */
    public record Opened(String id, String meeting, String link, String pin) {
        /** Whether it is the PIN, compared in a time that tells nothing. */
        public boolean opens(String typed) {
            return Secrets.same(pin, typed.replaceAll("[\\s-]", ""));
        }

        @Override
        public String toString() {
            return "Opened[" + id + "]"; // neither stands in a log
        }
    }

    /** A new link with a new PIN, to be opened by an event of the meeting. */
    public Opened make(String meeting) {
        Opened made = new Opened(
                UUID.randomUUID().toString(),
                meeting,
                Secrets.code(GROUPS, GROUP).toLowerCase(Locale.ROOT),
                Secrets.pin());
        jdbc.sql("insert into guest_link (id, meeting_id, link_hash, sealed, made_at) values (?, ?, ?, ?, ?)")
                .params(
                        made.id,
                        meeting,
                        hash(made.link),
                        box.seal((made.link + " " + made.pin).getBytes(StandardCharsets.UTF_8), made.id),
                        Times.utc(clock.instant()))
                .update();
        return made;
    }

    private static String hash(String link) {
        return Secrets.hash(Secrets.typed(link));
    }

    /** Who has this link. Whether it is still open, the meeting says. */
    public Optional<Opened> find(String link) {
        return read("link_hash", hash(link));
    }

    /** To be shown again to who runs the meeting. */
    public Optional<Opened> get(String id) {
        return read("id", id);
    }

    private Optional<Opened> read(String column, String value) {
        return jdbc.sql("select id, meeting_id, sealed from guest_link where " + column + " = ?")
                .param(value)
                .query((row, number) -> {
                    String id = row.getString(1);
                    String[] both = new String(box.open(row.getString(3), id), StandardCharsets.UTF_8).split(" ");
                    return new Opened(id, row.getString(2), both[0], both[1]);
                })
                .optional();
    }

    /** Takes away what belongs to meetings that are over: links, PINs, and the keys of their guests. */
    public void forgetOver() {
        String over = " where meeting_id in (select id from meeting where state in ('ENDED', 'RECORDED', 'CLOSED'))";
        jdbc.sql("delete from guest_key" + over).update();
        jdbc.sql("delete from guest_link" + over).update();
    }
}
