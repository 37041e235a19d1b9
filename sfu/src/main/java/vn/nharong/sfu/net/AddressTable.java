package vn.nharong.sfu.net;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Addresses (as IPv6, IPv4 mapped) and ports to paths, without allocation on look-up. Belongs to one loop. */
final class AddressTable<P> {
    private long[] high = new long[256];
    private long[] low = new long[256];
    private int[] ports = new int[256];
    private @Nullable Object[] values = new Object[256];
    private int size;

    @SuppressWarnings("unchecked")
    @Nullable
    P get(long addressHigh, long addressLow, int port) {
        int mask = values.length - 1;
        for (int i = mix(addressHigh, addressLow, port) & mask; values[i] != null; i = i + 1 & mask) {
            if (low[i] == addressLow && ports[i] == port && high[i] == addressHigh) {
                return (P) values[i];
            }
        }
        return null;
    }

    void put(long addressHigh, long addressLow, int port, P value) {
        if (size * 2 >= values.length) {
            rehash(values.length * 2);
        }
        int mask = values.length - 1;
        int i = mix(addressHigh, addressLow, port) & mask;
        while (values[i] != null && !(low[i] == addressLow && ports[i] == port && high[i] == addressHigh)) {
            i = i + 1 & mask;
        }
        if (values[i] == null) {
            size++;
        }
        high[i] = addressHigh;
        low[i] = addressLow;
        ports[i] = port;
        values[i] = value;
    }

    /** Closes the gap behind (Knuth 6.4 R): no rehash, whatever the size. */
    void remove(long addressHigh, long addressLow, int port) {
        int mask = values.length - 1;
        int i = mix(addressHigh, addressLow, port) & mask;
        while (values[i] != null && !(low[i] == addressLow && ports[i] == port && high[i] == addressHigh)) {
            i = i + 1 & mask;
        }
        if (values[i] == null) {
            return;
        }
        size--;
        int hole = i;
        for (int j = i + 1 & mask; values[j] != null; j = j + 1 & mask) {
            int home = mix(high[j], low[j], ports[j]) & mask;
            if ((j - home & mask) >= (j - hole & mask)) {
                high[hole] = high[j];
                low[hole] = low[j];
                ports[hole] = ports[j];
                values[hole] = values[j];
                hole = j;
            }
        }
        values[hole] = null;
    }

    @SuppressWarnings("unchecked")
    void removeIf(java.util.function.Predicate<P> gone) {
        boolean any = false;
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null && gone.test((P) values[i])) {
                values[i] = null;
                size--;
                any = true;
            }
        }
        if (any) {
            rehash(values.length);
        }
    }

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked")
    private void rehash(int capacity) {
        long[] oldHigh = high;
        long[] oldLow = low;
        int[] oldPorts = ports;
        @Nullable Object[] oldValues = values;
        high = new long[capacity];
        low = new long[capacity];
        ports = new int[capacity];
        values = new Object[capacity];
        Arrays.fill(values, null);
        size = 0;
        for (int i = 0; i < oldValues.length; i++) {
            if (oldValues[i] != null) {
                put(oldHigh[i], oldLow[i], oldPorts[i], (P) oldValues[i]);
            }
        }
    }

    private static int mix(long addressHigh, long addressLow, int port) {
        long h = (addressLow ^ Long.rotateLeft(addressHigh, 17)) * 0x9E3779B97F4A7C15L + port * 0xBF58476D1CE4E5B9L;
        return (int) (h ^ h >>> 32);
    }
}
