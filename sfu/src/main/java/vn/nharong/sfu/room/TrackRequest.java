package vn.nharong.sfu.room;

import java.util.List;
import vn.nharong.media.rtp.MediaKind;

/**
 * What a client says about a track before it publishes it. Numbers of enumerations that rooms only pass on stay
 * numbers.
 *
 * @param cid the client's own id of the track, also in the SDP's msid
 * @param layers of the first codec
 * @param encryption of the frames, end to end: 0 none
 * @param audioFeatures as in the signalling protocol
 */
public record TrackRequest(
        String cid,
        String name,
        MediaKind kind,
        TrackSource source,
        boolean muted,
        int width,
        int height,
        List<VideoLayer> layers,
        List<RequestedCodec> codecs,
        String stream,
        int encryption,
        boolean disableDtx,
        boolean stereo,
        boolean disableRed,
        List<Integer> audioFeatures,
        int backupCodecPolicy) {

    /** @param codec short name, e.g. {@code vp8} */
    public record RequestedCodec(String codec, String cid, List<VideoLayer> layers, int layerMode) {}

    /** The codec that the client wants to send, or an empty string. */
    public String preferredCodec() {
        return codecs.isEmpty() ? "" : codecs.getFirst().codec();
    }

    /** The stream that the client named, or one by the source: camera and microphone belong together. */
    public String streamName() {
        if (!stream.isEmpty() && stream.chars().allMatch(c -> c > ' ' && c < 127 && c != '|')) {
            return stream;
        }
        return switch (source) {
            case CAMERA, MICROPHONE -> "camera";
            case SCREEN_SHARE, SCREEN_SHARE_AUDIO -> "screen";
            case UNKNOWN -> "unknown";
        };
    }

    /** Layers from the smallest picture up. */
    public List<VideoLayer> layersBySize() {
        List<VideoLayer> declared =
                !codecs.isEmpty() && !codecs.getFirst().layers().isEmpty()
                        ? codecs.getFirst().layers()
                        : layers;
        return declared.stream()
                .sorted((a, b) -> Long.compare((long) a.width() * a.height(), (long) b.width() * b.height()))
                .toList();
    }

    TrackRequest with(int newWidth, int newHeight, List<Integer> newFeatures) {
        return new TrackRequest(
                cid,
                name,
                kind,
                source,
                muted,
                newWidth,
                newHeight,
                layers,
                codecs,
                stream,
                encryption,
                disableDtx,
                stereo,
                disableRed,
                newFeatures,
                backupCodecPolicy);
    }
}
