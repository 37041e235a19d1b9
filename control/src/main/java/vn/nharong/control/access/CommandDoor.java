package vn.nharong.control.access;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import vn.nharong.control.Settings;
import vn.nharong.control.identity.Secrets;
import vn.nharong.disk.WholeFile;

/**
 * Lets the command line in while the server runs: who reads the file {@code server.door} in the data folder, which its owner
 * alone can, could as well open the records. The file holds an address and a secret of this run. Any thread.
 */
@Component
public class CommandDoor implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(CommandDoor.class);
    private static final String FILE = "server.door";
    private static final String SCHEME = "Command ";

    private final Settings settings;
    private final String secret = Secrets.key();

    CommandDoor(Settings settings) {
        this.settings = settings;
    }

    /** What the file says. */
    public record Way(String address, String secret) {
        /** What to send along. */
        public String authorization() {
            return SCHEME + secret;
        }

        @Override
        public String toString() {
            return "Way[" + address + "]";
        }
    }

    /** Called when the server listens. */
    public void open() {
        String bind = settings.bind();
        boolean all = bind.equals("0.0.0.0") || bind.equals("::");
        String host = all ? "127.0.0.1" : bind.indexOf(':') >= 0 ? "[" + bind + "]" : bind;
        String lines = "http://" + host + ":" + settings.port().getAsInt() + "\n" + secret + "\n";
        try {
            WholeFile.write(file(settings.data()), lines.getBytes(StandardCharsets.UTF_8), true);
        } catch (IOException e) {
            LOG.warn("the command line can't reach this server while it runs", e);
        }
    }

    /** What the last server on this folder has left; it may have died since. */
    public static Optional<Way> read(Path folder) {
        try {
            List<String> lines = Files.readAllLines(file(folder), StandardCharsets.UTF_8);
            return lines.size() < 2 ? Optional.empty() : Optional.of(new Way(lines.get(0), lines.get(1)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Path file(Path folder) {
        return folder.resolve(FILE);
    }

    /** From this machine and with the secret. */
    boolean opens(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null
                && header.startsWith(SCHEME)
                && Secrets.same(secret, header.substring(SCHEME.length()))
                && here(request);
    }

    /** Also when the server was told to listen on one address of this machine that is not loopback. */
    private static boolean here(HttpServletRequest request) {
        try {
            return InetAddress.ofLiteral(request.getRemoteAddr()).isLoopbackAddress()
                    || request.getRemoteAddr().equals(request.getLocalAddr());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    @Override
    public void destroy() {
        try {
            Files.deleteIfExists(file(settings.data()));
        } catch (IOException e) {
            LOG.debug("the door's file stays; whoever reads it will find nobody", e);
        }
    }
}
