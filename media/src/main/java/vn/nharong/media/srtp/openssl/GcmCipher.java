package vn.nharong.media.srtp.openssl;

import vn.nharong.media.srtp.SessionKeys;

/** AES-GCM of RFC 7714 §8 and §9. */
final class GcmCipher extends NativeCipher {
    private static final int TAG = 16;

    /** Salt, bytes 0–3 and 4–11, into which SSRC and index are mixed (RFC 7714 §8.1, §9.1). */
    private final int saltHigh;

    private final long saltLow;

    GcmCipher(SessionKeys keys, boolean sealing) {
        super(keys, sealing, LibCrypto.gcm(keys.encryption().length), SCRATCH);
        byte[] salt = keys.salt();
        int high = 0;
        for (int i = 0; i < 4; i++) {
            high = (high << 8) | (salt[i] & 0xff);
        }
        long low = 0;
        for (int i = 4; i < 12; i++) {
            low = (low << 8) | (salt[i] & 0xff);
        }
        saltHigh = high;
        saltLow = low;
    }

    @Override
    int tagLength() {
        return TAG;
    }

    private void putIv(int ssrc, long index) {
        memory.set(INT, IV, saltHigh ^ (ssrc >>> 16));
        memory.set(LONG, IV + 4, saltLow ^ ((ssrc & 0xffffL) << 48) ^ index);
    }

    @Override
    boolean sealAt(long address, int header, int text, int tagAt, int ssrc, long index, int word) {
        putIv(ssrc, index);
        long outLength = memoryAddress + OUT_LENGTH;
        int done = LibCrypto.encryptInit(context, 0, 0, memoryAddress + IV);
        done &= LibCrypto.encryptUpdate(context, 0, outLength, address, header);
        if (rtcp) {
            memory.set(INT, WORD, word);
            done &= LibCrypto.encryptUpdate(context, 0, outLength, memoryAddress + WORD, 4);
        }
        if (text > 0) {
            done &= LibCrypto.encryptUpdate(context, address + header, outLength, address + header, text);
        }
        done &= LibCrypto.encryptFinal(context, address + header + text, outLength);
        done &= LibCrypto.control(context, LibCrypto.GET_TAG, TAG, address + tagAt);
        return done == 1;
    }

    @Override
    boolean openAt(long address, int header, int text, int tagAt, int ssrc, long index, int word) {
        putIv(ssrc, index);
        long outLength = memoryAddress + OUT_LENGTH;
        int done = LibCrypto.decryptInit(context, 0, 0, memoryAddress + IV);
        done &= LibCrypto.decryptUpdate(context, 0, outLength, address, header);
        if (rtcp) {
            memory.set(INT, WORD, word);
            done &= LibCrypto.decryptUpdate(context, 0, outLength, memoryAddress + WORD, 4);
        }
        if (text > 0) {
            done &= LibCrypto.decryptUpdate(context, address + header, outLength, address + header, text);
        }
        done &= LibCrypto.control(context, LibCrypto.SET_TAG, TAG, address + tagAt);
        // Always called, so that the context is clean for the next packet.
        int verified = LibCrypto.decryptFinal(context, address + header + text, outLength);
        return done == 1 && verified == 1;
    }
}
