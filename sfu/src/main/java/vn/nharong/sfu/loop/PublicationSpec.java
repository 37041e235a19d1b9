package vn.nharong.sfu.loop;

import java.util.List;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;

/**
 * One m-section in which a client sends.
 *
 * @param id the publication's id, for logs
 * @param mid of the section
 * @param codecs accepted, the preferred first; payload types are the client's
 * @param rids simulcast streams from the smallest picture up; empty when there is one stream
 * @param ssrc of the one stream when {@code rids} is empty and the SDP named it, else 0
 * @param rtxSsrc its repair stream, or 0
 */
public record PublicationSpec(
        String id,
        MediaKind kind,
        String mid,
        List<CodecParameters> codecs,
        List<String> rids,
        int ssrc,
        int rtxSsrc) {}
