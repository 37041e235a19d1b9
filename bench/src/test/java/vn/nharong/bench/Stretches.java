package vn.nharong.bench;

import vn.nharong.sites.media.ReceivedTrack;

/** Stretches as a site would have got them, one packet a frame. */
final class Stretches {
    private Stretches() {}

    /** @param timestamps in the order of sequence numbers */
    static ReceivedTrack.Stretch of(Iterable<Integer> timestamps) {
        long seq = 0x10000L + 65_530;
        ReceivedTrack.Stretch stretch = new ReceivedTrack.Stretch(77, seq, 0);
        for (int timestamp : timestamps) {
            stretch.add(timestamp, seq++);
        }
        return stretch;
    }
}
