package vn.nharong.control.identity;

import java.util.Optional;
import java.util.UUID;

/** Which unit convened a meeting: where a role must hold to act in it. */
public interface MeetingScope {
    /** @return empty when there is no such meeting */
    Optional<UUID> unitOf(String meeting);

    /** Whether that site has a seat in it: its device may look and act for that seat. */
    boolean hasSeat(String meeting, UUID site);
}
