package vn.nharong.bench;

import java.util.List;
import vn.nharong.sites.media.Layer;
import vn.nharong.sites.media.Pictures;

/** Pictures at a pace that is set from outside. {@link #pace} from any thread, the rest on the load loop. */
final class PacedPictures implements Pictures {
    private final Pictures pictures;
    private volatile int framesPerSecond;

    PacedPictures(Pictures pictures) {
        this.pictures = pictures;
        this.framesPerSecond = pictures.framesPerSecond();
    }

    /** @param framesPerSecond 0 to stand still */
    void pace(int framesPerSecond) {
        this.framesPerSecond = framesPerSecond;
    }

    @Override
    public List<Layer> layers() {
        return pictures.layers();
    }

    @Override
    public int framesPerSecond() {
        return framesPerSecond;
    }

    @Override
    public int next(int layer, boolean keyframe, long nowNanos, byte[] into) {
        return pictures.next(layer, keyframe, nowNanos, into);
    }
}
