package vn.nharong.signal.token;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import com.auth0.jwt.exceptions.JWTVerificationException;
import com.auth0.jwt.interfaces.Claim;
import com.auth0.jwt.interfaces.DecodedJWT;
import com.auth0.jwt.interfaces.JWTVerifier;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomOptions;
import vn.nharong.sfu.room.TrackSource;

/** Reads and writes access tokens of one key. Any thread. */
public final class Tokens {
    /** When the right was given, to the millisecond; kept through every renewal. */
    private static final String ISSUED = "nharong_issued";

    private static final int MAX_TOKEN = 600_000;
    private static final int LEEWAY_SECONDS = 60;
    private static final int MAX_NAME = 256;
    private static final Duration REFRESHED = Duration.ofMinutes(10);
    private static final Duration SIGNATURE = Duration.ofMinutes(5);
    private static final List<String> KINDS =
            List.of("standard", "ingress", "egress", "sip", "agent", "", "", "connector", "bridge");

    private final ApiKey key;
    private final Clock clock;
    private final Algorithm algorithm;
    private final JWTVerifier verifier;

    public Tokens(ApiKey key, Clock clock) {
        this.key = key;
        this.clock = clock;
        this.algorithm = Algorithm.HMAC256(key.secret());
        this.verifier = ((com.auth0.jwt.JWTVerifier.BaseVerification) JWT.require(algorithm)
                        .withIssuer(key.id())
                        .acceptLeeway(LEEWAY_SECONDS)
                        .withClaimPresence("exp"))
                .build(clock);
    }

    /**
     * Checks signature, issuer and time.
     *
     * @throws TokenRefused for anything that is not a valid token of this key; nothing else escapes
     */
    public Grant verify(String token) throws TokenRefused {
        if (token.isEmpty() || token.length() > MAX_TOKEN) {
            throw new TokenRefused("no authorization token");
        }
        try {
            return grant(verified(token));
        } catch (JWTVerificationException e) {
            throw new TokenRefused("invalid authorization token");
        }
    }

    /**
     * The library reads header and claims before it looks at the signature, and some of what strangers write there (the
     * word null, a time beyond all time) ends in whatever exception comes of it.
     */
    private DecodedJWT verified(String token) throws TokenRefused {
        try {
            return verifier.verify(token);
        } catch (RuntimeException e) {
            throw new TokenRefused("invalid authorization token");
        }
    }

    private static Grant grant(DecodedJWT jwt) {
        Map<String, Object> video = map(jwt.getClaim("video"));
        boolean canPublish = flag(video, "canPublish", true);
        Permissions permissions = new Permissions(
                flag(video, "canSubscribe", true),
                canPublish,
                flag(video, "canPublishData", canPublish),
                sources(video.get("canPublishSources")),
                flag(video, "canUpdateOwnMetadata", false),
                flag(video, "hidden", false),
                flag(video, "recorder", false),
                flag(video, "agent", false),
                flag(video, "canSubscribeMetrics", false));
        Map<String, String> attributes = new LinkedHashMap<>();
        map(jwt.getClaim("attributes")).forEach((name, value) -> attributes.put(name, String.valueOf(value)));
        String subject = jwt.getSubject();
        String id = jwt.getId();
        String kind = text(jwt.getClaim("kind"));
        Instant expires = jwt.getExpiresAtAsInstant();
        return new Grant(
                subject != null && !subject.isEmpty() ? subject : id == null ? "" : id,
                text(jwt.getClaim("name")),
                text(jwt.getClaim("metadata")),
                Map.copyOf(attributes),
                Math.max(0, kind.isEmpty() ? 0 : KINDS.indexOf(kind)),
                video.get("room") instanceof String room ? room : "",
                flag(video, "roomJoin", false),
                flag(video, "roomCreate", false),
                flag(video, "roomList", false),
                flag(video, "roomAdmin", false),
                permissions,
                options(map(jwt.getClaim("roomConfig"))),
                expires == null ? 0 : expires.getEpochSecond(),
                number(jwt.getClaim(ISSUED)));
    }

    private static Map<String, Object> map(Claim claim) {
        Map<String, Object> map = claim.isMissing() || claim.isNull() ? null : claim.asMap();
        return map == null ? Map.of() : map;
    }

    private static String text(Claim claim) {
        String text = claim.isMissing() || claim.isNull() ? null : claim.asString();
        return text == null ? "" : text;
    }

    private static long number(Claim claim) {
        Long number = claim.isMissing() || claim.isNull() ? null : claim.asLong();
        return number == null ? 0 : number;
    }

    private static boolean flag(Map<String, Object> video, String name, boolean absent) {
        return video.get(name) instanceof Boolean value ? value : absent;
    }

    private static Set<TrackSource> sources(@Nullable Object list) {
        Set<TrackSource> sources = new HashSet<>();
        if (list instanceof List<?> names) {
            for (Object name : names) {
                for (TrackSource source : TrackSource.values()) {
                    if (source.name().equalsIgnoreCase(String.valueOf(name))) {
                        sources.add(source);
                    }
                }
            }
        }
        return Set.copyOf(sources);
    }

    private static RoomOptions options(Map<String, Object> config) {
        RoomOptions absent = RoomOptions.DEFAULT;
        return new RoomOptions(
                number(config, "emptyTimeout", absent.emptyTimeoutSeconds()),
                number(config, "departureTimeout", absent.departureTimeoutSeconds()),
                number(config, "maxParticipants", absent.maxParticipants()),
                config.get("metadata") instanceof String metadata ? metadata : absent.metadata());
    }

    private static int number(Map<String, Object> config, String name, int absent) {
        return config.get(name) instanceof Number number && number.intValue() > 0 ? number.intValue() : absent;
    }

    /** Why nobody may join with this grant, or null. */
    public static @Nullable String malformed(Grant grant) {
        if (grant.identity().isEmpty()) {
            return "identity cannot be empty";
        }
        if (grant.identity().length() > MAX_NAME
                || grant.name().length() > MAX_NAME
                || grant.room().length() > MAX_NAME) {
            return "identity, name or room is too long";
        }
        return grant.room().isEmpty() ? "room cannot be empty" : null;
    }

    /** A token with the same grants for the next connection; lives as long as the old one, ten minutes at least. */
    public String refresh(Grant grant) {
        Instant soonest = clock.instant().plus(REFRESHED);
        Instant old = Instant.ofEpochSecond(grant.expiresAtSeconds());
        return mint(grant, old.isAfter(soonest) ? old : soonest);
    }

    public String mint(Grant grant, Instant expires) {
        Map<String, Object> video = new HashMap<>();
        Permissions permissions = grant.permissions();
        video.put("room", grant.room());
        video.put("roomJoin", grant.roomJoin());
        video.put("roomCreate", grant.roomCreate());
        video.put("roomList", grant.roomList());
        video.put("roomAdmin", grant.roomAdmin());
        video.put("canPublish", permissions.canPublish());
        video.put("canSubscribe", permissions.canSubscribe());
        video.put("canPublishData", permissions.canPublishData());
        video.put("canUpdateOwnMetadata", permissions.canUpdateOwnMetadata());
        video.put("hidden", permissions.hidden());
        video.put("recorder", permissions.recorder());
        video.put("agent", permissions.agent());
        video.put("canSubscribeMetrics", permissions.canSubscribeMetrics());
        if (!permissions.sources().isEmpty()) {
            video.put(
                    "canPublishSources",
                    permissions.sources().stream()
                            .map(source -> source.name().toLowerCase(Locale.ROOT))
                            .sorted()
                            .toList());
        }
        JWTCreator.Builder token = JWT.create()
                .withIssuer(key.id())
                .withSubject(grant.identity())
                .withNotBefore(clock.instant())
                .withExpiresAt(expires)
                .withClaim("name", grant.name())
                .withClaim("video", video);
        if (!grant.metadata().isEmpty()) {
            token.withClaim("metadata", grant.metadata());
        }
        if (!grant.attributes().isEmpty()) {
            token.withClaim("attributes", grant.attributes());
        }
        if (grant.issuedMillis() > 0) {
            token.withClaim(ISSUED, grant.issuedMillis());
        }
        if (grant.kind() > 0 && grant.kind() < KINDS.size()) {
            token.withClaim("kind", KINDS.get(grant.kind()));
        }
        return token.sign(algorithm);
    }

    /** A token that vouches for a body. @param digest SHA-256, base64 */
    public String sign(String digest) {
        Instant now = clock.instant();
        return JWT.create()
                .withIssuer(key.id())
                .withNotBefore(now)
                .withExpiresAt(now.plus(SIGNATURE))
                .withClaim("sha256", digest)
                .sign(algorithm);
    }
}
