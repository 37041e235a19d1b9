package vn.nharong.sfu.room;

import java.util.random.RandomGenerator;

/** Names for things on the wire: a prefix and twelve characters that are hard to mistake for one another when read aloud. */
final class Ids {
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private final RandomGenerator random;

    Ids(RandomGenerator random) {
        this.random = random;
    }

    String room() {
        return next("RM_");
    }

    String participant() {
        return next("PA_");
    }

    String track() {
        return next("TR_");
    }

    /** Never 0, which stands for "none". */
    int ssrc() {
        int ssrc = random.nextInt();
        return ssrc == 0 ? 1 : ssrc;
    }

    private String next(String prefix) {
        StringBuilder id = new StringBuilder(prefix);
        for (int i = 0; i < 12; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return id.toString();
    }
}
