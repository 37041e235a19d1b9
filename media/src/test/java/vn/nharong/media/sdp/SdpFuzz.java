package vn.nharong.media.sdp;

import java.nio.charset.StandardCharsets;
import java.util.List;
import vn.nharong.fuzz.FuzzTarget;
import vn.nharong.media.rtp.CodecParameters;

/** Offers: parsed and answered, or refused; and our own answer must be one that we would read. */
public final class SdpFuzz {
    private SdpFuzz() {}

    public static FuzzTarget target() {
        return FuzzTarget.of(
                        "SDP",
                        input -> {
                            answer(SessionDescription.parse(new String(input, StandardCharsets.UTF_8)));
                            return true;
                        },
                        SessionDescription.class)
                .corpus(SessionDescriptionTest.OFFER.getBytes(StandardCharsets.UTF_8))
                .refusing(SdpRefused.class)
                .text()
                .words(
                        "a=rid:q send\r\n",
                        "a=simulcast:send q;h,f;~x\r\n",
                        "a=fmtp:97 apt=97\r\n",
                        "a=fmtp:96 ;;=;\r\n",
                        "a=rtcp-fb:* nack\r\n",
                        "a=ssrc-group:FID 1 2\r\n",
                        "a=ssrc:1 msid:a b\r\n",
                        "a=group:BUNDLE\r\n",
                        "m=video 9 UDP/TLS/RTP/SAVPF 96\r\na=mid:z\r\n",
                        "/",
                        "apt=")
                .bounds(16 << 10, 4 << 20);
    }

    private static void answer(SessionDescription offer) throws SdpRefused {
        Negotiation.extensions(offer);
        Answer answer = new Answer(SessionDescriptionTest.END, 1, 1);
        for (MediaSection section : offer.sections()) {
            List<CodecParameters> codecs = Negotiation.codecs(section, "VP8", Negotiation.AudioWishes.SPEECH);
            if (section.application()) {
                answer.application(section);
            } else if (section.direction().sends()) {
                answer.receive(section, codecs, 0);
            } else {
                answer.send(section, codecs, new Answer.Outgoing("PA_x", "TR_y", 1, 2, "PA_x"));
            }
        }
        String text = answer.text();
        try {
            SessionDescription.parse(text);
        } catch (SdpRefused e) {
            throw new AssertionError("our answer cannot be read: " + e.getMessage() + "\n" + text, e);
        }
    }
}
