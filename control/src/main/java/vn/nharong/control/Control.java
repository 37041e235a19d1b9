package vn.nharong.control;

import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.util.Map;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import vn.nharong.bus.MediaNode;
import vn.nharong.control.web.BorrowedServer;

/** The meeting application, in a server that somebody else runs. */
public final class Control implements AutoCloseable {
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
        SpringApplication application = new SpringApplication(ControlApplication.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setRegisterShutdownHook(false);
        application.setLogStartupInfo(false);
        application.setDefaultProperties(Map.of(
                // Files of the page are the server's business.
                "spring.web.resources.add-mappings", "false",
                "spring.mvc.problemdetails.enabled", "true",
                "spring.jackson.default-property-inclusion", "always"));
        application.addInitializers(made -> {
            made.getBeanFactory().registerSingleton("settings", settings);
            made.getBeanFactory().registerSingleton("mediaNode", media);
            made.getBeanFactory().registerSingleton("borrowedServer", new BorrowedServer(host, pages));
        });
        return new Control(application.run());
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
