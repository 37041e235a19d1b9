package vn.nharong.sfu.loop;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Period;
import jdk.jfr.StackTrace;

/** {@link PlaneStats} as they are now, once a second. Off unless a recording asks for it. */
@Name("vn.nharong.LoopCounters")
@Label("Loop counters")
@Description("Counters of the media loops since start")
@Category("Nha Rong")
@Enabled(false)
@Period("1 s")
@StackTrace(false)
final class LoopCounters extends Event {
    @Label("Transports")
    int transports;

    @Label("Packets leased")
    int packetsLeased;

    @Label("Packets in")
    long packetsIn;

    @Label("Packets out")
    long packetsOut;

    @Label("Held over 100 ms")
    long heldOver100Millis;

    @Label("Added, 99th percentile, microseconds")
    long addedMicrosP99;

    @Label("Sound out")
    long soundOut;

    @Label("Sound held over 5 ms")
    long soundOver5Millis;

    @Label("Added to sound, 99th percentile, microseconds")
    long soundAddedMicrosP99;

    @Label("Datagrams the kernel did not take")
    long refusedBySocket;

    @Label("Packets dropped before a line")
    long refusedByPacer;

    @Label("Packets of temporal layers left out")
    long leftOut;
}
