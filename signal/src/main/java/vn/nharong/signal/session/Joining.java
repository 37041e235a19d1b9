package vn.nharong.signal.session;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A client entered a room. Off unless a recording asks for it. */
@Name("vn.nharong.Joining")
@Label("Joining")
@Description("From the open connection to the first SDP answer handed to its socket")
@Category("Nha Rong")
@Enabled(false)
@StackTrace(false)
final class Joining extends Event {
    @Label("Participant")
    String participant = "";
}
