package vn.nharong.loadtest;

import com.google.gson.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * Everything a report says. Immutable once made.
 *
 * @param seconds measured; fewer than asked for when it was interrupted
 * @param joined sites that came in at first
 * @param joinSeconds from the first join to the last
 * @param latency of all sites, microseconds
 * @param failures why sites did not come in, and how many
 * @param log what was done, and when
 */
record Outcome(
        LoadOptions options,
        Script script,
        Instant began,
        double seconds,
        boolean interrupted,
        int joined,
        double joinSeconds,
        Map<String, Integer> failures,
        List<SiteFigures> sites,
        Histogram latency,
        Stills stills,
        Changes changes,
        Meetings meetings,
        List<Moment> moments,
        List<Done> log,
        Own own,
        ServerFigures server) {
    private static final double MIB = 1 << 20;

    /** @param millisP99 from sending to the operator's having it, of 99 of a hundred */
    record Stills(long sent, long received, double millisP99) {}

    record Changes(int left, int returned, int cut, int floods, long hostile) {}

    record Meetings(int opened, int closed, int seats, int joined) {}

    /** One second of the measurement. */
    record Moment(
            int second, double latencyMillisP50, double latencyMillisP99, double cores, double rssMib, int connected) {}

    /** @param key of its words in {@code log.…} */
    record Done(Duration at, String key, List<Object> values) {}

    /**
     * The generator itself.
     *
     * @param unread datagrams that the kernel threw away because it did not read them
     */
    record Own(
            int loops,
            double lateMillisP99,
            double worstLateMillis,
            double cores,
            long unread,
            double perSecond,
            boolean isVoid) {}

    long lost() {
        return sites.stream().mapToLong(SiteFigures::lost).sum();
    }

    long packets() {
        return sites.stream().mapToLong(SiteFigures::packets).sum();
    }

    long repaired() {
        return sites.stream().mapToLong(SiteFigures::repaired).sum();
    }

    int freezes() {
        return sites.stream().mapToInt(SiteFigures::freezes).sum();
    }

    long longestFreezeMillis() {
        return sites.stream().mapToLong(SiteFigures::longestFreezeMillis).max().orElse(0);
    }

    int breaks() {
        return sites.stream().mapToInt(SiteFigures::breaks).sum();
    }

    int layerChanges() {
        return sites.stream().mapToInt(SiteFigures::layers).sum();
    }

    /** NaN where nothing came. */
    double latencyMillis(double percentile) {
        return latency.getTotalCount() == 0 ? Double.NaN : latency.getValueAtPercentile(percentile) / 1e3;
    }

    /** Of all lives of all sites; NaN where no picture came. */
    double firstFrameMillis(double percentile) {
        return percentile(
                sites.stream().flatMap(site -> site.firstFrames().stream()).toList(), percentile);
    }

    double joinMillis(double percentile) {
        return percentile(sites.stream().flatMap(site -> site.joins().stream()).toList(), percentile);
    }

    private static double percentile(List<Long> values, double percentile) {
        if (values.isEmpty()) {
            return Double.NaN;
        }
        Histogram histogram = new Histogram(1, SiteFigures.LATEST_MICROS, 3);
        values.forEach(value -> histogram.recordValue(Math.clamp(value, 0, SiteFigures.LATEST_MICROS)));
        return histogram.getValueAtPercentile(percentile);
    }

    double serverCores() {
        return server.cores();
    }

    /** The most in the measurement. */
    double serverRssMib() {
        return server.most("process", "rss_bytes") / MIB;
    }

    double emptyRssMib() {
        return ServerFigures.number(server.empty(), "process", "rss_bytes") / MIB;
    }

    double mibPerSeat() {
        return joined == 0 ? Double.NaN : Math.max(0, serverRssMib() - emptyRssMib()) / joined;
    }

    JsonObject machine() {
        JsonObject latest = server.latest();
        return latest.has("machine") ? latest.getAsJsonObject("machine") : new JsonObject();
    }
}
