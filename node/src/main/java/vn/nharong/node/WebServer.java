package vn.nharong.node;

import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContainerInitializer;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ErrorReportValve;
import org.apache.catalina.valves.RemoteIpValve;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.apache.coyote.http2.Http2Protocol;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.websocket.server.WsSci;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import vn.nharong.node.tls.ServerCertificate;

/** Tomcat, without its defaults for applications: one context, our servlets, virtual threads. */
final class WebServer {
    /** Join requests carry a token and a zipped offer in the request line. */
    private static final int MAX_HEADER = 64 << 10;

    private static final int MAX_ANSWER_HEADER = 8 << 10;
    /** Of one port. Each takes the two above as soon as its first byte has come: a stranger's must not take all memory. */
    private static final int MAX_CONNECTIONS = 4096;

    /** So many requests' memory is kept for the next ones; that of the others is given back when they end. */
    private static final int KEPT = 64;

    private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final Tomcat tomcat = new Tomcat();
    private final Context context;
    private final Connector connector;
    private final Connector secure;
    private final ServerCertificate certificate;
    private final Config config;
    private final Duration lookAgain;
    /** What HTTPS shows now. Changes by the certificate's thread alone. */
    private KeyStore shown;

    private volatile boolean stopping;

    WebServer(Config config, Path workFolder, ServerCertificate certificate) throws StartRefused {
        this(config, workFolder, certificate, LOOK_AGAIN);
    }

    /** @param lookAgain how often it is asked whether there is a new certificate */
    WebServer(Config config, Path workFolder, ServerCertificate certificate, Duration lookAgain) throws StartRefused {
        this.config = config;
        this.certificate = certificate;
        this.lookAgain = lookAgain;
        this.shown = certificate.keys();
        try {
            Files.createDirectories(workFolder);
        } catch (IOException e) {
            throw new StartRefused(1, "cannot write into " + workFolder + ": " + e.getMessage());
        }
        tomcat.setSilent(true);
        tomcat.setBaseDir(workFolder.toString());
        connector = connector(config.port());
        tomcat.setConnector(connector);
        secure = connector(config.tlsPort());
        secure(secure);
        tomcat.getService().addConnector(secure);
        context = tomcat.addContext("", null);
        if (context instanceof StandardContext standard) {
            // For containers that reload applications; here they would only warn at the end of the process.
            standard.setClearReferencesThreadLocals(false);
            standard.setClearReferencesRmiTargets(false);
        }
        context.addServletContainerInitializer(new WsSci(), Set.of());
        if (tomcat.getHost() instanceof StandardHost host) {
            host.setErrorReportValveClass(QuietErrors.class.getName());
        }
        if (!config.trustedProxies().isEmpty()) {
            RemoteIpValve proxies = new RemoteIpValve();
            proxies.setInternalProxies(String.join(",", config.trustedProxies()));
            proxies.setProtocolHeader("X-Forwarded-Proto");
            context.getPipeline().addValve(proxies);
        }
        filter("headers", new SecurityHeaders(), "/*");
        filter("https", new ToHttps(secure::getLocalPort), "/*");
    }

    private Connector connector(int port) {
        Connector made = new Connector("HTTP/1.1");
        made.setPort(port);
        made.setThrowOnFailure(true);
        made.setXpoweredBy(false);
        made.setProperty("address", config.bind());
        made.setProperty("maxHttpRequestHeaderSize", String.valueOf(MAX_HEADER));
        made.setProperty("maxHttpResponseHeaderSize", String.valueOf(MAX_ANSWER_HEADER));
        made.setProperty("maxConnections", String.valueOf(MAX_CONNECTIONS));
        made.setProperty("processorCache", String.valueOf(KEPT));
        // Buffers of a socket that has ended are given back: a thousand that were never closed would be kept for ever.
        made.setProperty("socket.bufferPool", "0");
        made.setProperty("connectionTimeout", "20000");
        made.setProperty("server", "");
        made.setMaxPostSize(10 << 20);
        made.getProtocolHandler().setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        return made;
    }

    private void secure(Connector made) {
        made.setScheme("https");
        made.setSecure(true);
        made.setProperty("SSLEnabled", "true");
        made.addSslHostConfig(tls(shown));
        made.addUpgradeProtocol(new Http2Protocol());
    }

    private static SSLHostConfig tls(KeyStore keys) {
        SSLHostConfig tls = new SSLHostConfig();
        tls.setHostName("_default_");
        tls.setProtocols("TLSv1.2+TLSv1.3");
        tls.setHonorCipherOrder(true);
        SSLHostConfigCertificate shown = new SSLHostConfigCertificate(tls, SSLHostConfigCertificate.Type.UNDEFINED);
        shown.setCertificateKeystore(keys);
        shown.setCertificateKeystorePassword(ServerCertificate.password());
        shown.setCertificateKeyPassword(ServerCertificate.password());
        tls.addCertificate(shown);
        return tls;
    }

    /**
     * Puts the newest certificate in the place of the one before, whole: at no moment is there none to shake hands with.
     * Connections that are open stay as they are.
     */
    private void renew() throws IOException {
        certificate.refresh();
        KeyStore newest = certificate.keys();
        if (newest != shown && secure.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
            protocol.addSslHostConfig(tls(newest), true);
            shown = newest;
        }
    }

    /** Follows the machine's names and renews in time. */
    private void watchCertificate() {
        Thread.ofVirtual().name("certificate").start(() -> {
            while (!stopping) {
                try {
                    Thread.sleep(lookAgain);
                    renew();
                } catch (InterruptedException e) {
                    return;
                } catch (IOException | RuntimeException e) {
                    // Whatever it was: there is another look in a moment, and a month until the old one ends.
                    LOG.warn("no new HTTPS certificate", e);
                }
            }
        });
    }

    /** A servlet that answers nothing by itself, only what others hand on to it. */
    void named(String name, Servlet servlet) {
        Tomcat.addServlet(context, name, servlet).setAsyncSupported(true);
    }

    void servlet(String name, Servlet servlet, String... patterns) {
        Tomcat.addServlet(context, name, servlet).setAsyncSupported(true);
        for (String pattern : patterns) {
            context.addServletMappingDecoded(pattern, name);
        }
    }

    /** Those that are named first see a request first. */
    void filter(String name, jakarta.servlet.Filter filter, String pattern) {
        FilterDef definition = new FilterDef();
        definition.setFilterName(name);
        definition.setFilter(filter);
        definition.setAsyncSupported("true");
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName(name);
        map.addURLPattern(pattern);
        context.addFilterMap(map);
    }

    /**
     * Starts the servlets; nothing listens yet.
     *
     * @param application brings more of them along, or null
     */
    ServletContext begin(@Nullable ServletContainerInitializer application) throws StartRefused {
        if (application != null) {
            context.addServletContainerInitializer(application, Set.of());
        }
        // Who comes before everything stands would find half a house.
        tomcat.getService().removeConnector(connector);
        tomcat.getService().removeConnector(secure);
        try {
            tomcat.start();
        } catch (LifecycleException e) {
            throw new StartRefused(1, "HTTP server: " + root(e));
        }
        if (!context.getState().isAvailable()) {
            throw new StartRefused(1, "HTTP server: an application did not start");
        }
        return context.getServletContext();
    }

    /** From now on whoever comes is answered. */
    void listen() throws StartRefused {
        try {
            tomcat.getService().addConnector(connector);
            tomcat.getService().addConnector(secure);
            watchCertificate();
        } catch (IllegalArgumentException e) {
            throw new StartRefused(
                    1,
                    "cannot listen on " + config.bind() + " port " + config.port() + " or " + config.tlsPort() + ": "
                            + root(e));
        }
    }

    private static String root(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage());
    }

    /** The port in use; differs from the one asked for when that was 0. */
    int port() {
        return connector.getLocalPort();
    }

    int tlsPort() {
        return secure.getLocalPort();
    }

    /** Takes nothing new; what is under way is finished. */
    void pause() {
        for (Connector each : List.of(connector, secure)) {
            if (each.getState().isAvailable()) {
                each.pause();
            }
        }
    }

    void stop() {
        stopping = true;
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Errors without stack traces, versions or parts of the request. */
    public static final class QuietErrors extends ErrorReportValve {
        public QuietErrors() {
            setShowReport(false);
            setShowServerInfo(false);
        }
    }
}
