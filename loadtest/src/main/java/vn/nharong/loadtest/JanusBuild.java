package vn.nharong.loadtest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which Janus this is.
 *
 * @param srtp what its libsrtp encrypts with, as the linker tells: Debian builds that library on NSS, others on OpenSSL, which is
 *     faster; empty when it cannot be told
 */
record JanusBuild(String version, String srtp) {
    private static final int PATIENCE_SECONDS = 10;
    private static final Pattern VERSION = Pattern.compile("\\((\\d[\\w.]*)\\)|(\\d+\\.\\d[\\w.]*)");
    private static final Pattern LIBRARY = Pattern.compile("libsrtp2?\\.so\\S* => (/\\S+)");

    /** @throws LoadOptions.Refused when there is none */
    static JanusBuild look() throws LoadOptions.Refused, InterruptedException {
        Path program = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, "janus"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new LoadOptions.Refused("against.missing"));
        Matcher library = LIBRARY.matcher(said(List.of("ldd", program.toString())));
        return new JanusBuild(
                version(said(List.of(program.toString(), "--version"))),
                library.find() ? crypto(said(List.of("ldd", library.group(1)))) : "");
    }

    static String version(String said) {
        Matcher matcher = VERSION.matcher(said);
        if (!matcher.find()) {
            return "?";
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    /** @param ldd of the library */
    static String crypto(String ldd) {
        if (ldd.contains("libnss3.so")) {
            return "NSS";
        }
        return ldd.contains("libcrypto.so") ? "OpenSSL" : ldd.contains("libc.so") ? "libsrtp" : "";
    }

    private static String said(List<String> command) throws InterruptedException {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return said;
        } catch (IOException e) {
            return "";
        }
    }
}
