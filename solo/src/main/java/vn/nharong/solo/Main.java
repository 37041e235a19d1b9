package vn.nharong.solo;

import org.slf4j.bridge.SLF4JBridgeHandler;
import vn.nharong.node.Launch;

/** {@code java … vn.nharong.solo.Main [OPTIONS]}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        System.exit(Launch.run(
                arguments,
                System.getenv(),
                System.out,
                System.err,
                vn.nharong.node.Main::plane,
                new MeetingApplication()));
    }
}
