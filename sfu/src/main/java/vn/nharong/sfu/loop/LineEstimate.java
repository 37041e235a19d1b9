package vn.nharong.sfu.loop;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** What one client's line was thought to carry at an allocation, some ten times a second. Off unless a recording asks. */
@Name("vn.nharong.LineEstimate")
@Label("Line estimate")
@Description("Estimate of a client's line and what of it is given away")
@Category("Nha Rong")
@Enabled(false)
@StackTrace(false)
final class LineEstimate extends Event {
    @Label("Transport")
    String transport = "";

    /** Sound included. */
    @Label("Target")
    @DataAmount(DataAmount.BITS)
    long targetBps;

    @Label("Allocated")
    @DataAmount(DataAmount.BITS)
    long allocatedBps;

    /** The weight of everything the client has asked for. */
    @Label("Wanted")
    @DataAmount(DataAmount.BITS)
    long wantedBps;

    @Label("Round trip, microseconds")
    long rttMicros;
}
