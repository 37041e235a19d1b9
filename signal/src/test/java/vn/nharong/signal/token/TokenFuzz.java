package vn.nharong.signal.token;

import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.random.RandomGenerator;
import vn.nharong.fuzz.FuzzTarget;

/** Tokens of strangers, and tokens of somebody who holds the key and fills in what he likes. */
public final class TokenFuzz {
    private static final ApiKey KEY = new ApiKey("APIkey", "a secret of more than thirty-two characters");
    private static final ApiKey CONDUCTOR = new ApiKey("CONkey", "another secret of more than thirty-two characters");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    private TokenFuzz() {}

    private static String claims(String more) {
        return "{\"iss\":\"APIkey\",\"sub\":\"an\",\"exp\":" + (NOW.getEpochSecond() + 3600) + more + "}";
    }

    /** The input is header and claims with a line break between; what signs them is put on here, or left wrong. */
    public static FuzzTarget target() {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        KeyRing keys = new KeyRing(new Tokens(KEY, clock), new Tokens(CONDUCTOR, clock));
        return FuzzTarget.of(
                        "tokens",
                        input -> {
                            Grant grant = keys.verify(new String(input, StandardCharsets.UTF_8));
                            if (Tokens.malformed(grant) == null) {
                                keys.verify(keys.refresh(grant));
                            }
                            return true;
                        },
                        Tokens.class,
                        KeyRing.class)
                .corpus(
                        signed(HEADER, claims("")),
                        signed(HEADER, claims(",\"name\":\"An\",\"kind\":\"agent\",\"nbf\":" + NOW.getEpochSecond())),
                        signed(
                                HEADER,
                                claims(",\"video\":{\"room\":\"hop\",\"roomJoin\":true,\"canPublish\":false,"
                                        + "\"canPublishSources\":[\"camera\",\"microphone\"]}")),
                        signed(
                                HEADER,
                                claims(",\"metadata\":\"m\",\"attributes\":{\"a\":\"b\"},\"jti\":\"1\",\"aud\":[\"x\"],"
                                        + "\"roomConfig\":{\"maxParticipants\":4,\"emptyTimeout\":9}")))
                .refusing(TokenRefused.class)
                .text()
                .words("null", ".", "..", "[]", "{}", "\"exp\":", "1e999999999", "[[[[[[[[[[[[", "{\"a\":{\"a\":", "=")
                .repaired(TokenFuzz::repair)
                .bounds(8192, 4 << 20);
    }

    private static byte[] signed(String header, String claims) {
        String text =
                base64(header.getBytes(StandardCharsets.UTF_8)) + "." + base64(claims.getBytes(StandardCharsets.UTF_8));
        byte[] signature = Algorithm.HMAC256(KEY.secret())
                .sign(
                        text.substring(0, text.indexOf('.')).getBytes(StandardCharsets.UTF_8),
                        text.substring(text.indexOf('.') + 1).getBytes(StandardCharsets.UTF_8));
        return (text + "." + base64(signature)).getBytes(StandardCharsets.UTF_8);
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A third stays as it was bent; the others have their JSON bent and a good signature, or none that fits. */
    private static byte[] repair(byte[] bent, RandomGenerator random) {
        return switch (random.nextInt(3)) {
            case 0 ->
                signed(
                        HEADER,
                        bend(claims(",\"video\":{\"roomJoin\":true},\"attributes\":{\"a\":\"b\"}"), bent, random));
            case 1 -> signed(bend(HEADER, bent, random), claims(""));
            default -> bent;
        };
    }

    /** Replaces a part of a good text by a word or a number as hostile as they come. */
    private static String bend(String good, byte[] bent, RandomGenerator random) {
        String[] odd = {
            "null",
            "-1",
            "1e999999999",
            "99999999999999999999",
            "{}",
            "[]",
            "[null]",
            "\"\"",
            "true",
            "{\"a\":[{}]}",
            "",
            "\"\\ud800\"",
            "1.5",
            "-9223372036854775809",
            "[".repeat(2000),
            "{\"a\":".repeat(2000)
        };
        String with = random.nextInt(8) == 0
                ? new String(bent, 0, Math.min(bent.length, 64), StandardCharsets.ISO_8859_1)
                : odd[random.nextInt(odd.length)];
        int from;
        int to;
        if (random.nextBoolean()) {
            from = random.nextInt(good.length());
            to = from + random.nextInt(good.length() - from + 1);
        } else {
            // A value: from a colon to the next comma or brace.
            from = good.indexOf(':', random.nextInt(good.length())) + 1;
            to = from;
            while (to < good.length() && ",}".indexOf(good.charAt(to)) < 0) {
                to++;
            }
        }
        return good.substring(0, from) + with + good.substring(to);
    }
}
