package vn.nharong.control.identity;

import java.text.Normalizer;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Argon2id (RFC 9106) with 19 MiB, two passes and one lane. Two at a time: a storm of sign-ins must not take the machine from
 * the meetings on it. Any thread.
 */
@Component
public class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int LANES = 1;
    private static final int KIBIBYTES = 19_456;
    private static final int PASSES = 2;

    static final int SHORTEST = 12;
    private static final int LONGEST = 200;
    private static final int DIFFERENT = 5;
    private static final int AT_ONCE = 2;
    private static final int PATIENCE_SECONDS = 5;

    private final Argon2PasswordEncoder encoder =
            new Argon2PasswordEncoder(SALT_BYTES, HASH_BYTES, LANES, KIBIBYTES, PASSES);
    private final Semaphore places = new Semaphore(AT_ONCE, true);
    /** Of nobody's password: whoever names an account that is not there waits as long as for one that is. */
    private final String nobody = encoder.encode(Secrets.key());

    /** @throws AccessRefused.Unfit for a password that is too short, too long or too easy */
    String hash(String account, String password) {
        String text = typed(password);
        if (text.codePointCount(0, text.length()) < SHORTEST || text.length() > LONGEST) {
            throw AccessRefused.Unfit.passwordLength(SHORTEST, LONGEST);
        }
        if (text.codePoints().distinct().count() < DIFFERENT
                || text.toLowerCase(Locale.ROOT).contains(account)) {
            throw AccessRefused.Unfit.passwordEasy();
        }
        return placed(() -> encoder.encode(text));
    }

    /** @param hash empty where there is no such account, or it has no password: false, after as long as for any other */
    boolean matches(String password, String hash) {
        if (password.length() > LONGEST) {
            return false;
        }
        return placed(() -> encoder.matches(typed(password), hash.isEmpty() ? nobody : hash) && !hash.isEmpty());
    }

    /** Whether it was made with other parameters than today's. */
    boolean outdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    /** "ế" is one letter or two or three, as the keyboard likes. */
    private static String typed(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private <T> T placed(java.util.function.Supplier<T> work) {
        try {
            if (!places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new AccessRefused.Busy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AccessRefused.Busy();
        }
        try {
            return work.get();
        } finally {
            places.release();
        }
    }
}
