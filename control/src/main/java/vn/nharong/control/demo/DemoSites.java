package vn.nharong.control.demo;

import jakarta.annotation.PreDestroy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import vn.nharong.control.House;
import vn.nharong.control.Settings;
import vn.nharong.control.access.Devices;
import vn.nharong.control.meeting.LinesListener;
import vn.nharong.control.meeting.ScreenCame;

/**
 * Brings synthetic sites into the meetings of a house with sample data: a process of its own for each meeting, begun when its
 * lines open and ended with it. In a house with real data it does nothing. Any thread; a lock guards what runs.
 */
@Component
class DemoSites implements LinesListener {
    private static final Logger LOG = LoggerFactory.getLogger(DemoSites.class);
    /** Where the program has it, there can be synthetic sites: it is called by name, in a process of its own. */
    private static final String PROGRAM = "/vn/nharong/sites/demo/Main.class";

    /** Where a server must listen that is to be reached as 127.0.0.1. */
    private static final Set<String> LOOPBACK = Set.of("0.0.0.0", "::", "127.0.0.1", "localhost");

    private final Settings settings;
    private final House house;
    private final Devices devices;
    private final Map<String, SitesProcess> running = new HashMap<>();
    /** Guards what follows: never taken before a process's own lock, which is held while its order is made. */
    private final Object seats = new Object();
    /** Keys of synthetic sites, by site, as long as they may hold. */
    private final Map<UUID, List<String>> keys = new HashMap<>();
    /** Sites with a screen of their own: no synthetic one takes their seat as long as this server runs. */
    private final Set<UUID> yielded = new HashSet<>();

    DemoSites(Settings settings, House house, Devices devices) {
        this.settings = settings;
        this.house = house;
        this.devices = devices;
    }

    @Override
    public synchronized void onLinesOpened(String meeting, List<Place> places) {
        if (settings.demoSites() == 0 || !house.demo() || DemoSites.class.getResource(PROGRAM) == null) {
            return;
        }
        if (!LOOPBACK.contains(settings.bind())) {
            LOG.warn("no synthetic sites: they come over the loopback, and the server listens on {}", settings.bind());
            return;
        }
        List<Place> chosen = chosen(places, settings.demoSites());
        SitesProcess process =
                new SitesProcess(settings.data().resolve("demo-sites.log"), settings.port(), () -> order(chosen));
        running.put(meeting, process);
        process.start();
        LOG.info("{} synthetic sites come to the meeting {}", chosen.size(), meeting);
    }

    private List<SitesProcess.Site> order(List<Place> wanted) {
        synchronized (seats) {
            return present(wanted);
        }
    }

    private List<SitesProcess.Site> present(List<Place> wanted) {
        List<Place> chosen =
                wanted.stream().filter(place -> !yielded.contains(place.site())).toList();
        List<UUID> ids = chosen.stream().map(Place::site).toList();
        List<String> minted = devices.mint(ids);
        List<SitesProcess.Site> sites = new ArrayList<>();
        for (int i = 0; i < chosen.size(); i++) {
            Place place = chosen.get(i);
            keys.computeIfAbsent(place.site(), site -> new ArrayList<>()).add(minted.get(i));
            sites.add(new SitesProcess.Site(place.site().toString(), minted.get(i), place.name()));
        }
        return sites;
    }

    /** Somebody opened a screen of that site: its synthetic one goes, and does not come back. */
    @EventListener
    void screenCame(ScreenCame came) {
        List<String> gone;
        synchronized (seats) {
            if (!house.demo() || !yielded.add(came.site())) {
                return;
            }
            gone = keys.remove(came.site());
        }
        if (gone != null) {
            gone.forEach(key -> devices.yield(came.site(), key));
            LOG.info("the synthetic site {} yields to a screen of its own", came.site());
        }
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
