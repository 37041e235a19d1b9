package vn.nharong.sfu.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ThreadUrgencyTest {
    private static final int ROUND_ROBIN = 2;

    @Test
    void whatIsGrantedIsTrueAndTheChildrenAreUsualThreads() {
        CompletableFuture<Boolean> granted = new CompletableFuture<>();
        CompletableFuture<Integer> own = new CompletableFuture<>();
        CompletableFuture<Integer> child = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            granted.complete(ThreadUrgency.raise());
            own.complete(policy());
            Thread.ofPlatform().start(() -> child.complete(policy()));
        });
        assertEquals(granted.join() ? ROUND_ROBIN : 0, own.join());
        assertEquals(0, child.join());
    }

    @Test
    void whoeverStopsTheOthersGoesFirst() throws IOException {
        boolean granted = ThreadUrgency.raiseStops();
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            Path stopper = threads.filter(each -> name(each).equals("VM Thread"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(granted ? ROUND_ROBIN : 0, policy(stopper));
        }
    }

    private static String name(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException e) {
            return ""; // it has ended meanwhile
        }
    }

    private static int policy() {
        return policy(Path.of("/proc/thread-self"));
    }

    /** Field 41 of proc(5), /proc/PID/stat. */
    private static int policy(Path thread) {
        try {
            String stat = Files.readString(thread.resolve("stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[38]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
