package vn.nharong.loadtest;

import java.util.ArrayList;
import java.util.List;

/** What is asked of the server, and whether it held. */
final class Aims {
    private Aims() {}

    /**
     * @param joinSeconds until all sites are there
     * @param lost packets that never came
     * @param latencyMillisP50 from sender to receiver, of half of the packets
     * @param latencyMillisP99 of 99 of a hundred
     * @param latencyMillisP999 of 999 of a thousand
     * @param firstFrameMillis of 95 of a hundred sites, from joining to a picture
     * @param cores processors of the server in use
     * @param rssMib its memory
     * @param seatMib of that, for each site beyond what it takes with nobody there
     */
    record Limits(
            double joinSeconds,
            long lost,
            double latencyMillisP50,
            double latencyMillisP99,
            double latencyMillisP999,
            double firstFrameMillis,
            double cores,
            double rssMib,
            double seatMib) {
        static final Limits DEFAULT = new Limits(15, 0, 1, 10, 30, 1_000, 0.5, 900, 0.7);

        /** @param text {@code cores=2,rss=2000}: others than the usual ones */
        static Limits read(String text) throws LoadOptions.Refused {
            Limits limits = DEFAULT;
            for (String each : text.isBlank() ? new String[0] : text.split(",", -1)) {
                String[] parts = each.split("=", 2);
                try {
                    double value = Double.parseDouble(parts.length < 2 ? "" : parts[1]);
                    limits = limits.with(parts[0].strip(), value);
                } catch (IllegalArgumentException e) {
                    throw new LoadOptions.Refused("option.aims", each);
                }
            }
            return limits;
        }

        private Limits with(String name, double value) {
            double[] all = {
                joinSeconds,
                lost,
                latencyMillisP50,
                latencyMillisP99,
                latencyMillisP999,
                firstFrameMillis,
                cores,
                rssMib,
                seatMib
            };
            int at = List.of("join", "lost", "p50", "p99", "p999", "first-frame", "cores", "rss", "seat")
                    .indexOf(name);
            if (at < 0 || !(value >= 0)) {
                throw new IllegalArgumentException(name);
            }
            all[at] = value;
            return new Limits(all[0], (long) all[1], all[2], all[3], all[4], all[5], all[6], all[7], all[8]);
        }
    }

    /**
     * @param key of its words
     * @param atLeast the value shall be as large as the limit; else as small
     * @param digits behind the point that mean something
     */
    record Aim(String key, double value, double limit, boolean atLeast, int digits) {
        /** What could not be measured has not held. */
        boolean held() {
            return atLeast ? value >= limit : value <= limit;
        }
    }

    static List<Aim> of(Outcome outcome) {
        Limits limits = outcome.options().limits();
        List<Aim> aims = new ArrayList<>();
        aims.add(new Aim("joined", outcome.joined(), outcome.options().sites(), true, 0));
        aims.add(new Aim("join_s", outcome.joinSeconds(), limits.joinSeconds(), false, 1));
        aims.add(new Aim("lost_packets", outcome.lost(), limits.lost(), false, 0));
        aims.add(new Aim("latency_ms_p50", outcome.latencyMillis(50), limits.latencyMillisP50(), false, 2));
        aims.add(new Aim("latency_ms_p99", outcome.latencyMillis(99), limits.latencyMillisP99(), false, 2));
        aims.add(new Aim("latency_ms_p999", outcome.latencyMillis(99.9), limits.latencyMillisP999(), false, 2));
        aims.add(new Aim("first_frame_ms_p95", outcome.firstFrameMillis(95), limits.firstFrameMillis(), false, 0));
        aims.add(new Aim("server_cpu_cores", outcome.serverCores(), limits.cores(), false, 3));
        aims.add(new Aim("server_rss_mib", outcome.serverRssMib(), limits.rssMib(), false, 0));
        aims.add(new Aim("server_mib_per_seat", outcome.mibPerSeat(), limits.seatMib(), false, 2));
        return List.copyOf(aims);
    }
}
