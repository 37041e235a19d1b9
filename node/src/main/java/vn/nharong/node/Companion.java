package vn.nharong.node;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.io.PrintStream;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;
import vn.nharong.bus.MediaNode;
import vn.nharong.door.FailedTries;

/** Another application in the same process and server: begun before the server listens, ended before the media is. */
public interface Companion extends AutoCloseable {
    /** Name of the servlet with the page's files, for what the application does not answer itself. */
    String PAGES = "page";

    /** Called once, on the starting thread; must call {@link Server#begin} once. */
    void start(Server server) throws StartRefused;

    /** Called once when the server listens. @param out the console, for whoever started the process */
    default void listening(PrintStream out) {}

    /** Whether whoever sends this may have a ticket into a room that anybody opens by a name. */
    default boolean guestsMayEnter(HttpServletRequest request) {
        return true;
    }

    @Override
    void close();

    /** The house's HTTP server, which does not listen yet. */
    interface Server {
        Config config();

        /**
         * Starts the servlets' context with those that the application brings along.
         *
         * @param application called before this returns
         */
        ServletContext begin(ServletContainerInitializer application) throws StartRefused;

        /** The media of this process, for conducted rooms. */
        MediaNode media();

        /** What HTTPS shows now. Any thread. */
        @Nullable
        X509Certificate certificate();

        /** Who has failed at a door, those of the media too. */
        FailedTries tries();

        /** The port that HTTP listens on; known once it does. */
        int port();
    }
}
