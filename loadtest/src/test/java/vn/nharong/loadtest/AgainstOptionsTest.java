package vn.nharong.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgainstOptionsTest {
    @Test
    void needsNoKey() throws Exception {
        AgainstOptions options =
                AgainstOptions.read(new String[] {"--against", "janus", "--sites=12", "--off=offload"});
        assertEquals(12, options.sites());
        assertEquals(40, options.burstMillis());
        assertEquals(3, options.rounds());
        assertEquals("offload", options.off());
    }

    @Test
    void isWantedInBothForms() {
        assertTrue(AgainstOptions.wanted(new String[] {"--sites=3", "--against=janus"}));
        assertTrue(AgainstOptions.wanted(new String[] {"--against"}));
        assertFalse(AgainstOptions.wanted(new String[] {"--sites=3"}));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--against=mediasoup", "--against=", "--seats=1", "--off=loss", "--url=http://x", "--rounds=0"})
    void refusesInBothLanguages(String argument) {
        String[] arguments =
                argument.startsWith("--against") ? new String[] {argument} : new String[] {"--against=janus", argument};
        LoadOptions.Refused refused = assertThrows(LoadOptions.Refused.class, () -> AgainstOptions.read(arguments));
        assertFalse(Words.VI.say(refused.key, refused.values).equals(Words.EN.say(refused.key, refused.values)));
    }

    @Test
    void whomItCannotCompareWithIsSaid() throws Exception {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Main.run(
                new String[] {"--against", "zoom"},
                Map.of(),
                System.out,
                new PrintStream(err, true, StandardCharsets.UTF_8));
        assertEquals(2, code);
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("không so được với \"zoom\""), err::toString);
    }
}
