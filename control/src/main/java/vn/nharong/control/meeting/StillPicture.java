package vn.nharong.control.meeting;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** Reads a small still picture of a room or of a guest. */
final class StillPicture {
    /** Twenty kilobit a second, one still in five seconds. */
    private static final int MAX = 12 << 10;

    private StillPicture() {}

    static byte[] read(HttpServletRequest request) throws IOException {
        byte[] picture = request.getInputStream().readNBytes(MAX + 1);
        boolean jpeg = picture.length > 3 && (picture[0] & 0xff) == 0xff && (picture[1] & 0xff) == 0xd8;
        if (!jpeg || picture.length > MAX) {
            throw MeetingRefused.wrong("still", "Ảnh phải là JPEG không quá 12 KB.");
        }
        return picture;
    }
}
