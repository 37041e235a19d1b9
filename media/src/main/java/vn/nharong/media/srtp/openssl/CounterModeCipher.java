package vn.nharong.media.srtp.openssl;

import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import vn.nharong.media.srtp.SessionKeys;

/**
 * AES in counter mode with HMAC-SHA1 (RFC 3711 §4.1.1, §4.2.1). The two SHA-1 states of HMAC (RFC 2104: key XOR ipad,
 * key XOR opad) are computed once and copied for each packet.
 */
final class CounterModeCipher extends NativeCipher {
    private static final int SHA1_BLOCK = 64;
    private static final int SHA1_DIGEST = 20;
    /** SHA_CTX of openssl/sha.h: 24 words. */
    private static final int SHA1_STATE = 96;

    private static final int INNER = SCRATCH;
    private static final int OUTER = INNER + SHA1_STATE;
    private static final int STATE = OUTER + SHA1_STATE;
    private static final int DIGEST = STATE + SHA1_STATE;
    private static final int MEMORY = DIGEST + SHA1_BLOCK;

    private final int tagLength;
    private final long saltHigh;
    /** Salt bytes 8–13, shifted over the block counter. */
    private final long saltLow;

    CounterModeCipher(SessionKeys keys, boolean sealing) {
        super(keys, sealing, LibCrypto.ctr(), MEMORY);
        tagLength = keys.profile().tagLength();
        byte[] salt = Arrays.copyOf(keys.salt(), 16);
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            high = (high << 8) | (salt[i] & 0xff);
            low = (low << 8) | (salt[8 + i] & 0xff);
        }
        saltHigh = high;
        saltLow = low;
        prepare(INNER, keys.authentication(), 0x36);
        prepare(OUTER, keys.authentication(), 0x5c);
    }

    private void prepare(int state, byte[] key, int pad) {
        byte[] block = Arrays.copyOf(key, SHA1_BLOCK);
        for (int i = 0; i < SHA1_BLOCK; i++) {
            block[i] ^= (byte) pad;
        }
        // DIGEST is free now and as large as a block.
        memory.asSlice(DIGEST, SHA1_BLOCK).copyFrom(MemorySegment.ofArray(block));
        LibCrypto.sha1Init(memoryAddress + state);
        LibCrypto.sha1Update(memoryAddress + state, memoryAddress + DIGEST, SHA1_BLOCK);
    }

    @Override
    int tagLength() {
        return tagLength;
    }

    @Override
    boolean sealAt(long address, int header, int text, int tagAt, int ssrc, long index, int word) {
        if (!crypt(address + header, text, ssrc, index) || !authenticate(address, header + text, word)) {
            return false;
        }
        MemorySegment.copy(memory, DIGEST, ANYWHERE, address + tagAt, tagLength);
        return true;
    }

    @Override
    boolean openAt(long address, int header, int text, int tagAt, int ssrc, long index, int word) {
        if (!authenticate(address, header + text, word)) {
            return false;
        }
        int difference = 0;
        for (int i = 0; i < tagLength; i++) {
            difference |= ANYWHERE.get(BYTE, address + tagAt + i) ^ memory.get(BYTE, DIGEST + i);
        }
        return difference == 0 && crypt(address + header, text, ssrc, index);
    }

    private boolean crypt(long at, int text, int ssrc, long index) {
        if (text == 0) {
            return true;
        }
        memory.set(LONG, IV, saltHigh ^ (ssrc & 0xffff_ffffL));
        memory.set(LONG, IV + 8, saltLow ^ (index << 16));
        // Counter mode is its own inverse: encryption both ways.
        int done = LibCrypto.encryptInit(context, 0, 0, memoryAddress + IV);
        done &= LibCrypto.encryptUpdate(context, at, memoryAddress + OUT_LENGTH, at, text);
        return done == 1;
    }

    private boolean authenticate(long address, int length, int word) {
        long state = memoryAddress + STATE;
        long digest = memoryAddress + DIGEST;
        MemorySegment.copy(memory, INNER, memory, STATE, SHA1_STATE);
        memory.set(INT, WORD, word);
        int done = LibCrypto.sha1Update(state, address, length);
        done &= LibCrypto.sha1Update(state, memoryAddress + WORD, 4);
        done &= LibCrypto.sha1Final(digest, state);
        MemorySegment.copy(memory, OUTER, memory, STATE, SHA1_STATE);
        done &= LibCrypto.sha1Update(state, digest, SHA1_DIGEST);
        done &= LibCrypto.sha1Final(digest, state);
        return done == 1;
    }
}
