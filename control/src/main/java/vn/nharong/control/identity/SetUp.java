package vn.nharong.control.identity;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import vn.nharong.control.audit.Act;
import vn.nharong.door.Door;
import vn.nharong.door.FailedTries;

/** An empty house gets its first administrator, by a code that only whoever started the server has seen. Any thread. */
@Component
public class SetUp {
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9][a-z0-9._-]{2,59}");

    private final Accounts accounts;
    private final SignIn signIn;
    private final FailedTries tries;
    private final String code = Secrets.code(3, 4);

    SetUp(Accounts accounts, SignIn signIn, FailedTries tries) {
        this.accounts = accounts;
        this.signIn = signIn;
        this.tries = tries;
    }

    /** Whether there is nobody yet. */
    public boolean needed() {
        return accounts.none();
    }

    /** To be shown on the console of the server and nowhere else; empty when there is somebody. */
    public Optional<String> code() {
        return needed() ? Optional.of(code) : Optional.empty();
    }

    /**
     * Makes the first administrator, of the whole house.
     *
     * @throws AccessRefused when there is somebody, or the code is not ours
     */
    public void make(String given, String account, String name, String password, SignIn.From from) {
        int seconds = tries.begin(Door.SET_UP, null, from.address());
        if (seconds > 0) {
            throw new AccessRefused.Slowed(seconds);
        }
        if (!needed() || !Secrets.same(Secrets.typed(code), Secrets.typed(given))) {
            tries.failed(Door.SET_UP, from.address());
            throw new AccessRefused.CodeRefused();
        }
        String typed = accountName(account);
        UUID id = UUID.randomUUID();
        signIn.first(
                id,
                typed,
                name,
                password,
                () -> new Act(name + " (" + id + ")", "house.set-up", id.toString(), "set-up code", ""));
    }

    /** @throws AccessRefused.Unfit for what can't be an account */
    public static String accountName(String account) {
        String typed = SignIn.typed(account);
        if (!ACCOUNT.matcher(typed).matches()) {
            throw AccessRefused.Unfit.accountName();
        }
        return typed;
    }
}
