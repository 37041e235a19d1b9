package vn.nharong.control.administration;

import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.apache.commons.net.ntp.NTPUDPClient;
import org.apache.commons.net.ntp.TimeInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import vn.nharong.control.Settings;

/**
 * Asks a time server now and then how far this machine's clock is off (NTP, RFC 5905), and only says so: setting the clock is
 * the machine's own business. Nothing is asked where none is named.
 */
@Component
class TimeServer {
    private static final Logger LOG = LoggerFactory.getLogger(TimeServer.class);
    private static final Duration EVERY = Duration.ofMinutes(5);
    private static final Duration AGAIN = Duration.ofSeconds(20);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final int NTP_PORT = 123;

    private final @Nullable String name;
    private final @Nullable Thread asking;
    private volatile @Nullable Double offMillis;

    TimeServer(Settings settings) {
        name = settings.timeServer();
        asking = name == null ? null : Thread.ofVirtual().name("time-server").start(() -> askOn(name));
    }

    /** Whom it asks, HOST or HOST:PORT; null for nobody. */
    @Nullable
    String name() {
        return name;
    }

    /** The server's time less ours, in milliseconds, half of the way there and back left out; null while it has not answered. */
    @Nullable
    Double offMillis() {
        return offMillis;
    }

    private void askOn(String server) {
        boolean told = false;
        try {
            while (true) {
                try {
                    offMillis = (double) ask(server);
                    told = false;
                } catch (IOException e) {
                    offMillis = null;
                    if (!told) {
                        LOG.warn("the time server {} does not answer: {}", server, e.getMessage());
                        told = true;
                    }
                }
                Thread.sleep(offMillis == null ? AGAIN : EVERY);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long ask(String server) throws IOException {
        int colon = server.lastIndexOf(':');
        boolean ported = colon > 0 && server.indexOf(':') == colon;
        String host = ported ? server.substring(0, colon) : server;
        int port = ported ? Integer.parseInt(server.substring(colon + 1)) : NTP_PORT;
        NTPUDPClient client = new NTPUDPClient();
        client.setDefaultTimeout(PATIENCE);
        try {
            client.open();
            TimeInfo answer = client.getTime(InetAddress.getByName(host), port);
            answer.computeDetails();
            Long offset = answer.getOffset();
            if (offset == null) {
                throw new IOException("an answer without a time");
            }
            return offset;
        } finally {
            client.close();
        }
    }

    @PreDestroy
    void close() {
        if (asking != null) {
            asking.interrupt();
        }
    }
}
