package vn.nharong.sfu.loop;

import vn.nharong.media.rtp.MediaKind;

/** What forwarders are attached to. On the loop. */
interface LoopSource extends SourceProxy {
    MediaKind kind();

    /** Whether anything can still be attached. */
    boolean running();

    /** Feeds it from now on. */
    void attach(LoopForwarder forwarder, long nowNanos);

    /** Nothing more is done for it. */
    void detach(LoopForwarder forwarder);
}
