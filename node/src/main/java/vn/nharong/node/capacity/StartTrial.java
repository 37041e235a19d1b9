package vn.nharong.node.capacity;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what the machine carries while the server starts, and by that has the packets' way compiled before somebody waits for
 * a picture: the compiler would need seconds for it, at the time when all join.
 */
public final class StartTrial {
    private static final Logger log = LoggerFactory.getLogger(StartTrial.class);

    private final CompletableFuture<Optional<Capacity>> measured = new CompletableFuture<>();

    private StartTrial() {}

    /** @param loops see {@link CapacityModel#measure} */
    public static StartTrial begin(int loops) {
        StartTrial trial = new StartTrial();
        Thread.ofVirtual().name("start-trial").start(() -> trial.measure(loops));
        return trial;
    }

    /** Nothing is measured. */
    public static StartTrial none() {
        StartTrial trial = new StartTrial();
        trial.measured.complete(Optional.empty());
        return trial;
    }

    private void measure(int loops) {
        Optional<Capacity> capacity = Optional.empty();
        try {
            capacity = Optional.of(CapacityModel.measure(loops));
        } catch (IOException e) {
            log.warn("what the machine carries could not be measured: {}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            measured.complete(capacity);
        }
    }

    /** Waits for its end. @return empty when nothing was measured */
    public Optional<Capacity> await() {
        try {
            return measured.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException e) {
            throw new IllegalStateException("never ends so", e);
        }
    }

    /** What is known by now. */
    public Optional<Capacity> now() {
        return measured.getNow(Optional.empty());
    }
}
