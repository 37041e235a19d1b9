package vn.nharong.sfu.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
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

    /** Field 41 of proc(5), /proc/PID/stat. */
    private static int policy() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ")[38]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
