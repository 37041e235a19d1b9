package vn.nharong.sfu.loop;

import org.jspecify.annotations.Nullable;

/**
 * A room's handle on an outlet: subscribers take it once, and what comes out of it is changed under them, with no word of
 * signalling. Any thread; queued to its loop.
 */
public interface OutletProxy extends SourceProxy {
    /**
     * From now on this comes out of it, pictures from a key frame on.
     *
     * @param source a publication on the same loop; null for nothing
     */
    void source(@Nullable FanoutProxy source);

    void close();
}
