package vn.nharong.sfu.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressTableTest {
    private record Key(long high, long low, int port) {}

    @Test
    void behavesLikeAMapWhateverIsPutAndRemoved() {
        Random random = new Random(7);
        AddressTable<String> table = new AddressTable<>();
        Map<Key, String> model = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            Key key = new Key(random.nextInt(3), random.nextInt(20), random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    table.put(key.high, key.low, key.port, "v" + i);
                    model.put(key, "v" + i);
                }
                case 2 -> {
                    table.remove(key.high, key.low, key.port);
                    model.remove(key);
                }
                default -> assertEquals(model.get(key), table.get(key.high, key.low, key.port));
            }
            assertEquals(model.size(), table.size());
        }
        model.forEach((key, value) -> assertEquals(value, table.get(key.high, key.low, key.port)));
        table.removeIf(value -> true);
        assertEquals(0, table.size());
    }
}
