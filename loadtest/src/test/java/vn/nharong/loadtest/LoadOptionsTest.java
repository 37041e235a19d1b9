package vn.nharong.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadOptionsTest {
    private static final Map<String, String> KEY = Map.of("NHARONG_API_KEY", "k", "NHARONG_API_SECRET", "s");

    @Test
    void readsBothForms() throws Exception {
        LoadOptions options = LoadOptions.read(
                new String[] {"--sites=12", "--seconds", "8", "--url", "https://hop.gialai.vn", "--aims=cores=2,p50=3.5"
                },
                KEY);
        assertEquals(12, options.sites());
        assertEquals(8, options.seconds());
        assertEquals("wss://hop.gialai.vn", options.socketBase());
        assertEquals(2, options.limits().cores());
        assertEquals(3.5, options.limits().latencyMillisP50());
        assertEquals(900, options.limits().rssMib());
        assertEquals("vi", options.words().code());
    }

    @Test
    void anAddressWithoutSchemeIsHttp() throws Exception {
        assertEquals(
                "ws://10.1.2.3:8080",
                LoadOptions.read(new String[] {"--url", "10.1.2.3:8080"}, KEY).socketBase());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--site=3",
                "sites",
                "--sites=0",
                "--sites=many",
                "--url=ftp://x",
                "--url=http://",
                "--lang=fr",
                "--off=all",
                "--aims=speed=1",
                "--aims=cores",
                "--aims=cores=-1",
                "--seconds"
            })
    void refusesInBothLanguages(String argument) {
        LoadOptions.Refused refused =
                assertThrows(LoadOptions.Refused.class, () -> LoadOptions.read(new String[] {argument}, KEY));
        assertTrue(!Words.VI.say(refused.key, refused.values).equals(Words.EN.say(refused.key, refused.values)));
    }

    @Test
    void needsTheKey() {
        assertEquals(
                "option.key",
                assertThrows(LoadOptions.Refused.class, () -> LoadOptions.read(new String[0], Map.of())).key);
    }
}
