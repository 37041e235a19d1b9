package vn.nharong.media.ice;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import vn.nharong.media.stun.StunMessage;
import vn.nharong.media.stun.StunWriter;
import vn.nharong.media.transport.Path;

class IceLiteAgentTest {
    private record TestPath(InetSocketAddress remote) implements Path {
        @Override
        public String protocol() {
            return "udp";
        }
    }

    private static final long SECOND = 1_000_000_000L;
    private final List<StunMessage> answers = new ArrayList<>();
    private final List<IceAgent.State> states = new ArrayList<>();
    private final List<Path> nominated = new ArrayList<>();
    private final Path path = new TestPath(new InetSocketAddress("127.0.0.1", 5000));
    private IceLiteAgent agent = new IceLiteAgent(new IceCredentials("ours", "our-password-of-some-length"), 0);

    @BeforeEach
    void connect() {
        agent.sink(new IceAgent.Sink() {
            @Override
            public void transmit(byte[] message, int length, Path to) {
                answers.add(Objects.requireNonNull(StunMessage.parse(Arrays.copyOf(message, length))));
            }

            @Override
            public void onNominated(Path to) {
                nominated.add(to);
            }

            @Override
            public void onState(IceAgent.State state) {
                states.add(state);
            }
        });
        agent.remoteUfrag("theirs");
    }

    private StunMessage check(String username, String password, boolean nominate, boolean controlling) {
        StunWriter writer = new StunWriter(StunMessage.BINDING_REQUEST, new byte[12]).username(username);
        if (controlling) {
            writer.controlling(1);
        }
        if (nominate) {
            writer.useCandidate();
        }
        return Objects.requireNonNull(StunMessage.parse(writer.sign(password.getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void answersAndTakesTheNominatedPair() {
        assertTrue(agent.handle(check("ours:theirs", "our-password-of-some-length", false, true), path, SECOND));
        assertNull(agent.nominated(), "a check alone nominates nothing");
        assertTrue(agent.handle(check("ours:theirs", "our-password-of-some-length", true, true), path, SECOND));
        assertSame(path, agent.nominated());
        assertEquals(List.of(IceAgent.State.CONNECTED), states);
        assertEquals(path.remote(), answers.getLast().mapped());
    }

    @Test
    void wrongPasswordAndWrongNamesAreNotAnswered() {
        assertFalse(agent.handle(check("ours:theirs", "guess", true, true), path, SECOND));
        assertFalse(agent.handle(check("ours:somebody", "our-password-of-some-length", true, true), path, SECOND));
        assertFalse(agent.handle(check("other:theirs", "our-password-of-some-length", true, true), path, SECOND));
        assertEquals(List.of(), answers);
        assertTrue(agent.handle(check("ours:theirs", "our-password-of-some-length", true, true), path, SECOND));
    }

    @Test
    void silenceDisconnectsThenFailsAndACheckBringsItBack() {
        agent.handle(check("ours:theirs", "our-password-of-some-length", true, true), path, SECOND);
        agent.handleTimeout(SECOND + IceLiteAgent.DISCONNECTED_AFTER_NANOS);
        agent.handle(check("ours:theirs", "our-password-of-some-length", false, true), path, 12 * SECOND);
        agent.handleTimeout(12 * SECOND + IceLiteAgent.FAILED_AFTER_NANOS);
        assertEquals(
                List.of(
                        IceAgent.State.CONNECTED,
                        IceAgent.State.DISCONNECTED,
                        IceAgent.State.CONNECTED,
                        IceAgent.State.FAILED),
                states);
    }

    @Test
    void aNewAddressTakesOverWhenItIsNominated() {
        Path other = new TestPath(new InetSocketAddress("127.0.0.1", 5001));
        agent.handle(check("ours:theirs", "our-password-of-some-length", true, true), path, SECOND);
        agent.handle(check("ours:theirs", "our-password-of-some-length", true, true), other, 2 * SECOND);
        assertEquals(List.of(path, other), nominated);
    }

    @Test
    void afterARestartTheOldCredentialsLiveUntilTheNewPairIsThere() {
        agent.handle(check("ours:theirs", "our-password-of-some-length", true, true), path, SECOND);
        agent.restart(new IceCredentials("fresh", "a-fresh-password-of-length"));
        assertTrue(agent.handle(check("ours:theirs", "our-password-of-some-length", false, true), path, 2 * SECOND));
        assertTrue(agent.handle(check("fresh:again", "a-fresh-password-of-length", true, true), path, 3 * SECOND));
        assertFalse(agent.handle(check("ours:theirs", "our-password-of-some-length", false, true), path, 4 * SECOND));
    }

    @Test
    void aPeerThatWantsToBeControlledIsToldToSwitch() {
        byte[] message = new StunWriter(StunMessage.BINDING_REQUEST, new byte[12])
                .username("ours:theirs")
                .controlled(1)
                .sign("our-password-of-some-length".getBytes(StandardCharsets.US_ASCII));
        StunMessage controlled = Objects.requireNonNull(StunMessage.parse(message));
        assertTrue(agent.handle(controlled, path, SECOND));
        assertEquals(487, answers.getFirst().errorCode());
        assertNull(agent.nominated());
    }
}
