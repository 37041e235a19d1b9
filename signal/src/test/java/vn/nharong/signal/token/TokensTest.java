package vn.nharong.signal.token;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.auth0.jwt.JWT;
import com.auth0.jwt.JWTCreator;
import com.auth0.jwt.algorithms.Algorithm;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomOptions;
import vn.nharong.sfu.room.TrackSource;

class TokensTest {
    private static final ApiKey KEY = new ApiKey("APIkey", "a secret of more than thirty-two characters");
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private final Tokens tokens = new Tokens(KEY, Clock.fixed(NOW, ZoneOffset.UTC));

    private static JWTCreator.Builder token() {
        return JWT.create().withIssuer(KEY.id()).withSubject("an").withExpiresAt(NOW.plusSeconds(60));
    }

    private static String signed(JWTCreator.Builder token) {
        return token.sign(Algorithm.HMAC256(KEY.secret()));
    }

    @Test
    void whatIsAbsentHasTheProtocolsDefaults() throws TokenRefused {
        Grant grant = tokens.verify(signed(token().withClaim("video", Map.of("roomJoin", true, "room", "hop"))));
        assertTrue(grant.roomJoin());
        assertFalse(grant.roomAdmin());
        assertEquals("hop", grant.room());
        assertEquals(
                new Permissions(true, true, true, Set.of(), false, false, false, false, false), grant.permissions());
        Grant silent = tokens.verify(signed(token().withClaim("video", Map.of("canPublish", false))));
        assertFalse(silent.permissions().canPublishData(), "data follows publishing");
    }

    @Test
    void aConductedRoomHasAKeyOfItsOwn() throws TokenRefused {
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        Tokens conductor = new Tokens(new ApiKey("CONkey", "another secret of more than thirty-two characters"), clock);
        KeyRing keys = new KeyRing(tokens, conductor);
        for (String room : List.of("hop", "meeting:hop", "")) {
            Grant grant = grant(room);
            boolean conducted = room.startsWith("meeting:");
            Tokens right = conducted ? conductor : tokens;
            Tokens wrong = conducted ? tokens : conductor;
            assertEquals(
                    grant.room(),
                    keys.verify(right.mint(grant, NOW.plusSeconds(60))).room());
            assertThrows(TokenRefused.class, () -> keys.verify(wrong.mint(grant, NOW.plusSeconds(60))), room);
            assertEquals(grant.room(), right.verify(keys.refresh(grant)).room());
        }
    }

    private static Grant grant(String room) {
        return new Grant(
                "an", "An", "", Map.of(), 0, room, true, true, true, true, Permissions.ALL, RoomOptions.DEFAULT, 0);
    }

    @Test
    void everyGrantIsRead() throws TokenRefused {
        Grant grant = tokens.verify(signed(token().withClaim("name", "An")
                .withClaim("metadata", "m")
                .withClaim("kind", "agent")
                .withClaim("attributes", Map.of("a", "b"))
                .withClaim("roomConfig", Map.of("maxParticipants", 4, "emptyTimeout", 9))
                .withClaim(
                        "video",
                        Map.of(
                                "canPublishSources",
                                List.of("microphone", "screen_share"),
                                "hidden",
                                true,
                                "canUpdateOwnMetadata",
                                true,
                                "canSubscribe",
                                false,
                                "roomAdmin",
                                true))));
        assertEquals("An", grant.name());
        assertEquals(4, grant.kind());
        assertEquals(Map.of("a", "b"), grant.attributes());
        assertEquals(
                Set.of(TrackSource.MICROPHONE, TrackSource.SCREEN_SHARE),
                grant.permissions().sources());
        assertTrue(grant.permissions().hidden());
        assertEquals(new RoomOptions(9, 20, 4, ""), grant.options());
    }

    @Test
    void theIdentityMayComeFromTheTokensId() throws TokenRefused {
        String token = signed(JWT.create().withIssuer(KEY.id()).withJWTId("id").withExpiresAt(NOW.plusSeconds(9)));
        assertEquals("id", tokens.verify(token).identity());
        assertNotNull(Tokens.malformed(tokens.verify(token)), "but it names no room");
    }

    @Test
    void whatIsNotOursOrNotNowIsRefused() throws TokenRefused {
        tokens.verify(signed(token()));
        List<String> bad = List.of(
                "",
                "x",
                "a.b.c",
                signed(token()).replace('.', ' '),
                token().sign(Algorithm.HMAC256("another secret of thirty-two characters!")),
                token().sign(Algorithm.HMAC512(KEY.secret())),
                token().sign(Algorithm.none()),
                signed(JWT.create().withIssuer("APIother").withSubject("an").withExpiresAt(NOW.plusSeconds(60))),
                signed(JWT.create().withIssuer(KEY.id()).withSubject("an")),
                signed(token().withExpiresAt(NOW.minusSeconds(61))),
                signed(token().withNotBefore(NOW.plusSeconds(120))));
        for (String token : bad) {
            assertThrows(TokenRefused.class, () -> tokens.verify(token), token);
        }
        tokens.verify(signed(token().withExpiresAt(NOW.minusSeconds(30)).withNotBefore(NOW.plusSeconds(30))));
    }

    @Test
    void aRefreshedTokenSaysTheSameForAtLeastTenMinutes() throws TokenRefused {
        Grant grant = tokens.verify(signed(token().withClaim("name", "An")
                .withClaim("attributes", Map.of("a", "b"))
                .withClaim("kind", "sip")
                .withClaim("video", Map.of("roomJoin", true, "room", "hop", "canPublishSources", List.of("camera")))));
        Grant again = tokens.verify(tokens.refresh(grant));
        assertEquals(NOW.plus(Duration.ofMinutes(10)).getEpochSecond(), again.expiresAtSeconds());
        assertEquals(grant.permissions(), again.permissions());
        assertEquals(grant.attributes(), again.attributes());
        assertEquals(grant.kind(), again.kind());
        assertNull(Tokens.malformed(again));
    }

    @Test
    void whatTheLibraryTripsOverIsRefused() {
        String null64 = Base64.getUrlEncoder().withoutPadding().encodeToString("null".getBytes(StandardCharsets.UTF_8));
        String[] parts = signed(token()).split("\\.");
        assertThrows(TokenRefused.class, () -> tokens.verify(null64 + "." + parts[1] + "." + parts[2]));
        assertThrows(TokenRefused.class, () -> tokens.verify(parts[0] + "." + null64 + "." + parts[2]));
        for (String time : List.of("99999999999999999", "-99999999999999999", "1e999")) {
            String claims = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(("{\"exp\":" + time + "}").getBytes(StandardCharsets.UTF_8));
            assertThrows(TokenRefused.class, () -> tokens.verify(parts[0] + "." + claims + "." + parts[2]), time);
        }
        byte[] signature = Algorithm.HMAC256(KEY.secret())
                .sign(parts[0].getBytes(StandardCharsets.UTF_8), null64.getBytes(StandardCharsets.UTF_8));
        String good = Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        assertThrows(TokenRefused.class, () -> tokens.verify(parts[0] + "." + null64 + "." + good));
    }
}
