package vn.nharong.node;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import vn.nharong.media.srtp.SrtpBackends;
import vn.nharong.node.Doctor.Finding;
import vn.nharong.node.Doctor.Verdict;
import vn.nharong.node.capacity.Capacity;
import vn.nharong.node.capacity.Capacity.Limit;
import vn.nharong.node.capacity.MachineCost;
import vn.nharong.node.capacity.SeatProfile;
import vn.nharong.node.capacity.Surroundings;

/** What {@link Doctor} says of a machine's capacity: seats, what limits them, what to change for a province. */
final class CapacityFindings {
    /** Sites of a province's meeting. */
    static final int PROVINCE = 240;

    private static final String NO_LIBCRYPTO = "sudo apt-get install libssl3";
    private static final String NO_OFFLOAD = "Linux 4.18 trở lên, quyền native access (segmentation offload)";

    private CapacityFindings() {}

    static List<Finding> of(Capacity capacity) {
        List<Finding> findings = new ArrayList<>();
        findings.add(new Finding(Verdict.OK, measured(capacity.cost()), ""));
        if (capacity.machine().busy()) {
            findings.add(new Finding(
                    Verdict.UNKNOWN,
                    String.format(
                            Locale.ROOT,
                            "máy đang bận: tải %.1f, %d lõi; sức chứa thật có thể cao hơn (busy: load %.1f on %d cores; it may carry more)",
                            capacity.machine().load(),
                            capacity.machine().cores(),
                            capacity.machine().load(),
                            capacity.machine().cores()),
                    "đo lại khi máy rảnh (measure again when it is idle)"));
        }
        for (Capacity.Seats seats : capacity.seats()) {
            findings.add(new Finding(Verdict.OK, said(seats), ""));
        }
        findings.add(card(capacity.machine()));
        findings.add(province(capacity));
        return findings;
    }

    /** It could not be measured. */
    static Finding unknown(String reason) {
        return new Finding(Verdict.UNKNOWN, "sức chứa: không đo được (capacity could not be measured): " + reason, "");
    }

    private static String measured(MachineCost cost) {
        return String.format(
                Locale.ROOT,
                "một gói (one packet): mã hóa (protect) %.0f ns; gửi (send) %.0f ns %s, %.0f ns từng gói (one by one);"
                        + " cả đường đi, không nghỉ (the whole way, without pause) %.0f ns",
                cost.protectNanos(),
                cost.sendTogetherNanos(),
                cost.offload() ? "gộp (together)" : "không gộp được (no offload)",
                cost.sendSinglyNanos(),
                cost.busyNanos());
    }

    private static String said(Capacity.Seats seats) {
        return "sức chứa " + seats.profile() + " (" + seats.profile().words() + "): " + seats.inOneMeeting()
                + " điểm cầu một cuộc họp (seats in one meeting), " + seats.altogether()
                + " tất cả (altogether); giới hạn: "
                + words(seats.limit());
    }

    private static String words(Limit limit) {
        return switch (limit) {
            case PROCESSOR -> "bộ xử lý (processor)";
            case MEMORY -> "bộ nhớ (memory)";
            case NETWORK -> "card mạng (network card)";
        };
    }

    private static Finding card(Surroundings machine) {
        String name = machine.card().isEmpty() ? "?" : machine.card();
        if (machine.cardBps().isPresent()) {
            long megabits = machine.cardBps().getAsLong() / 1_000_000;
            return new Finding(Verdict.OK, "card mạng (network card) " + name + ": " + megabits + " Mbit/s", "");
        }
        long wanted = SeatProfile.HD.lineBps() * PROVINCE / 1_000_000;
        return new Finding(
                Verdict.UNKNOWN,
                "card mạng (network card) " + name + ": không biết tốc độ, chưa tính vào (speed unknown, not counted)",
                PROVINCE + " điểm cầu HD cần (seats need) " + wanted + " Mbit/s");
    }

    private static Finding province(Capacity capacity) {
        SeatProfile carried = null;
        for (SeatProfile profile : SeatProfile.values()) {
            if (carried == null && capacity.of(profile).inOneMeeting() >= PROVINCE) {
                carried = profile;
            }
        }
        String what = "cả tỉnh " + PROVINCE + " điểm cầu trong một cuộc họp (a province in one meeting): ";
        if (carried == SeatProfile.HD) {
            return new Finding(Verdict.OK, what + "được, HD (carried in HD)", "");
        }
        return new Finding(
                Verdict.CHANGE,
                what
                        + (carried == null
                                ? "không được (not carried)"
                                : "chỉ (only) " + carried + ", " + carried.words()),
                advice(capacity));
    }

    /** What brings most for one meeting in HD, first. */
    private static String advice(Capacity capacity) {
        Capacity.Seats hd = capacity.of(SeatProfile.HD);
        if (hd.altogether() < PROVINCE && hd.limit() == Limit.MEMORY) {
            return "thêm bộ nhớ, hoặc -Xmx lớn hơn (more memory, or a larger -Xmx)";
        }
        if (hd.altogether() < PROVINCE && hd.limit() == Limit.NETWORK) {
            return "card mạng nhanh hơn (a faster network card)";
        }
        List<String> advice = new ArrayList<>();
        if (SrtpBackends.openssl().isEmpty()) {
            advice.add(NO_LIBCRYPTO);
        }
        if (!capacity.cost().offload()) {
            advice.add(NO_OFFLOAD);
        }
        if (capacity.machine().cores() <= 1) {
            advice.add("hai lõi trở lên (two cores or more)");
        }
        advice.add(
                "lõi nhanh hơn: một cuộc họp nằm trên một lõi, thêm lõi chỉ thêm cuộc họp (a faster core: one meeting lives"
                        + " on one, more cores carry more meetings)");
        return String.join("; ", advice);
    }
}
