package vn.nharong.loadtest;

import com.auth0.jwt.JWT;
import com.auth0.jwt.algorithms.Algorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Signs what the server's API key may sign. Immutable; any thread. */
record AccessTokens(String key, String secret) {
    /** Longer than any run. */
    private static final Duration GOOD = Duration.ofDays(8);

    String join(String room, String identity, String name) {
        return sign(identity, name, Map.of("roomJoin", true, "room", room));
    }

    /** For figures of the server, and to close rooms. */
    String administrator() {
        return sign("loadtest", "", Map.of("roomList", true, "roomCreate", true));
    }

    private String sign(String identity, String name, Map<String, Object> grant) {
        return JWT.create()
                .withIssuer(key)
                .withSubject(identity)
                .withExpiresAt(Instant.now().plus(GOOD))
                .withClaim("name", name)
                .withClaim("video", grant)
                .sign(Algorithm.HMAC256(secret));
    }
}
