package vn.nharong.control;

import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneId;

/** {@code java … vn.nharong.control.Main import|audit …}: what an administrator does with the data folder by hand. */
public final class Main {
    /** Days are counted where the offices are. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Ho_Chi_Minh");

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments, System.out, System.err));
    }

    /** @return exit code: 0 done, 1 refused or something found, 2 called wrongly */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            if (CopyCommands.meant(arguments)) {
                return CopyCommands.of(arguments).run(out, Clock.system(ZONE));
            }
            return Commands.of(arguments).run(out, err, Clock.system(ZONE));
        } catch (CommandRefused e) {
            err.println("nharong: " + e.getMessage());
            return e.exitCode();
        }
    }
}
