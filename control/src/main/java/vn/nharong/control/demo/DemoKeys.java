package vn.nharong.control.demo;

import java.util.List;
import java.util.UUID;

/** Where the keys of synthetic devices come from. */
@FunctionalInterface
public interface DemoKeys {
    /**
     * A key for each site's device, for {@code Authorization: Device KEY}, in their order.
     *
     * @throws IllegalStateException where the data is real
     */
    List<String> mint(List<UUID> sites);
}
