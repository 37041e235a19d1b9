package vn.nharong.control.meeting;

import java.util.Map;
import vn.nharong.control.web.Refusal;

/** An act that cannot be done now; nothing was changed. */
public final class MeetingRefused extends RuntimeException implements Refusal {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;
    private final String detail;
    private final transient Map<String, String> values;

    private MeetingRefused(int status, String code, String detail, Map<String, String> values) {
        super(detail, null, false, false);
        this.code = code;
        this.status = status;
        this.detail = detail;
        this.values = values;
    }

    static MeetingRefused unknownMeeting() {
        return new MeetingRefused(404, "meeting-unknown", "Không có cuộc họp này.", Map.of());
    }

    static MeetingRefused unknownSeat(String seat) {
        return new MeetingRefused(404, "seat-unknown", "Cuộc họp không có điểm cầu này.", Map.of("seat", seat));
    }

    static MeetingRefused notNow(MeetingState state) {
        return new MeetingRefused(
                409, "not-now", "Cuộc họp đang ở trạng thái không làm được việc này.", Map.of("state", state.name()));
    }

    static MeetingRefused unknownRequest() {
        return new MeetingRefused(404, "request-unknown", "Đăng ký phát biểu này không còn trong danh sách.", Map.of());
    }

    static MeetingRefused nobodyWaits() {
        return new MeetingRefused(409, "nobody-waits", "Chưa có điểm cầu nào chờ phát biểu đang kết nối.", Map.of());
    }

    static MeetingRefused waitsAlready(String seat) {
        return new MeetingRefused(
                409, "waits-already", "Điểm cầu này đã có trong danh sách chờ phát biểu.", Map.of("seat", seat));
    }

    static MeetingRefused tooManyOpen(int most) {
        return new MeetingRefused(
                409,
                "too-many-open",
                "Chỉ mở được " + most + " micro cùng lúc. Đóng bớt một micro rồi mở lại.",
                Map.of("most", String.valueOf(most)));
    }

    static MeetingRefused locked() {
        return new MeetingRefused(
                409, "microphones-locked", "Micro đang khóa: mở từng điểm cầu một, hoặc mở khóa trước.", Map.of());
    }

    static MeetingRefused notConnected(String name) {
        return new MeetingRefused(409, "not-connected", name + " chưa kết nối.", Map.of("name", name));
    }

    static MeetingRefused noPicture() {
        return new MeetingRefused(
                409,
                "no-picture",
                "Chưa chuyển hình: không điểm cầu nào trong các ô đang kết nối, mọi nơi sẽ chỉ thấy màn hình đen.",
                Map.of());
    }

    static MeetingRefused nothingToUndo() {
        return new MeetingRefused(409, "nothing-to-undo", "Không còn việc nào của anh/chị để hoàn tác.", Map.of());
    }

    static MeetingRefused changedSince(String actor) {
        return new MeetingRefused(
                409,
                "changed-since",
                "Không hoàn tác được: " + actor + " đã thay đổi việc này sau đó.",
                Map.of("actor", actor));
    }

    static MeetingRefused linkClosed() {
        return new MeetingRefused(
                404, "guest-link-closed", "Liên kết này không còn dùng được. Hỏi người đã gửi cho anh/chị.", Map.of());
    }

    static MeetingRefused lobbyFull() {
        return new MeetingRefused(409, "lobby-full", "Phòng chờ đã đầy, xin thử lại sau ít phút.", Map.of());
    }

    static MeetingRefused guestsFull(int most) {
        return new MeetingRefused(
                409,
                "guests-full",
                "Cuộc họp chỉ nhận " + most + " khách mời cùng lúc. Mời một khách rời cuộc họp trước.",
                Map.of("most", String.valueOf(most)));
    }

    static MeetingRefused unknownGuest() {
        return new MeetingRefused(404, "guest-unknown", "Khách này không còn trong phòng chờ.", Map.of());
    }

    static MeetingRefused notForGuests() {
        return new MeetingRefused(
                409, "not-for-guests", "Việc này chỉ dành cho điểm cầu, không cho khách mời.", Map.of());
    }

    static MeetingRefused wrong(String field, String detail) {
        return new MeetingRefused(400, "wrong-value", detail, Map.of("field", field));
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String detail() {
        return detail;
    }

    @Override
    public Map<String, String> values() {
        return values;
    }
}
