package vn.nharong.bench.live;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * CPU time of the server's threads so far, in seconds, from the kernel's own count (proc(5), stat and schedstat). Media runs on threads
 * of its own; everything else of the process – HTTP, events, rules, records, signalling, rooms, the garbage collector – is
 * counted to the control side, which makes its figure larger than it is. The compiler of the virtual machine is neither: it works
 * for both, and less with each minute.
 */
record ServerThreads(double media, double control, double compiler, long atNanos) {
    private static final double TICKS_PER_SECOND = 100;

    static ServerThreads of(long pid) throws IOException {
        double media = 0;
        double compiler = 0;
        try (DirectoryStream<Path> threads = Files.newDirectoryStream(Path.of("/proc/" + pid + "/task"))) {
            for (Path thread : threads) {
                try {
                    String name = Files.readString(thread.resolve("comm")).strip();
                    String stat = Files.readString(thread.resolve("schedstat"));
                    double seconds = Long.parseLong(stat.substring(0, stat.indexOf(' '))) / 1e9;
                    if (name.startsWith("media-loop")) {
                        media += seconds;
                    } else if (name.startsWith("C1 Comp") || name.startsWith("C2 Comp")) {
                        compiler += seconds;
                    }
                } catch (NoSuchFileException e) {
                    // A thread that ended meanwhile is in the sum of the process, so on the control side.
                }
            }
        }
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] cells = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        double all = (Long.parseLong(cells[11]) + Long.parseLong(cells[12])) / TICKS_PER_SECOND;
        return new ServerThreads(media, all - media - compiler, compiler, System.nanoTime());
    }

    private double seconds(ServerThreads before) {
        return (atNanos - before.atNanos) / 1e9;
    }

    double mediaCores(ServerThreads before) {
        return (media - before.media) / seconds(before);
    }

    double controlCores(ServerThreads before) {
        return (control - before.control) / seconds(before);
    }

    double compilerCores(ServerThreads before) {
        return (compiler - before.compiler) / seconds(before);
    }
}
