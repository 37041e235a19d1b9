package vn.nharong.control.identity;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import vn.nharong.control.Settings;

/** The second step of signing in: a code of an application, or a recovery code. Any thread; belongs into a transaction. */
@Component
public class SecondStep {
    private static final int RECOVERY_CODES = 10;
    private static final String ISSUER = "Nhà Rông";

    private final Accounts accounts;
    private final Clock clock;
    private final SecretBox box;
    private final SecureRandom random = new SecureRandom();

    SecondStep(Accounts accounts, Clock clock, Settings settings) throws IOException {
        this.accounts = accounts;
        this.clock = clock;
        this.box = SecretBox.open(settings.data());
    }

    /**
     * What an application is fed with.
     *
     * @param secret in Base32, for typing
     * @param uri for a QR code
     */
    public record Offer(String secret, String uri) {}

    /** Makes a new secret, which counts once a code of it was shown. An older one that counts is lost. */
    public Offer offer(Account account) {
        byte[] secret = Totp.newSecret(random);
        accounts.secondStep(account.id(), box.seal(secret, account.id().toString()), false);
        String text = Totp.base32(secret);
        String label = URLEncoder.encode(ISSUER + ":" + account.account(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        String issuer = URLEncoder.encode(ISSUER, StandardCharsets.UTF_8).replace("+", "%20");
        return new Offer(text, "otpauth://totp/" + label + "?secret=" + text + "&issuer=" + issuer);
    }

    /**
     * The application shows codes of our secret: from now on they are asked for.
     *
     * @return recovery codes, to be kept on paper; shown this once
     */
    public List<String> confirm(Account account, String code) {
        Accounts.Keys keys = accounts.keys(account.id()).orElseThrow(() -> new AccessRefused.Unknown("account"));
        if (keys.totpSecret() == null || keys.totpConfirmed()) {
            throw new AccessRefused.Conflict("second-step-not-offered", "Hãy tạo mã bí mật mới trước.");
        }
        accounts.secondStep(account.id(), keys.totpSecret(), true);
        if (!codeIs(keys, code)) {
            throw new AccessRefused.Wrong();
        }
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            codes.add(Secrets.code(4, 4));
        }
        accounts.recoveryCodes(
                account.id(),
                codes.stream().map(each -> Secrets.hash(Secrets.typed(each))).toList());
        return codes;
    }

    /** Takes it from an account whose owner has lost it. */
    public void forget(Account account) {
        accounts.secondStep(account.id(), null, false);
        accounts.recoveryCodes(account.id(), List.of());
    }

    /** Whether this is a code of now, or a recovery code; it is used up with it. */
    boolean passes(Accounts.Keys keys, String code) {
        return codeIs(keys, code) || accounts.useRecoveryCode(keys.id(), Secrets.hash(Secrets.typed(code)));
    }

    private boolean codeIs(Accounts.Keys keys, String code) {
        @Nullable String sealed = keys.totpSecret();
        if (sealed == null) {
            return false;
        }
        long step = Totp.match(
                box.open(sealed, keys.id().toString()), code.replaceAll("\\s", ""), clock.instant(), keys.totpStep());
        return step >= 0 && accounts.useStep(keys.id(), step);
    }
}
