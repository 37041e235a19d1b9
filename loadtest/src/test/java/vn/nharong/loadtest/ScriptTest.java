package vn.nharong.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptTest {
    @ParameterizedTest
    @ValueSource(strings = {"programme", "every-act", "soak"})
    void whatIsBuiltInCanBeRead(String name) throws Exception {
        Script script = Script.read(name);
        assertEquals(9, script.live());
        assertEquals(5, script.stillSeconds());
    }

    @Test
    void everyActHasEveryKind() throws Exception {
        Set<Class<?>> kinds = new java.util.HashSet<>();
        Script.read("every-act").acts().forEach(act -> kinds.add(act.what().getClass()));
        assertEquals(Set.of(Script.What.class.getPermittedSubclasses()), kinds);
        assertEquals(Set.of(0), Script.read("every-act").speakers());
    }

    @Test
    void actsComeInTheirOrder() throws Exception {
        Script script = Script.parse(
                "x",
                "{\"acts\":[{\"at\":9,\"do\":\"cut\",\"site\":2},{\"at\":3,\"every\":60,\"do\":\"speak\",\"site\":1}]}");
        assertEquals(
                new Script.Act(3, 60, new Script.What.Speak(1)), script.acts().getFirst());
        assertEquals(
                new Script.Act(9, 0, new Script.What.Cut(2, 3)), script.acts().getLast());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "[]", "{\"act\":[]}", "{\"acts\":[{\"do\":\"dance\"}]}",
                        "{\"acts\":[{\"do\":\"cut\",\"sites\":1}]}",
                "{\"live\":-1}", "{\"live\":\"many\"}", "{\"acts\":[{\"do\":\"cut\",\"at\":1e9}]}", "{\"acts\":{}}", "{"
            })
    void whatIsWrongIsRefused(String text) {
        assertEquals("script.wrong", assertThrows(LoadOptions.Refused.class, () -> Script.parse("x", text)).key);
    }

    @Test
    void aFileThatIsNotThere() {
        assertEquals(
                "script.missing", assertThrows(LoadOptions.Refused.class, () -> Script.read("no/such/file.json")).key);
    }
}
