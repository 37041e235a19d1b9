package vn.nharong.bus;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The number under which one act is found in the log wherever it had an effect: at the page that asked, at the meeting that took
 * it, in the room and on the loop that carried it out. It goes along with the thread, and with tasks that are handed to another.
 * Not for what happens with each packet. Any thread.
 */
public final class Correlation {
    /** Name of the number in log lines. */
    public static final String KEY = "correlation";

    /** Header of HTTP that brings it, and gives it back. */
    public static final String HEADER = "X-Correlation-Id";

    /** What acts come to, step by step. It goes into the log's files, not to the console. */
    public static final Logger ACTS = LoggerFactory.getLogger("vn.nharong.acts");

    private static final int LONGEST = 36;
    private static final SecureRandom RANDOM = new SecureRandom();

    private Correlation() {}

    /** Ends what {@link #begin} began. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** The number of this thread's act, or null. */
    public static @Nullable String current() {
        return MDC.get(KEY);
    }

    /** Goes on with the act that this thread is at, or begins one with a number of its own. */
    public static Scope begin() {
        return current() == null ? begin(null) : () -> {};
    }

    /** Begins an act. @param wanted a number from outside; one that is none is replaced by a new one */
    public static Scope begin(@Nullable String wanted) {
        MDC.put(KEY, wanted != null && fits(wanted) ? wanted : made());
        return () -> MDC.remove(KEY);
    }

    private static String made() {
        byte[] bytes = new byte[8];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** Strangers send it: nothing that could break a line of the log, or fill it. */
    private static boolean fits(String text) {
        if (text.length() < 8 || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    /** A task for another thread, which goes on with the act of this one. */
    public static Runnable carry(Runnable task) {
        String number = current();
        return number == null
                ? task
                : () -> {
                    try (Scope scope = begin(number)) {
                        task.run();
                    }
                };
    }

    /** A task for a loop, which goes on with the act of this thread. */
    public static LongConsumer carry(LongConsumer task) {
        String number = current();
        return number == null
                ? task
                : now -> {
                    try (Scope scope = begin(number)) {
                        task.accept(now);
                    }
                };
    }
}
