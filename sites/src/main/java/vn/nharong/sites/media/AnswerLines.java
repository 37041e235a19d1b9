package vn.nharong.sites.media;

import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a synthetic client needs of an SDP answer. */
final class AnswerLines {
    String ufrag = "";
    String password = "";
    String fingerprint = "";

    @Nullable
    InetSocketAddress udp;
    /** mid → SSRC of the stream the server sends there. */
    final Map<String, Integer> ssrcs = new HashMap<>();

    /** @param reached address at which the server was reached: its candidate there is taken before all others */
    static AnswerLines parse(String sdp, String reached) {
        AnswerLines answer = new AnswerLines();
        String mid = "";
        String lastSsrc = "";
        for (String line : sdp.split("\r?\n", -1)) {
            if (line.startsWith("m=")) {
                mid = "";
                lastSsrc = "";
            } else if (line.startsWith("a=mid:")) {
                mid = line.substring(6);
                if (!lastSsrc.isEmpty()) {
                    answer.ssrcs.putIfAbsent(mid, Integer.parseUnsignedInt(lastSsrc));
                }
            } else if (line.startsWith("a=ice-ufrag:")) {
                answer.ufrag = line.substring(12);
            } else if (line.startsWith("a=ice-pwd:")) {
                answer.password = line.substring(10);
            } else if (line.startsWith("a=fingerprint:")) {
                answer.fingerprint = line.substring(line.indexOf(' ') + 1);
            } else if (line.startsWith("a=ssrc:") && lastSsrc.isEmpty()) {
                lastSsrc = line.substring(7, line.indexOf(' '));
                if (!mid.isEmpty()) {
                    answer.ssrcs.putIfAbsent(mid, Integer.parseUnsignedInt(lastSsrc));
                }
            } else if (line.startsWith("a=candidate:")) {
                String[] parts = line.split(" ", -1);
                if (parts[2].equalsIgnoreCase("udp") && (answer.udp == null || parts[4].equals(reached))) {
                    answer.udp = new InetSocketAddress(parts[4], Integer.parseInt(parts[5]));
                }
            }
        }
        return answer;
    }
}
