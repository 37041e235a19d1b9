package vn.nharong.signal.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.sfu.loop.MediaPlane;
import vn.nharong.sfu.loop.OutletProxy;
import vn.nharong.sfu.loop.PlaneStats;
import vn.nharong.sfu.loop.TransportEvents;
import vn.nharong.sfu.loop.TransportProxy;
import vn.nharong.sfu.room.LeaveReason;
import vn.nharong.sfu.room.Notice;
import vn.nharong.sfu.room.ParticipantState;
import vn.nharong.sfu.room.ParticipantView;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomOptions;
import vn.nharong.sfu.room.RoomWatcher;
import vn.nharong.sfu.room.Rooms;
import vn.nharong.signal.map.DataPackets;
import vn.nharong.signal.map.JoinWish;
import vn.nharong.signal.map.Reply;
import vn.nharong.signal.token.ApiKey;
import vn.nharong.signal.token.Grant;
import vn.nharong.signal.token.KeyRing;
import vn.nharong.signal.token.TokenRefused;
import vn.nharong.signal.token.Tokens;

class SignalSessionTest {
    /** Stands still until the test moves it. */
    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-11-23T08:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private static final class Heard implements Outbound {
        private final List<Reply> replies = new ArrayList<>();

        @Override
        public void send(Notice notice) {}

        @Override
        public void send(Reply reply) {
            replies.add(reply);
        }

        @Override
        public void finish() {}

        @Override
        public void cut() {}

        String token() {
            return ((Reply.Token) replies.getLast()).jwt();
        }
    }

    private final HandClock clock = new HandClock();
    private final Tokens tokens =
            new Tokens(new ApiKey("APIkey", "a secret of more than thirty-two characters"), clock);
    private final Heard heard = new Heard();

    private SignalSession session(String token) throws TokenRefused {
        MediaPlane none = new MediaPlane() {
            @Override
            public TransportProxy createTransport(String label, TransportEvents events) {
                throw new AssertionError("nobody joins here");
            }

            @Override
            public OutletProxy createOutlet(String label, MediaKind kind) {
                throw new AssertionError("nobody conducts here");
            }

            @Override
            public PlaneStats stats() {
                throw new AssertionError("nobody asks here");
            }
        };
        Rooms rooms = new Rooms(none, new Random(1), () -> 0, RoomWatcher.NONE, new DataPackets());
        return new SignalSession(
                rooms,
                new KeyRing(tokens, tokens),
                heard,
                () -> 0,
                tokens.verify(token),
                JoinWish.signallingOnly(true),
                true);
    }

    private String ofTenMinutes() {
        Grant grant = new Grant(
                "an", "An", "", Map.of(), 0, "hop", true, false, false, false, Permissions.ALL, RoomOptions.DEFAULT, 0);
        return tokens.mint(grant, clock.now.plus(Duration.ofMinutes(10)));
    }

    private static ParticipantView self(String name) {
        return new ParticipantView(
                "PA_1",
                "an",
                name,
                ParticipantState.ACTIVE,
                List.of(),
                "",
                Map.of(),
                0,
                1,
                Permissions.ALL,
                false,
                0,
                LeaveReason.UNKNOWN,
                0,
                List.of());
    }

    /** What the room tells every five minutes keeps the way back in open for a client that came on a short token. */
    @Test
    void aClientOfATenMinuteTokenCanComeBackAfterEleven() throws TokenRefused {
        String first = ofTenMinutes();
        SignalSession session = session(first);
        for (int i = 0; i < 2; i++) {
            clock.now = clock.now.plus(Duration.ofMinutes(5));
            session.tell(new Notice.TokenStale(self("An")));
        }
        clock.now = clock.now.plus(Duration.ofMinutes(1).plusSeconds(5));
        assertThrows(TokenRefused.class, () -> tokens.verify(first), "a minute of leeway is over too");
        Grant again = tokens.verify(heard.token());
        assertEquals("an", again.identity());
        assertTrue(again.roomJoin());
        assertEquals("hop", again.room());
    }

    @Test
    void theNextTokenSaysWhatTheParticipantIsCalledNow() throws TokenRefused {
        session(ofTenMinutes()).tell(new Notice.TokenStale(self("An mới")));
        assertEquals("An mới", tokens.verify(heard.token()).name());
    }
}
