package vn.nharong.signal.map;

import java.util.Map;

/** Why a call of the server API failed, in Twirp's terms. */
public final class ApiRefused extends Exception {
    private static final long serialVersionUID = 1L;

    private final Code code;
    private final transient Map<String, String> meta;

    /** Twirp's codes with their HTTP status. */
    public enum Code {
        INVALID_ARGUMENT(400),
        MALFORMED(400),
        UNAUTHENTICATED(401),
        PERMISSION_DENIED(403),
        NOT_FOUND(404),
        BAD_ROUTE(404),
        DEADLINE_EXCEEDED(408),
        ABORTED(409),
        FAILED_PRECONDITION(412),
        RESOURCE_EXHAUSTED(429),
        INTERNAL(500),
        UNIMPLEMENTED(501),
        UNAVAILABLE(503);

        private final int status;

        Code(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    public ApiRefused(Code code, String message) {
        this(code, message, Map.of());
    }

    public ApiRefused(Code code, String message, Map<String, String> meta) {
        super(message);
        this.code = code;
        this.meta = meta;
    }

    public Code code() {
        return code;
    }

    public Map<String, String> meta() {
        return meta;
    }
}
