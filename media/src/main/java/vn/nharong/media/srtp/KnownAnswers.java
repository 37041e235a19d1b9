package vn.nharong.media.srtp;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import vn.nharong.media.packet.PacketBuffer;
import vn.nharong.media.packet.PacketPool;
import vn.nharong.media.srtp.openssl.NativeSlabs;

/** Packets whose protected form is known: RFC 7714 §16 and §17, and for AES_CM with HMAC-SHA1 the keys of RFC 3711 B.3. */
final class KnownAnswers {
    private static final HexFormat HEX = HexFormat.of();

    /** One packet, plain and protected, with session keys. */
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Answer(
            String source,
            SrtpProfile profile,
            boolean rtcp,
            byte[] key,
            byte[] salt,
            byte[] authenticationKey,
            long index,
            byte[] plain,
            byte[] sealed) {
        SessionKeys keys() {
            return new SessionKeys(profile, rtcp, key, salt, authenticationKey);
        }
    }

    private static final String GCM_KEY_128 = "000102030405060708090a0b0c0d0e0f";
    private static final String GCM_KEY_256 = GCM_KEY_128 + "101112131415161718191a1b1c1d1e1f";
    private static final String GCM_SALT = "517569642070726f2071756f";
    private static final String GCM_RTP =
            "8040f17b8041f8d35501a0b2" + "47616c6c696120657374206f6d6e69732064697669736120696e207061727465732074726573";
    private static final String GCM_RTCP = "81c8000d4d617273"
            + "4e5450314e545032525450200000042a0000e9304c756e61deadbeefdeadbeefdeadbeefdeadbeefdeadbeef";

    /** Session keys derived from the master key and salt of RFC 3711 B.3. */
    private static final byte[] CM_MASTER_KEY = HEX.parseHex("e1f97a0d3e018be0d64fa32c06de4139");

    private static final byte[] CM_MASTER_SALT = HEX.parseHex("0ec675ad498afeebb6960b3aabe6");

    static final List<Answer> ALL = List.of(
            gcm(
                    "RFC 7714 §16.1.1",
                    SrtpProfile.AEAD_AES_128_GCM,
                    false,
                    GCM_KEY_128,
                    0xf17bL,
                    GCM_RTP,
                    "8040f17b8041f8d35501a0b2"
                            + "f24de3a3fb34de6cacba861c9d7e4bcabe633bd50d294e6f42a5f47a51c7d19b36de3adf8833"
                            + "899d7f27beb16a9152cf765ee4390cce"),
            gcm(
                    "RFC 7714 §16.2.1",
                    SrtpProfile.AEAD_AES_256_GCM,
                    false,
                    GCM_KEY_256,
                    0xf17bL,
                    GCM_RTP,
                    "8040f17b8041f8d35501a0b2"
                            + "32b1de78a822fe12ef9f78fa332e33aab18012389a58e2f3b50b2a0276ffae0f1ba63799b87b"
                            + "7aa3db36dfffd6b0f9bb7878d7a76c13"),
            gcm(
                    "RFC 7714 §17.1",
                    SrtpProfile.AEAD_AES_128_GCM,
                    true,
                    GCM_KEY_128,
                    0x5d4,
                    GCM_RTCP,
                    "81c8000d4d617273"
                            + "63e94885dcdab67ca727d7662f6b7e997ff5c0f76c06f32dc676a5f1730d6fda4ce09b4686303ded0bb9275b"
                            + "c84aa45896cf4d2fc5abf87245d9eade" + "800005d4"),
            gcm(
                    "RFC 7714 §17.3",
                    SrtpProfile.AEAD_AES_256_GCM,
                    true,
                    GCM_KEY_256,
                    0x5d4,
                    GCM_RTCP,
                    "81c8000d4d617273"
                            + "d50ae4d1f5ce5d304ba297e47d470c282c3ece5dbffe0a50a2eaa5c1110555be8415f658c61de0476f1b6fad"
                            + "1d1eb30c4446839f57ff6f6cb26ac3be" + "800005d4"),
            counterMode(
                    "AES_CM over RTP",
                    false,
                    0x1234,
                    "800f1234decafbadcafebabe" + "ab".repeat(16),
                    "800f1234decafbadcafebabe" + "4e55dc4ce79978d88ca4d215949d2402" + "b78d6acc99ea179b8dbb"),
            counterMode(
                    "AES_CM over RTCP",
                    true,
                    1,
                    "81c8000bcafebabe" + "ab".repeat(16),
                    "81c8000bcafebabe" + "7128035be487b9bdbef89041f977a5a8" + "80000001" + "993e08cd54d6c1230798"));

    private KnownAnswers() {}

    private static Answer gcm(
            String source, SrtpProfile profile, boolean rtcp, String key, long index, String plain, String sealed) {
        return new Answer(
                source,
                profile,
                rtcp,
                HEX.parseHex(key),
                HEX.parseHex(GCM_SALT),
                new byte[0],
                index,
                HEX.parseHex(plain),
                HEX.parseHex(sealed));
    }

    private static Answer counterMode(String source, boolean rtcp, long index, String plain, String sealed) {
        SessionKeys keys =
                KeyDerivation.session(SrtpProfile.AES_CM_128_HMAC_SHA1_80, CM_MASTER_KEY, CM_MASTER_SALT, rtcp);
        return new Answer(
                source,
                keys.profile(),
                rtcp,
                keys.encryption(),
                keys.salt(),
                keys.authentication(),
                index,
                HEX.parseHex(plain),
                HEX.parseHex(sealed));
    }

    /** Whether a back end gives all of them, both ways, in memory with and without a known address. */
    static boolean hold(SrtpBackend backend) {
        try {
            PacketPool heap = PacketPool.direct(1);
            PacketPool known = new PacketPool(new NativeSlabs(), 1);
            for (Answer answer : ALL) {
                if (!holds(backend, answer, heap) || !holds(backend, answer, known)) {
                    return false;
                }
            }
            return true;
        } catch (IllegalStateException e) {
            return false;
        }
    }

    static boolean holds(SrtpBackend backend, Answer answer, PacketPool pool) {
        PacketCipher sealing = backend.cipher(answer.keys(), true);
        PacketCipher opening = backend.cipher(answer.keys(), false);
        PacketBuffer packet = pool.lease();
        try {
            byte[] plain = answer.plain();
            packet.put(0, plain, 0, plain.length);
            packet.length(plain.length);
            SrtpProfile profile = answer.profile();
            int header = answer.rtcp() ? SrtpFormat.RTCP_HEADER : SrtpFormat.RTP_HEADER;
            int text = plain.length - header;
            boolean wordFirst = answer.rtcp() && !profile.aead();
            int tagAt = wordFirst ? plain.length + SrtpFormat.RTCP_INDEX : plain.length;
            int word = answer.rtcp() ? SrtpFormat.RTCP_ENCRYPTED | (int) answer.index() : (int) (answer.index() >>> 16);
            int ssrc = packet.i32(answer.rtcp() ? 4 : 8);
            if (!sealing.seal(packet, header, text, tagAt, ssrc, answer.index(), word)) {
                return false;
            }
            packet.length(answer.sealed().length);
            if (answer.rtcp()) {
                packet.i32(wordFirst ? plain.length : plain.length + profile.tagLength(), word);
            }
            if (!Arrays.equals(packet.toArray(), answer.sealed())
                    || !opening.open(packet, header, text, tagAt, ssrc, answer.index(), word)) {
                return false;
            }
            packet.length(plain.length);
            return Arrays.equals(packet.toArray(), plain);
        } finally {
            packet.release();
            sealing.close();
            opening.close();
        }
    }
}
