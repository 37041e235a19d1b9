package vn.nharong.sfu.loop;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** A transport sent media to its client for the first time. Off unless a recording asks for it. */
@Name("vn.nharong.FirstMedia")
@Label("First media")
@Description("From a client ready to receive to the first media packet sent to it")
@Category("Nha Rong")
@Enabled(false)
@StackTrace(false)
final class FirstMedia extends Event {
    @Label("Transport")
    String transport = "";

    /** From the client being ready (ICE and DTLS done, a section made for the track) to the first media packet. */
    @Label("Wait")
    @Timespan(Timespan.NANOSECONDS)
    long waitNanos;
}
