package vn.nharong.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents at the root and below docs/ keep their promises: links resolve, every ADR has a number of its own. */
class DocumentsTest {
    private static final Path ROOT = Path.of(System.getProperty("nharong.root", ".."));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final int MAX_LINES_OF_A_CLASS = 650;

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path document : documents()) {
            Matcher matcher = LINK.matcher(Files.readString(document));
            while (matcher.find()) {
                String target = matcher.group(1);
                if (target.contains("://") || target.startsWith("#") || target.startsWith("mailto:")) {
                    continue;
                }
                links++;
                String path = URLDecoder.decode(target.replaceFirst("#.*", ""), StandardCharsets.UTF_8);
                if (!Files.exists(document.resolveSibling(path))) {
                    broken.add(ROOT.relativize(document) + " -> " + target);
                }
            }
        }
        assertTrue(links > 20, "only " + links + " links were found: the pattern no longer fits the documents");
        assertEquals(List.of(), broken, "links that lead nowhere");
    }

    @Test
    void everyDecisionHasItsOwnNumber() throws IOException {
        List<String> names;
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/adr"))) {
            names = files.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d{4}-[a-z0-9-]+\\.md"))
                    .sorted()
                    .toList();
        }
        assertTrue(names.size() >= 8, "too few decisions are written down: " + names);
        List<String> numbers = names.stream().map(name -> name.substring(0, 4)).toList();
        assertEquals(numbers.stream().distinct().toList(), numbers, "two decisions bear one number");
    }

    /** When a class passes some 600 lines, ask which noun is missing (CONTRIBUTING.md). */
    @Test
    void noClassIsTooBigToRead() throws IOException {
        List<String> tooBig = new ArrayList<>();
        int seen = 0;
        for (String module : List.of("media", "sfu", "signal", "node", "sim", "bench")) {
            Path sources = ROOT.resolve(module).resolve("src/main/java");
            if (!Files.isDirectory(sources)) {
                continue;
            }
            try (Stream<Path> files = Files.walk(sources)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    seen++;
                    long lines;
                    try (Stream<String> all = Files.lines(file)) {
                        lines = all.count();
                    }
                    if (lines > MAX_LINES_OF_A_CLASS) {
                        tooBig.add(ROOT.relativize(file) + ": " + lines);
                    }
                }
            }
        }
        assertTrue(seen > 10);
        assertEquals(List.of(), tooBig);
    }

    private static List<Path> documents() throws IOException {
        List<Path> all = new ArrayList<>();
        for (Path folder : List.of(ROOT, ROOT.resolve("docs"), ROOT.resolve("e2e"))) {
            if (!Files.isDirectory(folder)) {
                continue;
            }
            boolean deep = folder.endsWith("docs");
            try (Stream<Path> files = deep ? Files.walk(folder) : Files.list(folder)) {
                files.filter(path -> path.toString().endsWith(".md")).forEach(all::add);
            }
        }
        return all;
    }
}
