package vn.nharong.node;

import org.slf4j.bridge.SLF4JBridgeHandler;

/** {@code java … vn.nharong.node.Main [OPTIONS]}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(Launch.run(arguments, System.getenv(), System.out, System.err, Main::plane));
    }

    private static Launch.Plane plane(Config config) throws StartRefused {
        throw new StartRefused(1, "this build has no media loops for port " + config.mediaPort());
    }
}
