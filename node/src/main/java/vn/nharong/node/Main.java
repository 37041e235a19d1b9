package vn.nharong.node;

import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.bridge.SLF4JBridgeHandler;
import vn.nharong.sfu.loop.MediaLoops;
import vn.nharong.sfu.loop.MediaLoopsConfig;

/** {@code java … vn.nharong.node.Main [OPTIONS]}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(Launch.run(arguments, System.getenv(), System.out, System.err, Main::plane, null));
    }

    /** The loops that a process of ours carries media on. */
    public static Launch.Plane plane(Config config) throws StartRefused {
        try {
            List<MediaLoopsConfig.Advertised> advertise = new ArrayList<>();
            for (String text : config.advertise()) {
                advertise.add(MediaLoopsConfig.Advertised.parse(text));
            }
            MediaLoops loops = MediaLoops.start(new MediaLoopsConfig(
                    config.mediaLoops(),
                    InetAddress.getByName(config.bind()),
                    config.mediaPort(),
                    advertise,
                    config.aes256()));
            return new Launch.Plane(loops, loops);
        } catch (IOException | IllegalArgumentException e) {
            throw new StartRefused(1, "media: " + e.getMessage());
        }
    }
}
