package vn.nharong.media.ice;

import java.util.random.RandomGenerator;

/** User fragment and password of one ICE generation (RFC 8445 §5.3). */
public record IceCredentials(String ufrag, String password) {
    private static final String ICE_CHARS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** 48 and 143 bits of randomness; the RFC asks for 24 and 128. */
    public static IceCredentials random(RandomGenerator random) {
        return new IceCredentials(text(random, 8), text(random, 24));
    }

    private static String text(RandomGenerator random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(ICE_CHARS.charAt(random.nextInt(ICE_CHARS.length())));
        }
        return text.toString();
    }
}
