package vn.nharong.solo;

import jakarta.servlet.http.HttpServletRequest;
import java.io.PrintStream;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import vn.nharong.control.Control;
import vn.nharong.control.Settings;
import vn.nharong.node.Companion;
import vn.nharong.node.Config;
import vn.nharong.node.StartRefused;

/** The meeting application beside the media in one process. */
final class MeetingApplication implements Companion {
    private @Nullable Control control;

    /** Carries a refusal through callers that know nothing of it. */
    private static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient StartRefused refused;

        Refused(StartRefused refused) {
            super(refused);
            this.refused = refused;
        }
    }

    @Override
    public void start(Server server) throws StartRefused {
        Config.House house = server.config().house();
        Settings settings = new Settings(
                server.config().data(),
                house.database(),
                house.empty(),
                house.openRooms(),
                house.demoSites(),
                server.tries(),
                server.config().bind(),
                server::port,
                () -> certificate(server),
                house.timeServer());
        // Logback is set up by the process, not by the framework.
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        try {
            control = Control.start(
                    settings,
                    server.media(),
                    application -> {
                        try {
                            return server.begin(application);
                        } catch (StartRefused e) {
                            throw new Refused(e);
                        }
                    },
                    PAGES);
        } catch (RuntimeException e) {
            throw refusal(settings, e);
        }
    }

    private static Settings.@Nullable Certificate certificate(Server server) {
        X509Certificate shown = server.certificate();
        return shown == null
                ? null
                : new Settings.Certificate(
                        shown.getNotAfter().toInstant(),
                        shown.getSubjectX500Principal().getName());
    }

    private static StartRefused refusal(Settings settings, RuntimeException e) {
        String said = "";
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Refused refused) {
                return refused.refused;
            }
            said = String.valueOf(cause.getMessage());
            if (said.contains("already in use") || said.contains("Locked by another process")) {
                return new StartRefused(
                        1,
                        "một tiến trình khác đang dùng dữ liệu ở " + settings.data()
                                + " (another process uses this folder)");
            }
        }
        return new StartRefused(1, "phần họp không khởi động được (the meeting application did not start): " + said);
    }

    @Override
    public void listening(PrintStream out) {
        if (control != null) {
            control.listening()
                    .ifPresent(code -> out.println(
                            "Hệ thống còn trống. Mã thiết lập, chỉ dùng một lần (set-up code, for once): " + code));
        }
    }

    @Override
    public boolean guestsMayEnter(HttpServletRequest request) {
        return control != null && control.guestsMayEnter(request);
    }

    @Override
    public void close() {
        if (control != null) {
            control.close();
        }
    }
}
