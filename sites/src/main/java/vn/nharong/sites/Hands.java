package vn.nharong.sites;

import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;

/** Who of a few sites asks for the floor, and what about: now and then somebody, never a crowd. Any thread. */
public final class Hands {
    private static final List<String> TOPICS = List.of(
            "Tiến độ giải ngân vốn đầu tư công",
            "Phòng, chống hạn hán cuối mùa khô",
            "Cấp giấy chứng nhận quyền sử dụng đất lần đầu",
            "Tiêu chí nhà ở dân cư trong xây dựng nông thôn mới",
            "Chi trả hỗ trợ cho hộ gặp khó khăn",
            "Phòng, chống dịch bệnh trên đàn gia súc",
            "Đường liên xã xuống cấp sau mưa lớn",
            "Chuẩn bị cơ sở vật chất cho năm học mới",
            "Quản lý, bảo vệ rừng và phòng cháy, chữa cháy rừng",
            "Giải quyết hồ sơ trên cổng dịch vụ công");

    private final Semaphore waiting;
    private final int secondsBetween;

    /** @param most hands up at once @param secondsBetween about, from one hand of a site to its next */
    public Hands(int most, int secondsBetween) {
        this.waiting = new Semaphore(most);
        this.secondsBetween = secondsBetween;
    }

    /** @return whether this one may, now; if so {@link #lowered} must follow */
    boolean raised() {
        return waiting.tryAcquire();
    }

    void lowered() {
        waiting.release();
    }

    /** Until a site has something to say again. */
    long pauseMillis(RandomGenerator random) {
        return (long) (secondsBetween * 1000L * (0.3 + 1.4 * random.nextDouble()));
    }

    /** So long somebody speaks. */
    long speechMillis(RandomGenerator random) {
        return 35_000 + random.nextInt(45_000);
    }

    String topic(RandomGenerator random) {
        return TOPICS.get(random.nextInt(TOPICS.size()));
    }

    /** @param site "Xã Ia Dom" */
    static String speaker(String site) {
        boolean unit = List.of("Xã ", "Phường ", "Thị trấn ", "Huyện ", "Thị xã ", "Thành phố ").stream()
                .anyMatch(site::startsWith);
        return unit
                ? "Chủ tịch UBND " + site.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + site.substring(1)
                : "Đại diện " + site;
    }
}
