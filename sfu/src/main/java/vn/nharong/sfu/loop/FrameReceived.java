package vn.nharong.sfu.loop;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A new frame of a publication reached the server. Off unless a recording asks for it. */
@Name("vn.nharong.FrameReceived")
@Label("Frame received")
@Description("First packet of a frame, by RTP timestamp")
@Category("Nha Rong")
@Enabled(false)
@StackTrace(false)
final class FrameReceived extends Event {
    @Label("Publication")
    String publication = "";

    @Label("Encoding")
    int encoding;

    @Label("RTP timestamp")
    long timestamp;

    @Label("Key frame")
    boolean keyframe;
}
