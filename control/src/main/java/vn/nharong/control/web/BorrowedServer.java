package vn.nharong.control.web;

import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.servlet.ServletWebServerFactory;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.web.servlet.config.annotation.DefaultServletHandlerConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import vn.nharong.control.Control;

/** The server is somebody else's: we only put our servlets into it, and never start or stop it. */
public final class BorrowedServer implements ServletWebServerFactory, WebMvcConfigurer {
    private final Control.Host host;
    private final String pages;

    public BorrowedServer(Control.Host host, String pages) {
        this.host = host;
        this.pages = pages;
    }

    @Override
    public WebServer getWebServer(ServletContextInitializer... initializers) {
        host.begin((classes, context) -> {
            for (ServletContextInitializer initializer : initializers) {
                initializer.onStartup(context);
            }
        });
        return new WebServer() {
            @Override
            public void start() {}

            @Override
            public void stop() {}

            @Override
            public int getPort() {
                return 0;
            }
        };
    }

    /** What no controller answers is a page or a file of the page. */
    @Override
    public void configureDefaultServletHandling(DefaultServletHandlerConfigurer configurer) {
        configurer.enable(pages);
    }
}
