package vn.nharong.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import vn.nharong.sites.media.ReceivedTrack;

/** What frames reached the server, from its flight recording, to hold against what the sites got. */
final class FrameLedger {
    /** Frames of one encoding in order: timestamps, and whether each was a key frame. */
    private static final class Stream {
        final List<Integer> timestamps = new ArrayList<>();
        final List<Boolean> keyframes = new ArrayList<>();

        /** Also one that came to the server after its successor: packets were lost before it and sent again. */
        void add(int timestamp, boolean keyframe) {
            int at = timestamps.size();
            while (at > 0 && timestamps.get(at - 1) - timestamp > 0) {
                at--;
            }
            timestamps.add(at, timestamp);
            keyframes.add(at, keyframe);
        }
    }

    /**
     * @param expected frames of the stretch that reached the server
     * @param missing of them that the site never saw
     * @param firstMissing place of the first one in the stretch, -1 for none
     * @param disordered frames of the site that are out of order, or known to nobody
     */
    record Verdict(int expected, int missing, int disordered, boolean matched, int firstMissing) {}

    private final Map<String, TreeMap<Integer, Stream>> streams = new HashMap<>();

    FrameLedger(Path recording) throws IOException {
        List<RecordedEvent> events = new ArrayList<>(RecordingFile.readAllEvents(recording));
        events.removeIf(event -> !event.getEventType().getName().equals("vn.nharong.FrameReceived"));
        events.sort(java.util.Comparator.comparing(RecordedEvent::getStartTime));
        for (RecordedEvent event : events) {
            Stream stream = streams.computeIfAbsent(event.getString("publication"), key -> new TreeMap<>())
                    .computeIfAbsent(event.getInt("encoding"), key -> new Stream());
            stream.add((int) event.getLong("timestamp"), event.getBoolean("keyframe"));
        }
    }

    int frames() {
        return streams.values().stream()
                .flatMap(byEncoding -> byEncoding.values().stream())
                .mapToInt(stream -> stream.timestamps.size())
                .sum();
    }

    /**
     * Finds the key frame at which the stretch began: timestamps are rewritten, but their differences are not, so one
     * offset must explain the whole stretch. The best explanation counts, among frames of the largest picture, which is what
     * sites ask for: a hole in it might be hidden by a smaller one whose camera left out the same frame.
     */
    Verdict check(String publication, ReceivedTrack.Stretch stretch) {
        Verdict best = new Verdict(stretch.count(), stretch.count(), stretch.count(), false, 0);
        Map.Entry<Integer, Stream> largest =
                streams.getOrDefault(publication, new TreeMap<>()).lastEntry();
        if (largest == null) {
            return best;
        }
        Stream stream = largest.getValue();
        for (int start = 0; start < stream.timestamps.size(); start++) {
            if (stream.keyframes.get(start)) {
                Verdict verdict = compare(stream, start, stretch);
                boolean better = verdict.missing + verdict.disordered < best.missing + best.disordered;
                if (verdict.matched && (better || !best.matched)) {
                    best = verdict;
                }
            }
        }
        return best;
    }

    private static Verdict compare(Stream stream, int start, ReceivedTrack.Stretch stretch) {
        int offset = stretch.timestamp(0) - stream.timestamps.get(start);
        int in = start;
        int missing = 0;
        int firstMissing = -1;
        int unknown = 0;
        int matched = 0;
        for (int out = 0; out < stretch.count(); out++) {
            int wanted = stretch.timestamp(out) - offset;
            while (in < stream.timestamps.size() && stream.timestamps.get(in) - wanted < 0) {
                in++;
                missing++;
                firstMissing = firstMissing < 0 ? out : firstMissing;
            }
            if (in < stream.timestamps.size() && stream.timestamps.get(in) == wanted) {
                in++;
                matched++;
            } else {
                unknown++;
            }
        }
        return new Verdict(
                matched + missing, missing, unknown + stretch.disorder(), matched * 2 >= stretch.count(), firstMissing);
    }
}
