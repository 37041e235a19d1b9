package vn.nharong.sfu.room;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to change about a participant. Empty text means unchanged; an attribute with an empty value is removed.
 *
 * @param permissions null for unchanged
 */
public record ParticipantChange(
        String name,
        String metadata,
        Map<String, String> attributes,
        @Nullable Permissions permissions) {}
