package vn.nharong.sfu.room;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import vn.nharong.bus.MediaFacts;

/** Keeps the facts of conducted rooms. */
final class Told implements MediaFacts {
    final List<String> presences = new ArrayList<>();
    final Map<String, Sources> sources = new LinkedHashMap<>();
    final List<String> levels = new ArrayList<>();
    final Map<String, Line> lines = new LinkedHashMap<>();
    final List<String> lost = new ArrayList<>();

    @Override
    public void onPresence(String room, String identity, Presence presence) {
        presences.add(identity + " " + presence);
    }

    @Override
    public void onSources(String room, String identity, Sources now) {
        sources.put(identity, now);
    }

    @Override
    public void onLevel(String room, String identity, float level) {
        levels.add(identity + " " + level);
    }

    @Override
    public void onLine(String room, String identity, Line line) {
        lines.put(identity, line);
    }

    @Override
    public void onRoomLost(String room) {
        lost.add(room);
    }

    Microphone microphone(String identity) {
        return sources.getOrDefault(identity, new Sources(Microphone.NONE, false, false))
                .microphone();
    }
}
