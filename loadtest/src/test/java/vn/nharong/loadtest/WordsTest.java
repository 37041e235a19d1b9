package vn.nharong.loadtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two languages that say the same. */
class WordsTest {
    private static Properties read(String code) throws IOException {
        Properties words = new Properties();
        try (var in = new InputStreamReader(
                WordsTest.class.getResourceAsStream("words_" + code + ".properties"), StandardCharsets.UTF_8)) {
            words.load(in);
        }
        return words;
    }

    private static Set<String> places(String text) {
        Set<String> places = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\{(\\d)").matcher(text);
        while (matcher.find()) {
            places.add(matcher.group(1));
        }
        return places;
    }

    @Test
    void bothSayTheSame() throws Exception {
        Properties vi = read("vi");
        Properties en = read("en");
        assertEquals(new TreeSet<>(vi.stringPropertyNames()), new TreeSet<>(en.stringPropertyNames()));
        for (String key : vi.stringPropertyNames()) {
            assertEquals(places(vi.getProperty(key)), places(en.getProperty(key)), key);
        }
    }

    @Test
    void whatTheProgramSaysIsThere() throws Exception {
        Set<String> keys = read("vi").stringPropertyNames();
        Path sources = Path.of(System.getProperty("nharong.root", "..")).resolve("loadtest/src/main/java");
        Set<String> said = new TreeSet<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                Matcher matcher = Pattern.compile("(?:\\bsay\\(|Refused\\()\\s*\"([a-z_.]+)\"")
                        .matcher(Files.readString(file));
                while (matcher.find()) {
                    said.add(matcher.group(1));
                }
            }
        }
        assertTrue(said.size() > 40, said::toString);
        // Those that end in a point are begun here and ended by a figure's name.
        assertEquals(
                Set.of(),
                said.stream()
                        .filter(key -> !key.endsWith(".") && !keys.contains(key))
                        .collect(Collectors.toSet()));
    }

    @Test
    void noSentenceIsFrightening() throws Exception {
        for (String code : new String[] {"vi", "en"}) {
            assertFalse(read(code).values().stream()
                    .anyMatch(text -> text.toString().contains("!")));
        }
    }

    @Test
    void numbersAreWrittenAsTheLanguageDoes() {
        assertEquals("1.234,5", Words.VI.number(1234.5, 1));
        assertEquals("1,234.5", Words.EN.number(1234.5, 1));
    }
}
