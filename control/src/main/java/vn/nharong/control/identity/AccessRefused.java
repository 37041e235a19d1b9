package vn.nharong.control.identity;

import java.util.Map;
import vn.nharong.control.web.Refusal;

/** Why somebody may not come in, or may not do this. */
public abstract sealed class AccessRefused extends RuntimeException implements Refusal {
    private static final long serialVersionUID = 1L;
    private final int status;
    private final String code;
    private final String detail;
    private final transient Map<String, String> values;

    AccessRefused(int status, String code, String detail, Map<String, String> values) {
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.detail = detail;
        this.values = values;
    }

    AccessRefused(int status, String code, String detail) {
        this(status, code, detail, Map.of());
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public String detail() {
        return detail;
    }

    @Override
    public Map<String, String> values() {
        return values == null ? Map.of() : values;
    }

    /** Nobody has signed in here; the code says which door there is. */
    public static final class NotSignedIn extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public NotSignedIn(String door) {
            super(401, door, "Chưa đăng nhập.");
        }
    }

    /** A site's screen without a key, or whose key was taken from it. */
    public static final class NotPaired extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public NotPaired() {
            super(401, "not-paired", "Thiết bị này chưa được ghép với điểm cầu nào.");
        }
    }

    /** Whose browser holds no guest's key, or none for this link. */
    public static final class NotAGuest extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public NotAGuest() {
            super(401, "not-a-guest", "Trình duyệt này chưa vào bằng liên kết khách mời, hoặc lượt vào đã hết.");
        }
    }

    /** Another PIN than that of the link. */
    public static final class PinRefused extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public PinRefused() {
            super(403, "pin-refused", "PIN không đúng. Xem lại giấy mời hoặc hỏi người đã gửi liên kết.");
        }
    }

    /** Account or password, never said which. */
    public static final class Wrong extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public Wrong() {
            super(401, "sign-in-refused", "Tài khoản, mật khẩu hoặc mã xác thực không đúng.");
        }
    }

    /** The password is right and the account has a second step. */
    public static final class CodeRequired extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public CodeRequired() {
            super(401, "code-required", "Nhập thêm mã xác thực 6 chữ số trong ứng dụng của bạn.");
        }
    }

    /** One must wait after so many wrong tries. */
    public static final class Slowed extends AccessRefused {
        private static final long serialVersionUID = 1L;
        private final int seconds;

        public Slowed(int seconds) {
            super(
                    429,
                    "too-many-tries",
                    "Sai nhiều lần liên tiếp, xin thử lại sau " + seconds + " giây.",
                    Map.of("seconds", String.valueOf(seconds)));
            this.seconds = seconds;
        }

        /** Until the next try. */
        public int seconds() {
            return seconds;
        }
    }

    /** Signed in, but not for this, or not for this unit. */
    public static final class NotYours extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public NotYours() {
            super(403, "not-allowed", "Bạn không có quyền làm việc này, hoặc không có quyền với đơn vị này.");
        }
    }

    /** An administrator who has not taken the second step in this session. */
    public static final class SecondStepRequired extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public SecondStepRequired() {
            super(
                    403,
                    "second-step-required",
                    "Việc quản trị cần xác thực hai bước: hãy bật ứng dụng xác thực cho tài khoản của bạn rồi nhập mã.");
        }
    }

    /** A change without the token of the session. */
    public static final class TokenMissing extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public TokenMissing() {
            super(403, "csrf", "Yêu cầu thiếu mã chống giả mạo; hãy tải lại trang.");
        }
    }

    /** A browser sent it for a page of somebody else. */
    public static final class FromElsewhere extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public FromElsewhere() {
            super(403, "cross-site", "Yêu cầu đến từ một trang khác.");
        }
    }

    /** Only this machine may. */
    public static final class NotThisMachine extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public NotThisMachine() {
            super(403, "this-machine-only", "Việc này chỉ làm được trên chính máy chủ.");
        }
    }

    /** There is none of this id, or none that the actor may know of. */
    public static final class Unknown extends AccessRefused {
        private static final long serialVersionUID = 1L;

        /** @param what stable word, such as {@code site}: the code becomes {@code site-unknown} */
        public Unknown(String what) {
            super(404, what + "-unknown", "Không tìm thấy.");
        }
    }

    /** A one-time code that was used, has run out or never was. */
    public static final class CodeRefused extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public CodeRefused() {
            super(403, "code-refused", "Mã không đúng, đã dùng hoặc đã hết hạn.");
        }
    }

    /** What somebody has chosen can't be; {@code values.field} says which of the things chosen. */
    public static final class Unfit extends AccessRefused {
        private static final long serialVersionUID = 1L;

        Unfit(String code, String field, String detail) {
            super(400, code, detail, Map.of("field", field));
        }

        /** Too few characters, or too many. */
        static Unfit passwordLength(int shortest, int longest) {
            return new Unfit(
                    "password-length", "password", "Mật khẩu phải có từ " + shortest + " đến " + longest + " ký tự.");
        }

        /** So few different characters, or the account's own name within. */
        static Unfit passwordEasy() {
            return new Unfit(
                    "password-easy",
                    "password",
                    "Mật khẩu quá dễ đoán: quá ít ký tự khác nhau, hoặc chứa tên tài khoản.");
        }

        /** What can't be the name that somebody signs in with. */
        static Unfit accountName() {
            return new Unfit(
                    "account-name",
                    "account",
                    "Tên tài khoản gồm 3 đến 60 chữ thường không dấu, chữ số, dấu chấm, gạch nối.");
        }
    }

    /** What is asked for does not fit what is there. */
    public static final class Conflict extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public Conflict(String code, String detail) {
            super(409, code, detail);
        }
    }

    /** So many passwords are being compared that this one can't be now. */
    public static final class Busy extends AccessRefused {
        private static final long serialVersionUID = 1L;

        public Busy() {
            super(503, "busy", "Máy chủ đang bận, xin thử lại sau giây lát.");
        }
    }
}
