package vn.nharong.sites.halls;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import vn.nharong.sites.media.Layer;
import vn.nharong.sites.media.Pictures;

/** One drawn hall: a clip in three sizes that is shown again and again, and stills of it. Immutable; shared by sites. */
public final class Hall {
    /** How many there are. */
    public static final int COUNT = 8;

    private static final List<String> RIDS = List.of("q", "h", "f");
    private static final int STILLS = 3;

    private final List<Ivf> clips = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final List<byte[]> stills = new ArrayList<>();

    /** @param index 0 … {@link #COUNT} - 1 */
    public Hall(int index) throws IOException {
        for (String rid : RIDS) {
            Ivf clip = Ivf.read(resource("halls/" + index + "-" + rid + ".ivf"));
            long bytes = clip.frames.stream().mapToLong(frame -> frame.length).sum();
            clips.add(clip);
            layers.add(new Layer(
                    rid, clip.width, clip.height, (int) (bytes * 8 * clip.framesPerSecond / clip.frames.size())));
        }
        for (int i = 1; i <= STILLS; i++) {
            stills.add(resource("halls/" + index + "-" + i + ".jpg"));
        }
    }

    static byte[] resource(String name) throws IOException {
        try (InputStream in = Hall.class.getResourceAsStream("/vn/nharong/sites/" + name)) {
            if (in == null) {
                throw new FileNotFoundException(name + " is missing from the program");
            }
            return in.readAllBytes();
        }
    }

    /** JPEG, 256×144. @param number counts on and on */
    public byte[] still(int number) {
        return stills.get(Math.floorMod(number, stills.size())).clone();
    }

    /** A camera in it. */
    public Pictures pictures() {
        return new Clips();
    }

    /** Each layer goes its own way: a key frame that is asked for begins its clip anew. Belongs to the load loop. */
    private final class Clips implements Pictures {
        private final int[] next = new int[clips.size()];

        @Override
        public List<Layer> layers() {
            return layers;
        }

        @Override
        public int framesPerSecond() {
            return clips.getFirst().framesPerSecond;
        }

        @Override
        public int next(int layer, boolean keyframe, long nowNanos, byte[] into) {
            List<byte[]> frames = clips.get(layer).frames;
            int at = keyframe ? 0 : next[layer];
            next[layer] = (at + 1) % frames.size();
            byte[] frame = frames.get(at);
            System.arraycopy(frame, 0, into, 0, frame.length);
            return frame.length;
        }
    }
}
