package vn.nharong.sites.halls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import vn.nharong.sites.media.Layer;
import vn.nharong.sites.media.Pictures;

/**
 * A moving test card, really compressed: every decoder shows it, and each frame bears its number (sites/card). Three sizes and
 * stills. Immutable; shared by cameras.
 */
public final class TestCard {
    private static final List<String> RIDS = List.of("q", "h", "f");
    private static final int STILLS = 3;

    private final List<Ivf> clips = new ArrayList<>();
    private final List<Layer> layers = new ArrayList<>();
    private final List<byte[]> stills = new ArrayList<>();

    private final int burstMillis;
    private final boolean stamped;

    /** @param burstMillis see {@link Pictures#burstMillis} */
    public TestCard(int burstMillis) throws IOException {
        this(burstMillis, true);
    }

    /** @param burstMillis see {@link Pictures#burstMillis} @param stamped see {@link Pictures#stamped} */
    public TestCard(int burstMillis, boolean stamped) throws IOException {
        this.burstMillis = burstMillis;
        this.stamped = stamped;
        for (String rid : RIDS) {
            Ivf clip = Ivf.read(Hall.resource("card/" + rid + ".ivf"));
            long bytes = clip.frames.stream().mapToLong(frame -> frame.length).sum();
            clips.add(clip);
            layers.add(new Layer(
                    rid, clip.width, clip.height, (int) (bytes * 8 * clip.framesPerSecond / clip.frames.size())));
        }
        for (int i = 1; i <= STILLS; i++) {
            stills.add(Hall.resource("card/" + i + ".jpg"));
        }
    }

    /** JPEG, 320×180, some 12 kB. @param number counts on and on */
    public byte[] still(int number) {
        return stills.get(Math.floorMod(number, stills.size())).clone();
    }

    /** A camera before it that sends all three sizes. */
    public Pictures pictures() {
        return new Clips(clips, layers);
    }

    /** A camera that sends only 320×180. */
    public Pictures small() {
        return new Clips(clips.subList(0, 1), layers.subList(0, 1));
    }

    /** A camera that sends only 640×360. */
    public Pictures medium() {
        return new Clips(clips.subList(1, 2), layers.subList(1, 2));
    }

    /** A camera that sends only 1280×720. */
    public Pictures large() {
        return new Clips(clips.subList(2, 3), layers.subList(2, 3));
    }

    /** Each layer goes its own way: who asks for a key frame gets the next there is. Belongs to the load loop. */
    private final class Clips implements Pictures {
        private final List<Ivf> clips;
        private final List<Layer> layers;
        private final int[] next;

        Clips(List<Ivf> clips, List<Layer> layers) {
            this.clips = clips;
            this.layers = layers;
            this.next = new int[clips.size()];
        }

        @Override
        public List<Layer> layers() {
            return layers;
        }

        @Override
        public int framesPerSecond() {
            return clips.getFirst().framesPerSecond;
        }

        @Override
        public boolean paced() {
            return true;
        }

        @Override
        public boolean stamped() {
            return stamped;
        }

        @Override
        public int burstMillis() {
            return burstMillis;
        }

        @Override
        public int next(int layer, boolean keyframe, long nowNanos, byte[] into) {
            List<byte[]> frames = clips.get(layer).frames;
            int at = next[layer];
            while (keyframe && !Ivf.keyframe(frames.get(at))) {
                at = (at + 1) % frames.size();
            }
            next[layer] = (at + 1) % frames.size();
            byte[] frame = frames.get(at);
            System.arraycopy(frame, 0, into, 0, frame.length);
            return frame.length;
        }
    }
}
