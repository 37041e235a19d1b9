package vn.nharong.sfu.loop;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A publisher was asked for a key frame and sent one. Off unless a recording asks for it. */
@Name("vn.nharong.KeyframeWait")
@Label("Key frame wait")
@Description("From the request to the publisher to the first packet of its key frame")
@Category("Nha Rong")
@Enabled(false)
@StackTrace(false)
final class KeyframeWait extends Event {
    @Label("Publication")
    String publication = "";

    @Label("Encoding")
    int encoding;
}
