package vn.nharong.bench;

import java.util.HashMap;
import java.util.Map;

/** {@code --key value} pairs of a benchmark. */
final class BenchOptions {
    private final Map<String, String> values = new HashMap<>();

    BenchOptions(String[] arguments) {
        for (int i = 0; i < arguments.length; i++) {
            if (!arguments[i].startsWith("--")) {
                throw new IllegalArgumentException("not an option: " + arguments[i]);
            }
            String key = arguments[i].substring(2);
            int equals = key.indexOf('=');
            if (equals >= 0) {
                values.put(key.substring(0, equals), key.substring(equals + 1));
            } else if (i + 1 < arguments.length) {
                values.put(key, arguments[++i]);
            } else {
                throw new IllegalArgumentException("--" + key + " wants a value");
            }
        }
    }

    String text(String key, String otherwise) {
        return values.getOrDefault(key, otherwise);
    }

    String required(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalArgumentException("--" + key + " is missing");
        }
        return value;
    }

    int number(String key, int otherwise) {
        String value = values.get(key);
        return value == null ? otherwise : Integer.parseInt(value);
    }
}
