package vn.nharong.signal.token;

import vn.nharong.sfu.room.Rooms;

/**
 * Which key opens which room. The API key opens every room but conducted ones; these are opened by the key of who conducts
 * them and by nothing else, and that key opens nothing else. Any thread.
 */
public final class KeyRing {
    private final Tokens api;
    private final Tokens conductor;

    /** @param conductor of the key with which the meeting application signs */
    public KeyRing(Tokens api, Tokens conductor) {
        this.api = api;
        this.conductor = conductor;
    }

    /**
     * Checks that a token is good and opens the room it names.
     *
     * @throws TokenRefused for anything else; nothing else escapes
     */
    public Grant verify(String token) throws TokenRefused {
        Grant grant;
        boolean conducts = false;
        try {
            grant = api.verify(token);
        } catch (TokenRefused otherKey) {
            grant = conductor.verify(token);
            conducts = true;
        }
        if (Rooms.conducted(grant.room()) != conducts) {
            throw new TokenRefused("this key does not open this room");
        }
        return grant;
    }

    /** See {@link Tokens#refresh}: with the key that opens the room. */
    public String refresh(Grant grant) {
        return (Rooms.conducted(grant.room()) ? conductor : api).refresh(grant);
    }
}
