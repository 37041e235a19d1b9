package vn.nharong.control.floor;

import java.time.Instant;

/**
 * A wish to speak (glossary: đăng ký phát biểu).
 *
 * @param speaker title and name, may be empty
 * @param raised from the site during the meeting; false: registered beforehand
 */
public record FloorRequest(String id, String seat, String speaker, String topic, boolean raised, Instant at) {}
