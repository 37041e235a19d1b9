package vn.nharong.sfu.room;

import java.util.List;
import java.util.Map;

/**
 * What a client believes after a resume.
 *
 * @param toggledTracks tracks that differ from its default: to be subscribed or not, as {@code subscribed} says
 * @param lastSequences last reliable data message received, by sender's sid
 */
public record SyncState(
        List<String> toggledTracks,
        boolean subscribed,
        List<String> publishedTracks,
        List<String> disabledTracks,
        Map<String, Integer> lastSequences) {}
