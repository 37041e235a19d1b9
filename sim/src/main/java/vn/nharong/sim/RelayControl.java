package vn.nharong.sim;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One order to a running {@link LineRelay}: a line of JSON, one flat object of strings and booleans, such as {@code
 * {"down":"rate=500k"}}.
 *
 * @param up changes for the line from clients to server, "" for none; see {@link LineSpec#with}
 * @param down the other direction
 * @param rebind clients get new addresses towards the server, as behind a NAT that forgot them
 * @param stats answer with the counters
 */
public record RelayControl(String up, String down, boolean rebind, boolean stats) {
    private static final Pattern MEMBER =
            Pattern.compile("\\s*\"(\\w+)\"\\s*:\\s*(?:\"([^\"\\\\]*)\"|(true|false))\\s*(,|$)");

    /** @throws IllegalArgumentException for anything that is not such an object, or an unknown key */
    public static RelayControl parse(String line) {
        String text = line.trim();
        if (!text.startsWith("{") || !text.endsWith("}")) {
            throw new IllegalArgumentException("not a JSON object: " + line);
        }
        String body = text.substring(1, text.length() - 1).trim();
        Map<String, String> members = new LinkedHashMap<>();
        Matcher matcher = MEMBER.matcher(body);
        int at = 0;
        while (at < body.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new IllegalArgumentException("not a flat JSON object: " + line);
            }
            members.put(matcher.group(1), matcher.group(2) != null ? matcher.group(2) : matcher.group(3));
            at = matcher.end();
        }
        RelayControl control = new RelayControl(
                text(members, "up"), text(members, "down"), flag(members, "rebind"), flag(members, "stats"));
        if (!members.isEmpty()) {
            throw new IllegalArgumentException("unknown keys " + members.keySet() + "; known: up down rebind stats");
        }
        return control;
    }

    private static String text(Map<String, String> members, String key) {
        String value = members.remove(key);
        return value == null ? "" : value;
    }

    private static boolean flag(Map<String, String> members, String key) {
        return Boolean.parseBoolean(members.remove(key));
    }
}
