package vn.nharong.sfu.loop;

import java.util.List;

/**
 * Our end of a transport, for the SDP. The DTLS role is always server: {@code a=setup:passive} in an answer.
 *
 * @param fingerprint SHA-256 of our certificate, upper-case hex with colons
 * @param candidates one line each as behind {@code a=}: {@code candidate:…}
 */
public record LocalTransport(String ufrag, String password, String fingerprint, List<String> candidates) {}
