package vn.nharong.sites.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import vn.nharong.media.dtls.CertificateFingerprint;
import vn.nharong.media.ice.IceCredentials;
import vn.nharong.media.rtp.CodecParameters;
import vn.nharong.media.rtp.MediaKind;
import vn.nharong.media.sdp.MediaSection;
import vn.nharong.media.sdp.Negotiation;
import vn.nharong.media.sdp.SdpRefused;
import vn.nharong.media.sdp.SessionDescription;
import vn.nharong.media.transport.ExtensionIds;

/**
 * The media of one participant whose signalling is somebody else's: SDP goes in and out, over whatever protocol. Either it offers
 * what it sends ({@link #offer}, {@link #answered}), or it takes what the server offers ({@link #take}); one of the two, once. Any
 * thread; media on the load loop. {@link SyntheticSite} is the same with the signalling of this house.
 */
public final class MediaPeer implements SiteMedia.Owner {
    private final LoadLoop loop;
    private final IceCredentials credentials;
    private final SiteMedia media;
    private final CompletableFuture<MediaPeer> connected = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Consumer<String> onEnd;
    private SiteMedia.@Nullable Sends sends;

    /** @param onEnd hears once, with the reason, that the connection is over; not after {@link #close} */
    public MediaPeer(String name, long seed, LoadLoop loop, Consumer<String> onEnd) {
        SplittableRandom random = new SplittableRandom(seed);
        this.loop = loop;
        this.onEnd = onEnd;
        credentials = IceCredentials.random(random);
        media = new SiteMedia(name, loop, random, credentials, 0, Arrivals.NONE, this);
    }

    /** Gives each received track its watch; before {@link #take}. */
    public MediaPeer measuring(TrackWatches watches) {
        media.watches(watches);
        return this;
    }

    /** Tells when each packet leaves that it sends; before {@link #offer}. */
    public MediaPeer telling(Departures departures) {
        media.departures(departures);
        return this;
    }

    /** @return SDP that offers a camera and a microphone, without simulcast */
    public String offer(SyntheticSite.Sending what) {
        Offer offer = new Offer(credentials, loop.shared().certificate().fingerprintSha256());
        offer.mediaOnlyAndActive();
        Offer.Section video = offer.send(MediaKind.VIDEO, "camera", List.of());
        Offer.Section audio = offer.send(MediaKind.AUDIO, "microphone", List.of());
        sends = new SiteMedia.Sends(what.pictures(), video.mid(), what.sound(), audio.mid());
        return offer.text();
    }

    /**
     * The answer to {@link #offer} came.
     *
     * @return completes when ICE and DTLS are through
     * @throws SdpRefused when the answer lacks what a transport needs
     */
    public CompletableFuture<MediaPeer> answered(String sdp) throws SdpRefused {
        AnswerLines lines = lines(sdp);
        SiteMedia.Sends what = Objects.requireNonNull(sends, "nothing was offered");
        loop.post(now -> {
            media.begin(lines, Offer.IDS, now);
            media.microphone(true, now);
            media.send(what, now);
        });
        return connected;
    }

    /** An answer that is on its way, and what comes of it. @param connected completes when ICE and DTLS are through */
    public record Taken(String answer, CompletableFuture<MediaPeer> connected) {}

    /** Completes when ICE and DTLS are through. */
    public CompletableFuture<MediaPeer> connected() {
        return connected;
    }

    /**
     * Takes everything that is offered.
     *
     * @param tracks the name of what comes in a section, by its mid; empty for what is not wanted
     * @throws SdpRefused when it is no offer, or one that cannot be taken
     */
    public Taken take(String sdp, Function<String, String> tracks) throws SdpRefused {
        SessionDescription offer = SessionDescription.parse(sdp);
        AnswerLines lines = lines(sdp);
        ExtensionIds ids = Negotiation.extensions(offer);
        List<SiteMedia.Incoming> incoming = new ArrayList<>();
        TakingAnswer answer =
                new TakingAnswer(credentials, loop.shared().certificate().fingerprintSha256());
        for (MediaSection section : offer.sections()) {
            MediaKind kind = section.kind();
            List<CodecParameters> codecs = kind == null
                    ? List.of()
                    : Negotiation.codecs(section, "", new Negotiation.AudioWishes(false, false)).stream()
                            .filter(codec ->
                                    !codec.name().toLowerCase(Locale.ROOT).equals("h264"))
                            .toList();
            if (kind == null || codecs.isEmpty() || section.rejected()) {
                answer.reject(section);
                continue;
            }
            answer.receive(section, codecs.getFirst());
            incoming.add(new SiteMedia.Incoming(
                    section.mid(),
                    kind,
                    tracks.apply(section.mid()),
                    codecs.getFirst(),
                    section.ssrc() == 0 ? null : (Integer) section.ssrc()));
        }
        if (incoming.isEmpty()) {
            throw new SdpRefused("an offer of nothing");
        }
        loop.post(now -> {
            media.begin(lines, ids, now);
            incoming.forEach(media::receive);
        });
        return new Taken(answer.text(), connected);
    }

    /** What begins a transport is looked for here, where who asked can still be told. */
    private static AnswerLines lines(String sdp) throws SdpRefused {
        AnswerLines lines;
        try {
            lines = AnswerLines.parse(sdp, "");
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new SdpRefused("unreadable");
        }
        if (lines.udp == null) {
            throw new SdpRefused("no UDP candidate");
        }
        if (lines.ufrag.isEmpty() || lines.password.isEmpty() || lines.fingerprint.isEmpty()) {
            throw new SdpRefused("no ICE credentials or no fingerprint");
        }
        try {
            var unused = new CertificateFingerprint("sha-256", lines.fingerprint);
        } catch (IllegalArgumentException e) {
            throw new SdpRefused("unusable fingerprint");
        }
        return lines;
    }

    @Override
    public void onTimeToPing() {
        // whoever signals keeps that alive
    }

    @Override
    public void onConnected() {
        connected.complete(this);
    }

    @Override
    public void onFailed(String reason) {
        end("transport failed: " + reason);
    }

    @Override
    public void onData(byte[] message) {
        // it has no channels
    }

    /** The signalling is over, and so is this. */
    public void end(String reason) {
        if (ended.compareAndSet(false, true)) {
            connected.completeExceptionally(new IOException(reason));
            onEnd.accept(reason);
        }
    }

    /** Everything ever received; read on the load loop or after it has stopped. */
    public List<ReceivedTrack> receivedTracks() {
        return media.all();
    }

    /** Leaves. @param received hears on the load loop everything that was ever received */
    public void close(Consumer<List<ReceivedTrack>> received) {
        ended.set(true);
        loop.post(now -> {
            received.accept(media.all());
            media.close();
        });
    }

    /** Does something on the load loop, after what was asked before. */
    public void onLoop(Runnable what) {
        loop.post(now -> what.run());
    }
}
