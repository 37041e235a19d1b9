package vn.nharong.control.access;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Component;
import vn.nharong.control.House;
import vn.nharong.control.Settings;
import vn.nharong.control.web.ThisMachine;

/** Rooms that anybody opens by a name: a meeting's own rooms are none of these. Any thread. */
@Component
public class GuestRooms {
    private final Settings settings;
    private final House house;

    GuestRooms(Settings settings, House house) {
        this.settings = settings;
        this.house = house;
    }

    /** Everywhere with {@code --open-rooms}; else in the sample province from its own machine. */
    public boolean openTo(HttpServletRequest request) {
        return settings.openRooms() || (house.demo() && ThisMachine.sent(request));
    }
}
