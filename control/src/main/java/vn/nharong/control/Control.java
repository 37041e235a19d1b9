package vn.nharong.control;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import vn.nharong.bus.MediaNode;
import vn.nharong.control.access.CommandDoor;
import vn.nharong.control.access.GuestRooms;
import vn.nharong.control.identity.SetUp;
import vn.nharong.control.web.BorrowedServer;

/** The meeting application, in a server that somebody else runs. */
public final class Control implements AutoCloseable {
    private static final Map<String, Object> PROPERTIES = Map.of(
            // Files of the page are the server's business.
            "spring.web.resources.add-mappings", "false",
            "spring.jackson.default-property-inclusion", "always",
            // Streams of events last as long as they last, on a virtual thread each.
            "spring.mvc.async.request-timeout", "-1",
            "spring.threads.virtual.enabled", "true",
            "spring.servlet.multipart.max-file-size", "8MB",
            "spring.servlet.multipart.max-request-size", "9MB",
            // For administrators, as everything whose handler does not say otherwise (access.Guard).
            "management.endpoints.web.exposure.include", "health,info,metrics,prometheus",
            "management.endpoint.health.show-details", "always",
            "springdoc.api-docs.path", "/api/openapi",
            "springdoc.swagger-ui.path", "/api/docs");

    private final ConfigurableApplicationContext context;

    private Control(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts the servlets' context of the server that we are guests of, with what we bring along. */
    @FunctionalInterface
    public interface Host {
        ServletContext begin(ServletContainerInitializer application);
    }

    /**
     * Starts the application; when this returns its addresses answer as soon as the server listens.
     *
     * @param pages name of the servlet that answers what we do not
     * @throws RuntimeException with the cause, when it cannot start; nothing is left running
     */
    public static Control start(Settings settings, MediaNode media, Host host, String pages) {
        return start(settings, media, host, pages, List.of());
    }

    /** @param more what a test adds before the start */
    static Control start(
            Settings settings,
            MediaNode media,
            Host host,
            String pages,
            List<ApplicationContextInitializer<ConfigurableApplicationContext>> more) {
        SpringApplication application = new SpringApplication(ControlApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(PROPERTIES);
        application.addInitializers(made -> {
            made.getBeanFactory().registerSingleton("settings", settings);
            made.getBeanFactory().registerSingleton("mediaNode", media);
            made.getBeanFactory().registerSingleton("borrowedServer", new BorrowedServer(host, pages));
        });
        application.addInitializers(more.toArray(ApplicationContextInitializer[]::new));
        return new Control(application.run());
    }

    /** The server listens. @return the code of the set-up page, for the console alone, where the house has nobody yet */
    public Optional<String> listening() {
        context.getBean(CommandDoor.class).open();
        return context.getBean(SetUp.class).code();
    }

    /** Whether whoever sends this may enter a room as a guest: the rooms were opened to all, or it is a look at the demo. */
    public boolean guestsMayEnter(HttpServletRequest request) {
        return context.getBean(GuestRooms.class).openTo(request);
    }

    /** For tests. */
    ConfigurableApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }
}
