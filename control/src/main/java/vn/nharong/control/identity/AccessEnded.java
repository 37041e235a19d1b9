package vn.nharong.control.identity;

import java.util.UUID;

/**
 * A session or a device's key holds no more: what is still open by it is to be closed. Published when the records say so.
 *
 * @param access id of the session or of the key
 */
public record AccessEnded(UUID access) {}
