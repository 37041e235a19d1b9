package vn.nharong.sfu.loop;

import java.util.List;
import vn.nharong.media.rtp.CodecParameters;

/**
 * One m-section in which a client receives.
 *
 * @param codecs what the client takes, with its payload types; the forwarder picks the publisher's
 * @param ssrc chosen by us and written into the answer
 * @param rtxSsrc likewise, or 0 when there is no RTX
 * @param cname RTCP canonical name; the same for tracks that are to be in lip sync
 * @param allowPause nothing at all may be sent while the line is too narrow for all that the client takes; false: the
 *     smallest is sent all the same
 */
public record SubscriptionSpec(
        String mid, List<CodecParameters> codecs, int ssrc, int rtxSsrc, String cname, boolean allowPause) {}
