package vn.nharong.media.rtp;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A small open-addressing map from SSRC to something, without boxing. Not thread-safe. */
public final class SsrcMap<V> {
    private int[] keys = new int[16];
    private @Nullable Object[] values = new Object[16];
    private int size;

    @SuppressWarnings("unchecked")
    public @Nullable V get(int ssrc) {
        int mask = keys.length - 1;
        for (int i = mix(ssrc) & mask; values[i] != null; i = i + 1 & mask) {
            if (keys[i] == ssrc) {
                return (V) values[i];
            }
        }
        return null;
    }

    public void put(int ssrc, V value) {
        if (size * 2 >= keys.length) {
            rehash(keys.length * 2);
        }
        int mask = keys.length - 1;
        int i = mix(ssrc) & mask;
        while (values[i] != null && keys[i] != ssrc) {
            i = i + 1 & mask;
        }
        if (values[i] == null) {
            size++;
        }
        keys[i] = ssrc;
        values[i] = value;
    }

    public void remove(int ssrc) {
        if (get(ssrc) == null) {
            return;
        }
        int mask = keys.length - 1;
        int i = mix(ssrc) & mask;
        while (keys[i] != ssrc || values[i] == null) {
            i = i + 1 & mask;
        }
        values[i] = null;
        size--;
        rehash(keys.length); // closes the hole; removal is rare
    }

    public void removeIf(Predicate<V> gone) {
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            @SuppressWarnings("unchecked")
            V value = (V) values[i];
            if (value != null && gone.test(value)) {
                values[i] = null;
                any = true;
            }
        }
        if (any) {
            rehash(keys.length);
        }
    }

    public int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    public void forEach(Consumer<V> action) {
        for (Object value : values) {
            if (value != null) {
                action.accept((V) value);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private void rehash(int capacity) {
        int[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new int[capacity];
        values = new Object[capacity];
        size = 0;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != null) {
                put(oldKeys[i], (V) oldValues[i]);
            }
        }
    }

    private static int mix(int key) {
        int h = key * 0x9E3779B9;
        return h ^ h >>> 15;
    }
}
