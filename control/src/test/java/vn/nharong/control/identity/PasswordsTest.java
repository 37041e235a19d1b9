package vn.nharong.control.identity;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class PasswordsTest {
    private final Passwords passwords = new Passwords();

    @Test
    void argon2idWithTheParametersOfTheHouse() {
        String hash = passwords.hash("an", "mật khẩu của tôi");
        assertTrue(hash.startsWith("$argon2id$v=19$m=19456,t=2,p=1$"), hash);
        assertTrue(passwords.matches("mật khẩu của tôi", hash));
        assertTrue(passwords.matches("mật khẩu của tôi".replace("ậ", "ậ"), hash), "as another keyboard types it");
        assertFalse(passwords.matches("mật khẩu của tôI", hash));
        assertFalse(passwords.matches("", ""));
        assertFalse(passwords.outdated(hash));
        assertTrue(passwords.outdated(hash.replace("t=2", "t=1")));
    }

    @Test
    void whatIsTooEasyIsRefused() {
        for (String easy : new String[] {"", "ngắn quá", "aaaaaaaaaaaaaaaa", "nguyenvanan2026", "x".repeat(201)}) {
            assertThrows(AccessRefused.Unfit.class, () -> passwords.hash("nguyenvanan", easy), easy);
        }
    }
}
