package vn.nharong.control.meeting;

/** Who a guest is, as the caption says it. @param title what the guest is @param unit where from; both may be empty */
public record GuestCard(String name, String title, String unit) {
    /** The caption's second line. */
    String line() {
        return title.isEmpty() || unit.isEmpty() ? title + unit : title + " – " + unit;
    }
}
