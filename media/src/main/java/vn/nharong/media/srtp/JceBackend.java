package vn.nharong.media.srtp;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import vn.nharong.media.packet.PacketBuffer;

/**
 * Ciphers of the JDK. Always there, but allocates about a kilobyte a packet and is slow until compiled; works on byte
 * arrays, because the JDK's ciphers are slower on direct buffers.
 */
final class JceBackend implements SrtpBackend {
    @Override
    public String name() {
        return "jce";
    }

    @Override
    public String version() {
        return "JDK " + Runtime.version().feature();
    }

    @Override
    public PacketCipher cipher(SessionKeys keys, boolean sealing) {
        try {
            return keys.profile().aead() ? new Gcm(keys, sealing) : new CounterMode(keys, sealing);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK lacks a cipher it must have", e);
        }
    }

    /** RFC 7714. */
    private static final class Gcm implements PacketCipher {
        private static final int TAG = 16;

        private final boolean rtcp;
        private final boolean sealing;
        private final SecretKeySpec key;
        private final byte[] salt;
        private final byte[] iv = new byte[12];
        private final byte[] lastIv = new byte[12];
        private final byte[] wordBytes = new byte[4];
        private final byte[] in = new byte[PacketBuffer.CAPACITY];
        private final byte[] out = new byte[PacketBuffer.CAPACITY + TAG];
        private Cipher cipher;
        private boolean closed;

        Gcm(SessionKeys keys, boolean sealing) throws GeneralSecurityException {
            this.rtcp = keys.rtcp();
            this.sealing = sealing;
            this.key = new SecretKeySpec(keys.encryption(), "AES");
            this.salt = keys.salt().clone();
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        }

        @Override
        public boolean seal(PacketBuffer packet, int header, int text, int tagAt, int ssrc, long index, int word) {
            return sealing && run(Cipher.ENCRYPT_MODE, packet, header, text, text, ssrc, index, word);
        }

        @Override
        public boolean open(PacketBuffer packet, int header, int text, int tagAt, int ssrc, long index, int word) {
            return !sealing && run(Cipher.DECRYPT_MODE, packet, header, text, text + TAG, ssrc, index, word);
        }

        private boolean run(
                int mode, PacketBuffer packet, int header, int text, int input, int ssrc, long index, int word) {
            if (closed) {
                return false;
            }
            int length = header + input;
            packet.get(0, in, 0, length);
            putIv(ssrc, index);
            try {
                if (sealing) {
                    if (MessageDigest.isEqual(iv, lastIv)) {
                        // The JDK refuses the last vector once more; a repeat of the same bytes is allowed here.
                        cipher = Cipher.getInstance("AES/GCM/NoPadding");
                    }
                    System.arraycopy(iv, 0, lastIv, 0, iv.length);
                }
                cipher.init(mode, key, new GCMParameterSpec(8 * TAG, iv));
                cipher.updateAAD(in, 0, header);
                if (rtcp) {
                    putInt(wordBytes, 0, word);
                    cipher.updateAAD(wordBytes);
                }
                int written = cipher.doFinal(in, header, input, out, 0);
                packet.put(header, out, 0, written);
                return true;
            } catch (GeneralSecurityException e) {
                return false;
            }
        }

        private void putIv(int ssrc, long index) {
            System.arraycopy(salt, 0, iv, 0, iv.length);
            xorInt(iv, 2, ssrc);
            xorIndex(iv, 6, index);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    /** RFC 3711 §4.1.1 and §4.2.1. */
    private static final class CounterMode implements PacketCipher {
        private final boolean sealing;
        private final int tagLength;
        private final SecretKeySpec key;
        private final byte[] salt;
        private final byte[] iv = new byte[16];
        private final byte[] wordBytes = new byte[4];
        private final byte[] in = new byte[PacketBuffer.CAPACITY];
        private final byte[] out = new byte[PacketBuffer.CAPACITY];
        private final byte[] tag = new byte[20];
        private final Cipher cipher;
        private final Mac mac;
        private boolean closed;

        CounterMode(SessionKeys keys, boolean sealing) throws GeneralSecurityException {
            this.sealing = sealing;
            this.tagLength = keys.profile().tagLength();
            this.key = new SecretKeySpec(keys.encryption(), "AES");
            this.salt = keys.salt().clone();
            this.cipher = Cipher.getInstance("AES/CTR/NoPadding");
            this.mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(keys.authentication(), "HmacSHA1"));
        }

        @Override
        public boolean seal(PacketBuffer packet, int header, int text, int tagAt, int ssrc, long index, int word) {
            if (closed || !sealing) {
                return false;
            }
            try {
                packet.get(0, in, 0, header + text);
                crypt(header, text, ssrc, index);
                System.arraycopy(out, 0, in, header, text);
                authenticate(header + text, word);
            } catch (GeneralSecurityException e) {
                return false;
            }
            packet.put(header, in, header, text);
            packet.put(tagAt, tag, 0, tagLength);
            return true;
        }

        @Override
        public boolean open(PacketBuffer packet, int header, int text, int tagAt, int ssrc, long index, int word) {
            if (closed || sealing) {
                return false;
            }
            try {
                packet.get(0, in, 0, header + text);
                authenticate(header + text, word);
                int difference = 0;
                for (int i = 0; i < tagLength; i++) {
                    difference |= (tag[i] & 0xff) ^ packet.u8(tagAt + i);
                }
                if (difference != 0) {
                    return false;
                }
                crypt(header, text, ssrc, index);
            } catch (GeneralSecurityException e) {
                return false;
            }
            packet.put(header, out, 0, text);
            return true;
        }

        /** From {@code in} at {@code header} to {@code out} at 0. */
        private void crypt(int header, int text, int ssrc, long index) throws GeneralSecurityException {
            if (text == 0) {
                return;
            }
            System.arraycopy(salt, 0, iv, 0, salt.length);
            iv[14] = 0;
            iv[15] = 0;
            xorInt(iv, 4, ssrc);
            xorIndex(iv, 8, index);
            // Counter mode is its own inverse.
            cipher.init(Cipher.ENCRYPT_MODE, key, new IvParameterSpec(iv));
            cipher.doFinal(in, header, text, out, 0);
        }

        private void authenticate(int length, int word) throws GeneralSecurityException {
            putInt(wordBytes, 0, word);
            mac.update(in, 0, length);
            mac.update(wordBytes);
            mac.doFinal(tag, 0);
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static void putInt(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    private static void xorInt(byte[] bytes, int at, int value) {
        bytes[at] ^= (byte) (value >>> 24);
        bytes[at + 1] ^= (byte) (value >>> 16);
        bytes[at + 2] ^= (byte) (value >>> 8);
        bytes[at + 3] ^= (byte) value;
    }

    /** 48 bits. */
    private static void xorIndex(byte[] bytes, int at, long index) {
        for (int i = 0; i < 6; i++) {
            bytes[at + i] ^= (byte) (index >>> (40 - 8 * i));
        }
    }
}
