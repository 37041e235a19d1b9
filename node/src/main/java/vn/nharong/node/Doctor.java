package vn.nharong.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.node.capacity.CapacityModel;
import vn.nharong.sfu.net.SegmentationTrial;
import vn.nharong.sfu.net.ThreadUrgency;

/**
 * Tells what this machine gives the server and what to change: {@code java … vn.nharong.node.Doctor [OPTIONS]}, with the
 * server's own options. Changes nothing. Exit code 1 when something would keep the server from working.
 */
public final class Doctor {
    /** What a burst of key frames to a hundred receivers needs in the kernel's queue, bytes. */
    static final long WANTED_SOCKET_BUFFER = 4 << 20;

    private static final long WANTED_DISK_MIB = 512;

    private final List<Finding> findings = new ArrayList<>();

    enum Verdict {
        OK,
        /** This machine does not tell. */
        UNKNOWN,
        CHANGE,
        BAD
    }

    /** @param advice what to do, empty when nothing */
    record Finding(Verdict verdict, String what, String advice) {}

    private Doctor() {}

    public static void main(String[] arguments) {
        Config config;
        try {
            config = Options.read(arguments, System.getenv());
        } catch (StartRefused e) {
            System.err.println("nharong: " + e.getMessage());
            System.exit(e.exitCode());
            return;
        }
        List<Finding> findings = examine(config);
        print(findings, System.out);
        System.exit(findings.stream().anyMatch(each -> each.verdict() == Verdict.BAD) ? 1 : 0);
    }

    static List<Finding> examine(Config config) {
        Doctor doctor = new Doctor();
        doctor.lookAtAll(config);
        return doctor.findings;
    }

    private void lookAtAll(Config config) {
        add(
                Verdict.OK,
                "Java " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " cores",
                "");
        crypto();
        segmentation();
        urgency();
        socketBuffer("net.core.rmem_max");
        socketBuffer("net.core.wmem_max");
        ports(config);
        clock();
        disk(config.data());
        capacity(config.mediaLoops());
    }

    static void print(List<Finding> findings, PrintStream out) {
        for (Finding finding : findings) {
            out.printf("  %-7s %s%n", finding.verdict() == Verdict.OK ? "ok" : finding.verdict(), finding.what());
            if (!finding.advice().isEmpty()) {
                out.printf("          → %s%n", finding.advice());
            }
        }
    }

    private void add(Verdict verdict, String what, String advice) {
        findings.add(new Finding(verdict, what, advice));
    }

    private void crypto() {
        boolean nativeLibrary = SrtpBackends.openssl().isPresent();
        for (SrtpBackends.Trial trial : SrtpBackends.trials()) {
            add(trial.correct() ? Verdict.OK : Verdict.BAD, "SRTP: " + trial.describe(), "");
        }
        if (!nativeLibrary) {
            add(
                    Verdict.CHANGE,
                    "libcrypto.so.3 không có (not there): dùng mật mã của JDK",
                    "sudo apt-get install libssl3");
        }
        add(Verdict.OK, "chọn (chosen): " + SrtpBackends.describe(), "");
    }

    private void segmentation() {
        String why = SegmentationTrial.run();
        if (why.isEmpty()) {
            add(Verdict.OK, "UDP segmentation offload: được, đã thử (works, tried)", "");
        } else {
            add(
                    Verdict.CHANGE,
                    "UDP segmentation offload: không dùng được (does not work): " + why,
                    "Linux 4.18 trở lên (or newer); chạy được nhưng tốn CPU hơn (the server works, at more CPU)");
        }
    }

    /** Tried on a thread of its own, which ends with it. */
    private void urgency() {
        boolean[] granted = new boolean[1];
        try {
            Thread trial = Thread.ofPlatform().start(() -> granted[0] = ThreadUrgency.raise());
            trial.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        String what = "âm thanh và hình ảnh đi trước việc khác (sound and pictures go before other work): ";
        if (granted[0]) {
            add(Verdict.OK, what + "được (granted)", "");
        } else {
            add(
                    Verdict.CHANGE,
                    what + "không được, máy bận thì chậm (not granted: late on a busy machine)",
                    "ulimit -r 1; systemd: LimitRTPRIO=1");
        }
    }

    private void socketBuffer(String key) {
        OptionalLong limit = number(Path.of("/proc/sys", key.replace('.', '/')));
        if (limit.isEmpty()) {
            add(Verdict.CHANGE, key + ": không đọc được (cannot be read)", "");
        } else {
            findings.add(judge(key, limit.getAsLong()));
        }
    }

    static Finding judge(String key, long bytes) {
        String what = key + " = " + bytes / 1024 + " KiB";
        return bytes >= WANTED_SOCKET_BUFFER
                ? new Finding(Verdict.OK, what, "")
                : new Finding(Verdict.CHANGE, what, "sudo sysctl -w " + key + "=" + WANTED_SOCKET_BUFFER);
    }

    /** The kernel gives such a file in one read or not at all, so Files.readString, which begins with a byte, is no use. */
    static OptionalLong number(Path file) {
        byte[] bytes = new byte[32];
        try (InputStream in = Files.newInputStream(file)) {
            int length = in.read(bytes);
            return OptionalLong.of(
                    Long.parseLong(new String(bytes, 0, Math.max(0, length), StandardCharsets.US_ASCII).strip()));
        } catch (IOException | NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private void ports(Config config) {
        tcp(config.bind(), config.port(), "HTTP");
        tcp(config.bind(), config.tlsPort(), "HTTPS");
        int last = config.mediaPort() + config.mediaLoops() - 1;
        for (int port = config.mediaPort(); port <= last; port++) {
            tcp(config.bind(), port, "ICE-TCP");
            udp(config.bind(), port);
        }
        add(Verdict.OK, "tường lửa cần mở (firewall lines to open):", firewall(config));
    }

    /** As ufw takes them. */
    static String firewall(Config config) {
        int first = config.mediaPort();
        int last = first + config.mediaLoops() - 1;
        String media = first == last ? String.valueOf(first) : first + ":" + last;
        return "ufw allow " + config.port() + "/tcp; ufw allow " + config.tlsPort() + "/tcp; ufw allow " + media
                + "/udp; ufw allow " + media + "/tcp";
    }

    private void tcp(String bind, int port, String use) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(bind), port));
            add(Verdict.OK, "TCP " + port + " (" + use + ")", "");
        } catch (IOException e) {
            busy("TCP", port, use, e);
        }
    }

    private void udp(String bind, int port) {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getByName(bind), port))) {
            add(Verdict.OK, "UDP " + socket.getLocalPort() + " (media)", "");
        } catch (IOException e) {
            busy("UDP", port, "media", e);
        }
    }

    private void busy(String protocol, int port, String use, IOException reason) {
        add(
                Verdict.CHANGE,
                protocol + " " + port + " (" + use + "): " + reason.getMessage(),
                "máy chủ đang chạy? nếu không, chọn cổng khác (is the server running? else choose another port)");
    }

    private void clock() {
        findings.add(judgeClock(
                said("timedatectl", "show", "--property=NTPSynchronized", "--value"),
                Files.exists(Path.of("/run/systemd/timesync/synchronized"))));
    }

    /**
     * By what the system says of its clock, not by which programs run: one that runs may have no server to ask.
     *
     * @param synchronised the answer of timedatectl, empty when it gave none
     * @param timesyncMark whether systemd-timesyncd has left its mark that it has set the clock (systemd-timesyncd(8))
     */
    static Finding judgeClock(String synchronised, boolean timesyncMark) {
        if (synchronised.equals("yes") || synchronised.isEmpty() && timesyncMark) {
            return new Finding(Verdict.OK, "đồng hồ được đồng bộ (the clock is kept in time)", "");
        }
        if (synchronised.equals("no")) {
            return new Finding(
                    Verdict.CHANGE,
                    "đồng hồ chưa đồng bộ (the clock is not kept in time); thẻ vào phòng có hạn giờ (tokens bear times)",
                    "sudo timedatectl set-ntp true");
        }
        return new Finding(
                Verdict.UNKNOWN,
                "đồng hồ: không biết có được đồng bộ không (whether the clock is kept in time cannot be told here)",
                "xem giờ (compare): date -u");
    }

    /** What a program says, or nothing when it is not there, fails or takes long. */
    static String said(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(3, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return "";
            }
            String text = new String(process.getInputStream().readNBytes(1024), StandardCharsets.UTF_8);
            return process.exitValue() == 0 ? text.strip() : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private void capacity(int loops) {
        try {
            findings.addAll(CapacityFindings.of(CapacityModel.measure(loops)));
        } catch (IOException e) {
            findings.add(CapacityFindings.unknown(String.valueOf(e.getMessage())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void disk(Path data) {
        Path there = data.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try {
            long free = Files.getFileStore(there).getUsableSpace() >> 20;
            boolean writable = Files.isWritable(there);
            add(
                    !writable ? Verdict.BAD : free < WANTED_DISK_MIB ? Verdict.CHANGE : Verdict.OK,
                    "dữ liệu (data) " + data + ": " + free + " MiB"
                            + (writable ? "" : ", không ghi được (not writable)"),
                    writable ? "" : "--data DIR");
        } catch (IOException e) {
            add(Verdict.BAD, "dữ liệu (data) " + data + ": " + e.getMessage(), "--data DIR");
        }
    }
}
