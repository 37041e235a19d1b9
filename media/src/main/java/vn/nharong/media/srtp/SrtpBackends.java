package vn.nharong.media.srtp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.srtp.openssl.HmacSha1;
import vn.nharong.media.srtp.openssl.OpenSslBackend;

/**
 * The cipher back ends of this machine. The first call of {@link #best()} takes about a second: every back end must
 * give the answers of the RFCs, then is timed (which also compiles it before the first real packet). Any thread.
 */
public final class SrtpBackends {
    /** System property: {@code jce} leaves libcrypto alone, for tests and for comparing. */
    public static final String PROPERTY = "nharong.srtp";

    private SrtpBackends() {}

    /**
     * What the start-up trial found.
     *
     * @param correct whether all known answers came out; a back end that fails is never chosen
     * @param nanosPerPacket wall time to protect 1100 bytes of payload with AES-128-GCM, best of several runs
     */
    public record Trial(SrtpBackend backend, boolean correct, double nanosPerPacket) {
        /** For example {@code openssl (OpenSSL 3.0.19 27 Jan 2026): 640 ns per 1100-byte packet}. */
        public String describe() {
            return backend.name() + " (" + backend.version() + "): "
                    + (correct ? Math.round(nanosPerPacket) + " ns per 1100-byte packet" : "wrong answers, not used");
        }
    }

    /** Tried once for each process. */
    private static final class Trials {
        static final List<Trial> ALL = run();

        private static List<Trial> run() {
            List<Trial> trials = new ArrayList<>();
            for (SrtpBackend backend : all()) {
                boolean correct = KnownAnswers.hold(backend);
                trials.add(new Trial(backend, correct, correct ? SpeedTrial.nanosPerPacket(backend) : 0));
            }
            return List.copyOf(trials);
        }
    }

    /** Always there. */
    public static SrtpBackend jce() {
        return new JceBackend();
    }

    /** Absent without libcrypto.so.3 or without {@code --enable-native-access}. */
    public static Optional<SrtpBackend> openssl() {
        return System.getProperty(PROPERTY, "").equals("jce") ? Optional.empty() : OpenSslBackend.load();
    }

    private static final class Library {
        static final boolean THERE = openssl().isPresent();
    }

    /** HMAC-SHA1 of the host's library for a thread that must not allocate; null where there is none. */
    public static @Nullable HmacSha1 hmacSha1(byte[] key) {
        return Library.THERE ? new HmacSha1(key) : null;
    }

    /** Everything there is, the preferred first. */
    public static List<SrtpBackend> all() {
        List<SrtpBackend> backends = new ArrayList<>();
        openssl().ifPresent(backends::add);
        backends.add(jce());
        return backends;
    }

    /**
     * The fastest correct one; libcrypto unless the JDK is faster by half, because it makes no garbage.
     *
     * @throws IllegalStateException when none is correct
     */
    public static SrtpBackend best() {
        return bestTrial().backend();
    }

    /** One line on the choice, for the log and for {@code doctor}. */
    public static String describe() {
        return bestTrial().describe();
    }

    /** All trials, the preferred back end first. */
    public static List<Trial> trials() {
        return Trials.ALL;
    }

    private static Trial bestTrial() {
        Trial best = null;
        for (Trial trial : trials()) {
            if (trial.correct() && (best == null || trial.nanosPerPacket() * 1.5 < best.nanosPerPacket())) {
                best = trial;
            }
        }
        if (best == null) {
            throw new IllegalStateException("no SRTP cipher back end gives the answers of RFC 3711 and RFC 7714");
        }
        return best;
    }
}
