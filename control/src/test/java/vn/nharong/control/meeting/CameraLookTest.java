package vn.nharong.control.meeting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import vn.nharong.bus.MediaFacts.Presence;

class CameraLookTest {
    @TempDir
    Path folder;

    /** A room of one colour with a window somewhere, as a site sends it. */
    private static byte[] room(Color wall, Color window, int at) {
        BufferedImage image = new BufferedImage(320, 180, BufferedImage.TYPE_INT_RGB);
        Graphics2D paint = image.createGraphics();
        paint.setColor(wall);
        paint.fillRect(0, 0, 320, 180);
        paint.setColor(window);
        paint.fillRect(at, 20, 60, 60);
        paint.dispose();
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ImageIO.write(image, "jpeg", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void blackIsALensCapAndNotADarkRoom() {
        assertTrue(CameraLook.black(room(Color.BLACK, new Color(12, 12, 14), 40)));
        assertFalse(CameraLook.black(room(new Color(10, 10, 10), Color.LIGHT_GRAY, 40)), "a lit window");
        assertFalse(CameraLook.black(room(new Color(35, 30, 28), Color.DARK_GRAY, 40)), "curtains drawn");
        assertFalse(CameraLook.black(room(new Color(0, 0, 120), Color.BLUE, 40)), "blue is not black");
    }

    @Test
    void whatIsNoPictureIsNotCalledBlack() {
        assertFalse(CameraLook.black(new byte[] {(byte) 0xff, (byte) 0xd8, 0, 0, 0}));
        assertFalse(CameraLook.black("no picture".getBytes(StandardCharsets.UTF_8)));
        byte[] huge = room(Color.BLACK, Color.BLACK, 0);
        for (int i = 0; i < huge.length - 9; i++) {
            if ((huge[i] & 0xff) == 0xff && (huge[i + 1] & 0xff) == 0xc0) {
                huge[i + 5] = huge[i + 6] = huge[i + 7] = huge[i + 8] = (byte) 0xff;
            }
        }
        assertFalse(CameraLook.black(huge), "65,535 by 65,535 is not taken into memory");
    }

    @Test
    void aCameraThatIsBlackOrFrozenIsShownAndDoesNotAnswerTheRollCall() {
        try (TriedMeeting tried = new TriedMeeting(folder, null, 3).inSession()) {
            assertEquals(Wire.Camera.OK, camera(tried));
            tried.meeting.still("s2", room(Color.BLACK, Color.BLACK, 0));
            assertEquals(Wire.Camera.BLACK, camera(tried));
            tried.act((model, now) -> RollCallRules.answer(
                    model, "s2", 34, tried.meeting.liveOf("s2").seenAndHeard(), now));
            assertFalse((boolean) tried.model(model -> model.seat("s2").present()), "nobody has seen it");

            for (int i = 0; i < 4; i++) {
                assertEquals(i == 0 ? Wire.Camera.BLACK : Wire.Camera.OK, camera(tried), "still " + i);
                tried.meeting.still("s2", room(Color.GRAY, Color.WHITE, 40));
            }
            assertEquals(Wire.Camera.FROZEN, camera(tried), "the same to the last bit for half a minute");
            tried.meeting.still("s2", room(Color.GRAY, Color.WHITE, 43));
            assertEquals(Wire.Camera.OK, camera(tried));

            tried.meeting.still("s2", room(Color.BLACK, Color.BLACK, 0));
            tried.presence(Presence.LOST, "s2");
            assertEquals(Wire.Camera.NONE, camera(tried));
            tried.connect("s2");
            assertEquals(Wire.Camera.OK, camera(tried), "what was known of the line before is no longer known");
        }
    }

    private static Wire.Camera camera(TriedMeeting tried) {
        return tried.snapshot().seats().stream()
                .filter(seat -> seat.id().equals("s2"))
                .findFirst()
                .orElseThrow()
                .camera();
    }
}
