package vn.nharong.sim.bwe;

import org.junit.jupiter.api.Test;

class BweScenarioTest {
    @Test
    void explore() {
        for (String s : new String[] {
            "delay=20ms loss=10%",
            "delay=150ms jitter=30ms",
            "delay=20ms jitter=30ms",
            "delay=20ms; 30s: cut=true; 90s: cut=false",
        }) {
            Downlink d = new Downlink(s, "delay=20ms", 1, 150_000, 500_000, 1_700_000).run(130);
            System.out.println(
                    "=== " + s + " changes " + d.rungChanges + " audio p95 " + d.audioPercentileMillis(.95) + " p99 "
                            + d.audioPercentileMillis(.99) + " got " + d.audioMillis.size() + "/" + d.audioSent
                            + " padding kB " + d.paddingBytes / 1000
                            + " share2 " + d.shareAtRung(2, 5, 130) + " qdrop "
                            + d.stats().queueDropped());
            System.out.println(d.story(s.contains(";") ? 2 : 5));
        }
    }
}
