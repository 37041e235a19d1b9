package vn.nharong.signal.token;

/** The key that signs tokens. Its secret appears in no log. */
public record ApiKey(String id, String secret) {
    @Override
    public String toString() {
        return "ApiKey[" + id + "]";
    }
}
