package vn.nharong.media.sdp;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An offer, read. Lines that do not concern us are skipped; what we need and do not find, or find twice, is refused.
 *
 * @param bundle mids of the first BUNDLE group in their order
 */
public record SessionDescription(List<MediaSection> sections, List<String> bundle) {
    /** Room for 500 subscribed sections of the size Chromium writes (about 3 KB). */
    static final int MAX_LENGTH = 2 << 20;

    static final int MAX_LINE = 8 << 10;
    static final int MAX_SECTIONS = 1024;

    /**
     * Reads an offer.
     *
     * @throws SdpRefused for whatever is not a description we can answer; nothing else escapes
     */
    public static SessionDescription parse(String text) throws SdpRefused {
        if (text.length() > MAX_LENGTH) {
            throw new SdpRefused("longer than " + MAX_LENGTH);
        }
        SectionReader session = new SectionReader(null);
        SectionReader current = session;
        List<SectionReader> readers = new ArrayList<>();
        int at = 0;
        boolean first = true;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                end = text.length();
            }
            if (end - at > MAX_LINE) {
                throw new SdpRefused("line longer than " + MAX_LINE);
            }
            String line = text.substring(at, end).stripTrailing();
            at = end + 1;
            if (line.isEmpty()) {
                continue;
            }
            if (line.length() < 2 || line.charAt(1) != '=') {
                throw new SdpRefused("not a line of SDP");
            }
            if (first && !line.equals("v=0")) {
                throw new SdpRefused("does not begin with v=0");
            }
            first = false;
            String value = line.substring(2);
            switch (line.charAt(0)) {
                case 'm' -> {
                    if (readers.size() == MAX_SECTIONS) {
                        throw new SdpRefused("more than " + MAX_SECTIONS + " sections");
                    }
                    current = new SectionReader(session);
                    current.mediaLine(value);
                    readers.add(current);
                }
                case 'a' -> current.attribute(value);
                default -> {
                    // o=, s=, t=, c=, b= say nothing that we use: addresses come from ICE, rates from congestion
                    // control.
                }
            }
        }
        if (first) {
            throw new SdpRefused("empty");
        }
        List<MediaSection> sections = new ArrayList<>(readers.size());
        Set<String> mids = new HashSet<>();
        for (SectionReader reader : readers) {
            MediaSection section = reader.finish();
            if (!mids.add(section.mid())) {
                throw new SdpRefused("mid " + section.mid() + " twice");
            }
            sections.add(section);
        }
        return new SessionDescription(List.copyOf(sections), List.copyOf(session.bundle));
    }
}
