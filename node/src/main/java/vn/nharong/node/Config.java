package vn.nharong.node;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be chosen at start. Meaning and defaults of each: {@code reference.yaml}.
 *
 * @param bind address to listen on, for HTTP and media
 * @param mediaPort of the first loop; loop i listens on this + i
 * @param measureMachine what the machine carries is measured before the server is ready
 * @param aes256 media is encrypted with 256-bit keys where the client can, by policy of the house
 * @param advertise what candidates announce, {@code HOST} or {@code HOST:PORT}; empty for the machine's own addresses
 * @param trustedProxies networks, ADDRESS/PREFIX, of the proxies whose X-Forwarded headers count
 * @param web folder of the page, or null for the one inside the program
 * @param tlsCertificate given certificate with its chain, or null for our own authority's
 * @param tlsKey its key; null exactly when {@code tlsCertificate} is
 * @param apiKey from the environment, or null for the one in the data folder
 */
public record Config(
        String bind,
        int port,
        int tlsPort,
        int mediaPort,
        int mediaLoops,
        boolean measureMachine,
        boolean aes256,
        List<String> advertise,
        List<String> trustedProxies,
        Path data,
        @Nullable Path web,
        List<URI> webhooks,
        @Nullable Path tlsCertificate,
        @Nullable Path tlsKey,
        @Nullable String apiKey,
        @Nullable String apiSecret,
        House house) {
    /**
     * Of the meeting application, where there is one.
     *
     * @param database JDBC address with user and password in it, or null for a file in the data folder
     * @param empty a new house has no sample province, but a page to set it up
     * @param openRooms guests open rooms from everywhere
     * @param demoSites how many synthetic sites come to a demo meeting
     * @param timeServer asked how far our clock is off, HOST or HOST:PORT; null for nobody
     */
    public record House(
            @Nullable String database,
            boolean empty,
            boolean openRooms,
            int demoSites,
            @Nullable String timeServer) {
        /** What holds when nothing is said. */
        public static final House DEFAULT = new House(null, false, false, 12, null);
    }

    @Override
    public String toString() {
        return "Config[bind=" + bind + ", port=" + port + ", mediaPort=" + mediaPort + ", mediaLoops=" + mediaLoops
                + ", advertise=" + advertise + ", data=" + data + "]";
    }
}
