package vn.nharong.control.directory;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * An official list of units as it came: read, checked, and told line by line what is wrong with it. Columns {@code code,
 * parent_code, level, name_vi, type}; comma or semicolon (spreadsheets here write the latter); UTF-8. Parents may stand
 * anywhere in the list.
 *
 * @param rows in the order of the file, which is the official one; parents exist and lead to the root
 * @param problems none when the list may be taken
 */
public record UnitList(List<UnitRow> rows, List<Problem> problems) {
    /** What is wrong with one line, for whoever made the file. */
    public record Problem(long line, String words) {
        @Override
        public String toString() {
            return "dòng " + line + ": " + words;
        }
    }

    static final List<String> COLUMNS = List.of("code", "parent_code", "level", "name_vi", "type");

    private static final int MAX_ROWS = 20_000;
    /** After so many nobody reads on. */
    private static final int MAX_PROBLEMS = 200;

    private static final int MAX_CODE = 20;
    private static final int MAX_WORD = 60;
    private static final int MAX_NAME = 200;

    public boolean good() {
        return problems.isEmpty();
    }

    /** Never throws for what is in the file: every fault is a problem with a line. */
    public static UnitList read(byte[] file) {
        return new Reading().read(file);
    }

    private static final class Reading {
        private final List<UnitRow> rows = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final Map<String, UnitRow> byCode = new LinkedHashMap<>();

        UnitList read(byte[] file) {
            String text = text(file);
            if (text != null) {
                records(text);
                parents();
            }
            return new UnitList(List.copyOf(rows), List.copyOf(problems));
        }

        private void problem(long line, String words) {
            if (problems.size() < MAX_PROBLEMS) {
                problems.add(new Problem(line, words));
            }
        }

        private @Nullable String text(byte[] file) {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)
                        .decode(ByteBuffer.wrap(file))
                        .toString();
                return Normalizer.normalize(text.startsWith("\ufeff") ? text.substring(1) : text, Normalizer.Form.NFC);
            } catch (CharacterCodingException e) {
                problem(badLine(file), "không phải chữ UTF-8; hãy lưu tệp dạng CSV UTF-8");
                return null;
            }
        }

        /** The line in which the first byte lies that is no UTF-8. */
        private static long badLine(byte[] file) {
            long line = 1;
            int start = 0;
            for (int i = 0; i <= file.length; i++) {
                if (i == file.length || file[i] == '\n') {
                    try {
                        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file, start, i - start));
                    } catch (CharacterCodingException e) {
                        return line;
                    }
                    line++;
                    start = i + 1;
                }
            }
            return 1;
        }

        private void records(String text) {
            int end = text.indexOf('\n');
            String first = (end < 0 ? text : text.substring(0, end)).strip();
            char delimiter = first.indexOf(';') >= 0 && first.indexOf(',') < 0 ? ';' : ',';
            if (!List.of(first.split(String.valueOf(delimiter), -1)).equals(COLUMNS)) {
                problem(1, "dòng đầu phải là " + String.join(String.valueOf(delimiter), COLUMNS));
                return;
            }
            CSVFormat format = CSVFormat.RFC4180
                    .builder()
                    .setDelimiter(delimiter)
                    .setIgnoreEmptyLines(true)
                    .get();
            try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
                boolean header = true;
                for (CSVRecord record : parser) {
                    if (!header) {
                        record(record, parser.getCurrentLineNumber());
                    }
                    header = false;
                    if (rows.size() > MAX_ROWS) {
                        problem(parser.getCurrentLineNumber(), "quá " + MAX_ROWS + " dòng");
                        return;
                    }
                }
                if (rows.isEmpty() && problems.isEmpty()) {
                    problem(2, "chưa có đơn vị nào");
                }
            } catch (IOException | UncheckedIOException | IllegalStateException e) {
                problem(rows.size() + 2L, "không đọc được; có dấu nháy kép (\") chưa đóng?");
            }
        }

        private void record(CSVRecord record, long line) {
            if (record.size() != COLUMNS.size()) {
                problem(line, "có " + record.size() + " cột, cần " + COLUMNS.size());
                return;
            }
            String code = record.get(0).strip();
            String parent = record.get(1).strip();
            String level = record.get(2).strip();
            String name = record.get(3).strip().replaceAll("\\s+", " ");
            String type = record.get(4).strip();
            // Each is looked at: a line is told all that is wrong with it at once.
            boolean good = word(line, "mã", code, MAX_CODE);
            good = word(line, "cấp", level, MAX_WORD) && good;
            good = word(line, "tên", name, MAX_NAME) && good;
            good = word(line, "loại", type, MAX_WORD) && good;
            if (!good) {
                return;
            }
            UnitRow row = new UnitRow(line, code, parent.isEmpty() ? null : parent, level, name, type);
            UnitRow other = byCode.putIfAbsent(code, row);
            if (other != null) {
                problem(line, "mã " + code + " đã có ở dòng " + other.line() + " (" + other.name() + ")");
                return;
            }
            rows.add(row);
        }

        private boolean word(long line, String what, String text, int max) {
            if (text.isEmpty()) {
                problem(line, "thiếu " + what);
            } else if (text.length() > max) {
                problem(line, what + " dài quá " + max + " chữ");
            } else if (text.codePoints().anyMatch(Character::isISOControl)) {
                problem(line, what + " có ký tự lạ");
            } else {
                return true;
            }
            return false;
        }

        /** Every parent is in the list, there is one root, and nobody is its own ancestor. */
        private void parents() {
            UnitRow root = null;
            Map<String, Boolean> reachesRoot = new HashMap<>();
            for (UnitRow row : rows) {
                String parent = row.parentCode();
                if (parent == null) {
                    if (root != null) {
                        problem(row.line(), "thiếu mã cấp trên (đơn vị gốc đã ở dòng " + root.line() + ")");
                    } else {
                        root = row;
                    }
                } else if (!byCode.containsKey(parent)) {
                    problem(row.line(), "không có cấp trên mã " + parent + " trong tệp");
                } else if (circular(row, reachesRoot)) {
                    problem(row.line(), "cấp trên đi vòng về chính nó");
                }
            }
            if (root == null && !rows.isEmpty()) {
                problem(rows.getFirst().line(), "không có đơn vị gốc (dòng không có mã cấp trên)");
            }
        }

        private boolean circular(UnitRow row, Map<String, Boolean> known) {
            Set<String> way = new HashSet<>();
            UnitRow at = row;
            while (at != null && at.parentCode() != null) {
                if (!way.add(at.code())) {
                    return true;
                }
                if (known.containsKey(at.code())) {
                    return false;
                }
                at = byCode.get(at.parentCode());
            }
            way.forEach(code -> known.put(code, true));
            return false;
        }
    }
}
