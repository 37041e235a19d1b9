package vn.nharong.control.meeting;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/** What a still picture of a room says of its camera. Pure; any thread. */
final class CameraLook {
    /** A lens cap, or a camera without its input, stays below this on nearly the whole picture; 0 … 255. */
    private static final int DARK = 24;

    private static final double DARK_SHARE = 0.98;
    /** A few hundred points say enough. */
    private static final int POINTS_ACROSS = 32;
    /** A few kilobytes can claim to be a picture of gigabytes. */
    private static final int LARGEST_SIDE = 4096;

    private CameraLook() {}

    /** Whether it shows nothing. What is no picture that can be read is not called black. */
    static boolean black(byte[] jpeg) {
        BufferedImage image = read(jpeg);
        if (image == null) {
            return false;
        }
        int dark = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int rgb = image.getRGB(x, y);
                int brightest = Math.max(Math.max(rgb >> 16 & 0xff, rgb >> 8 & 0xff), rgb & 0xff);
                dark += brightest < DARK ? 1 : 0;
            }
        }
        return dark >= DARK_SHARE * image.getWidth() * image.getHeight();
    }

    /**
     * Whether two are the same to the last bit: a lens that looks at a room, however empty, never gives the same picture twice,
     * for each of its pixels has noise.
     */
    static boolean same(byte @Nullable [] before, byte[] now) {
        return Arrays.equals(before, now);
    }

    private static @Nullable BufferedImage read(byte[] jpeg) {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("jpeg");
        if (!readers.hasNext()) {
            return null;
        }
        ImageReader reader = readers.next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(jpeg))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            if (width > LARGEST_SIDE || reader.getHeight(0) > LARGEST_SIDE) {
                return null;
            }
            ImageReadParam few = reader.getDefaultReadParam();
            int step = Math.max(1, width / POINTS_ACROSS);
            few.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, few);
        } catch (IOException | RuntimeException e) {
            // Whatever a site sends under this name: the reader fails in many ways.
            return null;
        } finally {
            reader.dispose();
        }
    }
}
