package vn.nharong.sim.bwe;

import org.junit.jupiter.api.Test;

class BweScenarioTest {
    @Test
    void explore() {
        for (String s : new String[] {
            "delay=20ms rate=300k",
            "delay=20ms rate=1M",
            "delay=20ms rate=2.5M",
            "delay=20ms rate=3M; 30s: rate=500k; 90s: rate=3M",
            "delay=20ms; 30s: rate=500k; 90s: rate=none",
            "delay=20ms loss=5%",
            "delay=20ms loss=10%",
            "delay=20ms burst=5%/3-8",
            "delay=20ms burst=10%/3-8",
            "delay=150ms jitter=30ms",
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
