package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nharong.node.tls.Authority;
import vn.nharong.node.tls.MachineNames;
import vn.nharong.node.tls.ServerCertificate;

/** HTTPS while its certificate changes, over real sockets. */
class WebServerTest {
    @TempDir
    Path folder;

    private volatile MachineNames names = named("before.lan");
    private final AtomicInteger defects = new AtomicInteger();

    private Authority authority;
    private WebServer web;

    private static MachineNames named(String name) {
        return new MachineNames("may", List.of("localhost", name), List.of("127.0.0.1"));
    }

    @BeforeEach
    void start() throws Exception {
        authority = Authority.open(folder.resolve("tls"), "may", Instant.now(), new SecureRandom());
        ServerCertificate certificate = ServerCertificate.issued(authority, this::now, Clock.systemUTC());
        Config config = Options.read(new String[] {"--bind", "127.0.0.1", "--port", "0", "--tls-port", "0"}, Map.of());
        web = new WebServer(config, folder.resolve("tmp"), certificate, Duration.ofMillis(20));
        web.servlet("health", new HealthServlet(() -> true), "/healthz");
        web.begin(null);
        web.listen();
    }

    private MachineNames now() {
        if (defects.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("a defect");
        }
        return names;
    }

    @AfterEach
    void stop() {
        web.stop();
    }

    private SSLSocket connect() throws Exception {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("authority", authority.certificate());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", web.tlsPort());
        socket.setSoTimeout(10_000);
        socket.startHandshake();
        return socket;
    }

    private static X509Certificate leaf(SSLSocket socket) throws IOException {
        return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }

    private static String dnsNames(SSLSocket socket) throws Exception {
        return String.valueOf(leaf(socket).getSubjectAlternativeNames());
    }

    /** One request on a connection that stays open. */
    private static String health(SSLSocket socket) throws IOException {
        socket.getOutputStream()
                .write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        BufferedReader in =
                new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
        String status = in.readLine();
        for (String line = in.readLine(); line != null && !line.isEmpty(); ) {
            line = in.readLine();
        }
        char[] body = new char[2];
        assertEquals(2, in.read(body));
        return status.strip() + " " + new String(body);
    }

    @Test
    void aNewNameIsShownWithoutAPauseAndOpenConnectionsLiveOn() throws Exception {
        try (SSLSocket old = connect()) {
            assertTrue(dnsNames(old).contains("before.lan"), dnsNames(old));
            assertEquals("HTTP/1.1 200 OK", health(old));
            byte[] first = leaf(old).getEncoded();
            names = named("after.lan");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
            String seen = dnsNames(old);
            while (!seen.contains("after.lan")) {
                assertTrue(System.nanoTime() < end, "never shown: " + seen);
                // Each of these handshakes must succeed: there is no moment without a certificate.
                try (SSLSocket fresh = connect()) {
                    seen = dnsNames(fresh);
                }
            }
            assertEquals("HTTP/1.1 200 OK", health(old));
            assertArrayEquals(first, leaf(old).getEncoded());
            try (SSLSocket fresh = connect()) {
                assertEquals("HTTP/1.1 200 OK", health(fresh));
            }
        }
    }

    @Test
    void oneDefectDoesNotEndTheRenewing() throws Exception {
        defects.set(3);
        names = named("after.lan");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String seen = "";
        while (!seen.contains("after.lan")) {
            assertTrue(System.nanoTime() < end, "never shown: " + seen);
            try (SSLSocket fresh = connect()) {
                seen = dnsNames(fresh);
            }
        }
        assertEquals(0, defects.get());
    }
}
