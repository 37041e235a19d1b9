package vn.nharong.media.srtp.openssl;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/**
 * The few functions of libcrypto we call. Pointers are plain longs. Calls made for each packet are {@code critical}:
 * they take well under 10 µs and never call back. Initialising this class fails when the library or a function is not
 * there; {@link OpenSslBackend#load()} turns that into an absent back end.
 */
final class LibCrypto {
    /** EVP_CTRL_AEAD_GET_TAG and EVP_CTRL_AEAD_SET_TAG of openssl/evp.h. */
    static final int GET_TAG = 0x10;

    static final int SET_TAG = 0x11;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBRARY = SymbolLookup.libraryLookup("libcrypto.so.3", Arena.global());

    private static final MethodHandle VERSION = ordinary("OpenSSL_version", JAVA_LONG, JAVA_INT);
    private static final MethodHandle CONTEXT_NEW = ordinary("EVP_CIPHER_CTX_new", JAVA_LONG);
    private static final MethodHandle CONTEXT_FREE = ordinary("EVP_CIPHER_CTX_free", null, JAVA_LONG);
    private static final MethodHandle AES_128_GCM = ordinary("EVP_aes_128_gcm", JAVA_LONG);
    private static final MethodHandle AES_256_GCM = ordinary("EVP_aes_256_gcm", JAVA_LONG);
    private static final MethodHandle AES_128_CTR = ordinary("EVP_aes_128_ctr", JAVA_LONG);

    private static final MethodHandle ENCRYPT_INIT = packet("EVP_EncryptInit_ex", 5, -1);
    private static final MethodHandle ENCRYPT_UPDATE = packet("EVP_EncryptUpdate", 5, 4);
    private static final MethodHandle ENCRYPT_FINAL = packet("EVP_EncryptFinal_ex", 3, -1);
    private static final MethodHandle DECRYPT_INIT = packet("EVP_DecryptInit_ex", 5, -1);
    private static final MethodHandle DECRYPT_UPDATE = packet("EVP_DecryptUpdate", 5, 4);
    private static final MethodHandle DECRYPT_FINAL = packet("EVP_DecryptFinal_ex", 3, -1);
    private static final MethodHandle CONTROL = LINKER.downcallHandle(
            symbol("EVP_CIPHER_CTX_ctrl"),
            FunctionDescriptor.of(JAVA_INT, JAVA_LONG, JAVA_INT, JAVA_INT, JAVA_LONG),
            Linker.Option.critical(false));
    private static final MethodHandle SHA1_INIT = packet("SHA1_Init", 1, -1);
    private static final MethodHandle SHA1_UPDATE = packet("SHA1_Update", 3, -1);
    private static final MethodHandle SHA1_FINAL = packet("SHA1_Final", 2, -1);

    private static final MethodHandle EVP_SHA1 = ordinary("EVP_sha1", JAVA_LONG);
    private static final MethodHandle HMAC = LINKER.downcallHandle(
            symbol("HMAC"),
            FunctionDescriptor.of(
                    JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

    private LibCrypto() {}

    private static MemorySegment symbol(String name) {
        return LIBRARY.findOrThrow(name);
    }

    private static MethodHandle ordinary(String name, @Nullable MemoryLayout result, MemoryLayout... arguments) {
        FunctionDescriptor descriptor =
                result == null ? FunctionDescriptor.ofVoid(arguments) : FunctionDescriptor.of(result, arguments);
        return LINKER.downcallHandle(symbol(name), descriptor);
    }

    /** A function of pointers and sizes that returns int; the argument at {@code intAt} is an int. */
    private static MethodHandle packet(String name, int arguments, int intAt) {
        MemoryLayout[] layouts = new MemoryLayout[arguments];
        for (int i = 0; i < arguments; i++) {
            layouts[i] = i == intAt ? JAVA_INT : JAVA_LONG;
        }
        return LINKER.downcallHandle(
                symbol(name), FunctionDescriptor.of(JAVA_INT, layouts), Linker.Option.critical(false));
    }

    static String version() {
        try {
            long text = (long) VERSION.invokeExact(0);
            return MemorySegment.ofAddress(text).reinterpret(256).getString(0);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long contextNew() {
        try {
            return (long) CONTEXT_NEW.invokeExact();
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static void contextFree(long context) {
        try {
            CONTEXT_FREE.invokeExact(context);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** EVP_CIPHER for AES-GCM with a key of this many bytes. */
    static long gcm(int keyLength) {
        try {
            return keyLength == 32 ? (long) AES_256_GCM.invokeExact() : (long) AES_128_GCM.invokeExact();
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static long ctr() {
        try {
            return (long) AES_128_CTR.invokeExact();
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int encryptInit(long context, long cipher, long key, long iv) {
        try {
            return (int) ENCRYPT_INIT.invokeExact(context, cipher, 0L, key, iv);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int encryptUpdate(long context, long out, long outLength, long in, int length) {
        try {
            return (int) ENCRYPT_UPDATE.invokeExact(context, out, outLength, in, length);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int encryptFinal(long context, long out, long outLength) {
        try {
            return (int) ENCRYPT_FINAL.invokeExact(context, out, outLength);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int decryptInit(long context, long cipher, long key, long iv) {
        try {
            return (int) DECRYPT_INIT.invokeExact(context, cipher, 0L, key, iv);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int decryptUpdate(long context, long out, long outLength, long in, int length) {
        try {
            return (int) DECRYPT_UPDATE.invokeExact(context, out, outLength, in, length);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int decryptFinal(long context, long out, long outLength) {
        try {
            return (int) DECRYPT_FINAL.invokeExact(context, out, outLength);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int control(long context, int command, int length, long pointer) {
        try {
            return (int) CONTROL.invokeExact(context, command, length, pointer);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int sha1Init(long state) {
        try {
            return (int) SHA1_INIT.invokeExact(state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int sha1Update(long state, long data, long length) {
        try {
            return (int) SHA1_UPDATE.invokeExact(state, data, length);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    static int sha1Final(long digest, long state) {
        try {
            return (int) SHA1_FINAL.invokeExact(digest, state);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** HMAC with SHA-1 at once. @return 0 when it failed */
    static long hmacSha1(long key, int keyLength, long data, long length, long result) {
        try {
            return (long) HMAC.invokeExact((long) EVP_SHA1.invokeExact(), key, keyLength, data, length, result, 0L);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    /** A linked function throws nothing; what comes here is a wrong type in this class. */
    private static AssertionError unexpected(Throwable t) {
        return new AssertionError(t);
    }
}
