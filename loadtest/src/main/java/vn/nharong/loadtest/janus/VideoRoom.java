package vn.nharong.loadtest.janus;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;
import vn.nharong.media.sdp.SdpRefused;
import vn.nharong.sites.media.MediaPeer;
import vn.nharong.sites.media.SyntheticSite;

/**
 * What a participant does in Janus' VideoRoom (https://janus.conf.meetecho.com/docs/videoroom.html): opens a room, publishes, takes
 * what others publish. Publishing and taking are a connection each. Blocks, as {@link JanusSession} does.
 */
public final class VideoRoom {
    private static final String PLUGIN = "janus.plugin.videoroom";

    private final JanusSession session;
    private final long room;

    public VideoRoom(JanusSession session, long room) {
        this.session = session;
        this.room = room;
    }

    /** Opens the room, until Janus stops. @param publishers at most */
    public void create(int publishers) throws JanusRefused, InterruptedException {
        JsonObject body = body("create");
        body.addProperty("publishers", publishers);
        body.addProperty("is_private", true);
        body.addProperty("permanent", false);
        // No limit of the rate, no key frames that nobody asked for: as in our own rooms.
        body.addProperty("bitrate", 0);
        body.addProperty("fir_freq", 0);
        body.addProperty("videocodec", "vp8");
        body.addProperty("audiocodec", "opus");
        JanusMessage answer = session.say(session.attach(PLUGIN), body, "", "", false);
        if (!JanusMessage.text(answer.data(), "videoroom").equals("created")) {
            throw new JanusRefused("Janus opens no room");
        }
    }

    /** Closes it, for everybody. */
    public void destroy() throws JanusRefused, InterruptedException {
        JanusMessage unused = session.say(session.attach(PLUGIN), body("destroy"), "", "", false);
    }

    /** Publishes. Media flows when {@code peer} is connected. @return the number under which others find it */
    public long publish(String name, MediaPeer peer, SyntheticSite.Sending what)
            throws JanusRefused, InterruptedException {
        long handle = session.attach(PLUGIN);
        JsonObject body = body("joinandconfigure");
        body.addProperty("ptype", "publisher");
        body.addProperty("display", name);
        JanusMessage joined = session.say(handle, body, "offer", peer.offer(what), true);
        long id = JanusMessage.id(joined.data(), "id");
        if (!joined.sdpType().equals("answer")) {
            throw new JanusRefused("Janus does not answer the offer of " + name);
        }
        try {
            var unused = peer.answered(joined.sdp());
        } catch (SdpRefused e) {
            throw new JanusRefused("Janus answers with SDP that cannot be used: " + e.getMessage());
        }
        session.noCandidates(handle);
        return id;
    }

    /**
     * Takes all that these publish, over one connection. Media flows when {@code peer} is connected.
     *
     * @param feeds numbers of publishers, see {@link #publish}
     * @param names of a track, by the number of its publisher
     */
    public void subscribe(Collection<Long> feeds, MediaPeer peer, LongFunction<String> names)
            throws JanusRefused, InterruptedException {
        long handle = session.attach(PLUGIN);
        JsonObject body = body("join");
        body.addProperty("ptype", "subscriber");
        JsonArray streams = new JsonArray();
        for (long feed : feeds) {
            JsonObject stream = new JsonObject();
            stream.addProperty("feed", feed);
            streams.add(stream);
        }
        body.add("streams", streams);
        JanusMessage attached = session.say(handle, body, "", "", true);
        if (!attached.sdpType().equals("offer")) {
            throw new JanusRefused("Janus offers nothing to who subscribes");
        }
        Map<String, String> tracks = new HashMap<>();
        for (JsonObject stream : JanusMessage.list(attached.data(), "streams")) {
            tracks.put(JanusMessage.text(stream, "mid"), names.apply(JanusMessage.id(stream, "feed_id")));
        }
        MediaPeer.Taken taken;
        try {
            taken = peer.take(attached.sdp(), mid -> tracks.getOrDefault(mid, ""));
        } catch (SdpRefused e) {
            throw new JanusRefused("Janus offers SDP that cannot be used: " + e.getMessage());
        }
        JsonObject start = new JsonObject();
        start.addProperty("request", "start");
        JanusMessage unused = session.say(handle, start, "answer", taken.answer(), true);
        session.noCandidates(handle);
    }

    private JsonObject body(String request) {
        JsonObject body = new JsonObject();
        body.addProperty("request", request);
        body.addProperty("room", room);
        return body;
    }
}
