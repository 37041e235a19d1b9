package vn.nharong.sfu.loop;

/**
 * The client's end, from its SDP.
 *
 * @param fingerprintAlgorithm as in the SDP, e.g. {@code sha-256}
 * @param fingerprint hex with colons
 */
public record RemoteTransport(String ufrag, String password, String fingerprintAlgorithm, String fingerprint) {}
