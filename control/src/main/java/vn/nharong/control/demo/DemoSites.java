package vn.nharong.control.demo;

import jakarta.annotation.PreDestroy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import vn.nharong.control.Settings;
import vn.nharong.control.directory.House;
import vn.nharong.control.meeting.LinesListener;

/**
 * Brings synthetic sites into the meetings of a house with sample data: a process of its own for each meeting, begun when its
 * lines open and ended with it. In a house with real data it does nothing. Any thread; a lock guards what runs.
 */
@Component
class DemoSites implements LinesListener {
    private static final Logger LOG = LoggerFactory.getLogger(DemoSites.class);
    /** System property of the launcher: the class path that synthetic sites are on. Without it there are none. */
    static final String CLASS_PATH = "nharong.sites.class-path";

    private final Settings settings;
    private final House house;
    private final ObjectProvider<DemoKeys> keys;
    private final Map<String, SitesProcess> running = new HashMap<>();

    DemoSites(Settings settings, House house, ObjectProvider<DemoKeys> keys) {
        this.settings = settings;
        this.house = house;
        this.keys = keys;
    }

    @Override
    public synchronized void onLinesOpened(String meeting, List<Place> places) {
        String classPath = System.getProperty(CLASS_PATH, "");
        DemoKeys mint = keys.getIfAvailable();
        if (classPath.isEmpty() || mint == null || settings.demoSites() == 0 || !house.demo()) {
            return;
        }
        List<Place> chosen = chosen(places, settings.demoSites());
        SitesProcess process = new SitesProcess(
                settings.data().resolve("demo-sites.log"), classPath, settings.port(), () -> order(chosen, mint));
        running.put(meeting, process);
        process.start();
        LOG.info("{} synthetic sites come to the meeting {}", chosen.size(), meeting);
    }

    private static List<SitesProcess.Site> order(List<Place> chosen, DemoKeys mint) {
        List<UUID> ids = chosen.stream().map(Place::site).toList();
        List<String> minted = mint.mint(ids);
        List<SitesProcess.Site> sites = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Place place = chosen.get(i);
            sites.add(new SitesProcess.Site(place.site().toString(), minted.get(i), place.name()));
        }
        return sites;
    }

    @Override
    public synchronized void onLinesClosed(String meeting) {
        SitesProcess process = running.remove(meeting);
        if (process != null) {
            process.end();
        }
    }

    /** The main site, then some of each group in turn, the groups as far apart as so few can be. */
    static List<Place> chosen(List<Place> places, int count) {
        List<Place> chosen = new ArrayList<>(places.subList(0, Math.min(1, places.size())));
        Map<String, Deque<Place>> groups = new LinkedHashMap<>();
        for (Place place : places.subList(chosen.size(), places.size())) {
            groups.computeIfAbsent(place.group(), group -> new ArrayDeque<>()).add(place);
        }
        while (chosen.size() < count && !groups.isEmpty()) {
            List<Deque<Place>> turn = List.copyOf(groups.values());
            int wanted = Math.min(turn.size(), count - chosen.size());
            for (int i = 0; i < wanted; i++) {
                chosen.add(turn.get(i * turn.size() / wanted).removeFirst());
            }
            groups.values().removeIf(Deque::isEmpty);
        }
        return List.copyOf(chosen);
    }

    @PreDestroy
    synchronized void endAll() {
        running.values().forEach(SitesProcess::end);
        running.clear();
    }
}
