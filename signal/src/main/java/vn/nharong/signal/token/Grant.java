package vn.nharong.signal.token;

import java.util.Map;
import vn.nharong.sfu.room.Permissions;
import vn.nharong.sfu.room.RoomOptions;

/**
 * What a good token says.
 *
 * @param kind number of the signalling protocol: 0 a person
 * @param room the only room that joining and administering is for
 * @param options used when this join makes the room
 * @param issuedMillis when who conducts the room gave the right, milliseconds since 1970; 0 in tokens of the API
 */
public record Grant(
        String identity,
        String name,
        String metadata,
        Map<String, String> attributes,
        int kind,
        String room,
        boolean roomJoin,
        boolean roomCreate,
        boolean roomList,
        boolean roomAdmin,
        Permissions permissions,
        RoomOptions options,
        long expiresAtSeconds,
        long issuedMillis) {
    /** Of the API. */
    public Grant(
            String identity,
            String name,
            String metadata,
            Map<String, String> attributes,
            int kind,
            String room,
            boolean roomJoin,
            boolean roomCreate,
            boolean roomList,
            boolean roomAdmin,
            Permissions permissions,
            RoomOptions options,
            long expiresAtSeconds) {
        this(
                identity,
                name,
                metadata,
                attributes,
                kind,
                room,
                roomJoin,
                roomCreate,
                roomList,
                roomAdmin,
                permissions,
                options,
                expiresAtSeconds,
                0);
    }

    public Grant with(
            String newName, String newMetadata, Map<String, String> newAttributes, Permissions newPermissions) {
        return new Grant(
                identity,
                newName,
                newMetadata,
                newAttributes,
                kind,
                room,
                roomJoin,
                roomCreate,
                roomList,
                roomAdmin,
                newPermissions,
                options,
                expiresAtSeconds,
                issuedMillis);
    }
}
