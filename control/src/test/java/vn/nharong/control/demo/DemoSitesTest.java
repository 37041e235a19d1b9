package vn.nharong.control.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import vn.nharong.control.meeting.LinesListener.Place;

class DemoSitesTest {
    /** The main site in a group of its own, then districts of ten sites. */
    private static List<Place> province(int districts) {
        List<Place> places = new ArrayList<>();
        places.add(new Place(UUID.randomUUID(), "chính", "tỉnh"));
        for (int district = 0; district < districts; district++) {
            for (int site = 0; site < 10; site++) {
                places.add(new Place(UUID.randomUUID(), district + "." + site, "huyện " + district));
            }
        }
        return places;
    }

    private static List<String> names(int districts, int count) {
        return DemoSites.chosen(province(districts), count).stream()
                .map(Place::name)
                .toList();
    }

    @Test
    void theMainSiteComesFirstThenTheDistrictsInTurn() {
        assertEquals(List.of("chính", "0.0", "1.0", "2.0", "0.1", "1.1", "2.1"), names(3, 7));
    }

    @Test
    void fewSitesAreFarApart() {
        assertEquals(List.of("chính", "0.0", "4.0", "8.0", "12.0"), names(16, 5));
    }

    @Test
    void noMoreComeThanThereAreAndNobodyTwice() {
        List<Place> all = DemoSites.chosen(province(2), 500);
        assertEquals(21, all.size());
        Set<UUID> different = new HashSet<>();
        all.forEach(place -> different.add(place.site()));
        assertEquals(21, different.size());
    }

    @Test
    void aMeetingOfOneSiteHasThatOne() {
        assertEquals(List.of("chính"), names(0, 12));
        assertTrue(DemoSites.chosen(List.of(), 12).isEmpty());
    }
}
