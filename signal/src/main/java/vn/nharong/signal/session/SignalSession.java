package vn.nharong.signal.session;

import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.room.Admission;
import vn.nharong.sfu.room.LeaveReason;
import vn.nharong.sfu.room.Notice;
import vn.nharong.sfu.room.ParticipantLink;
import vn.nharong.sfu.room.ParticipantProxy;
import vn.nharong.sfu.room.ParticipantView;
import vn.nharong.sfu.room.Rooms;
import vn.nharong.sfu.room.Simulation;
import vn.nharong.sfu.room.SyncState;
import vn.nharong.signal.map.JoinWish;
import vn.nharong.signal.map.Reply;
import vn.nharong.signal.map.Request;
import vn.nharong.signal.token.Grant;
import vn.nharong.signal.token.KeyRing;

/**
 * One signalling connection, from its join to its end. {@link #receive} is called by one thread at a time;
 * {@link #tell} comes from the room's thread.
 */
public final class SignalSession implements ParticipantLink {
    /** Requests that may come before the room has answered the join. */
    private static final int MAX_EARLY = 64;

    private final Rooms rooms;
    private final KeyRing keys;
    private final Outbound out;
    private final LongSupplier wallMillis;
    private volatile Grant grant;
    private final JoinWish wish;
    private final boolean syncStreams;
    private final Joining opened = new Joining();
    /** The first answer is out. Only touched by the room's thread. */
    private boolean entered;

    private final CompletableFuture<@Nullable ParticipantProxy> joined = new CompletableFuture<>();

    /** @param syncStreams see {@link Admission#syncStreams()} */
    public SignalSession(
            Rooms rooms,
            KeyRing keys,
            Outbound out,
            LongSupplier wallMillis,
            Grant grant,
            JoinWish wish,
            boolean syncStreams) {
        this.rooms = rooms;
        this.keys = keys;
        this.out = out;
        this.wallMillis = wallMillis;
        this.grant = grant;
        this.wish = wish;
        this.syncStreams = syncStreams;
        opened.begin();
    }

    /** The connection is open: enters the room. The room's first notice is the first message that the client gets. */
    public void start() {
        if (wish.reconnect()) {
            resume();
        } else {
            rooms.join(grant.room(), admission(), this, wish.tracks(), wish.offer())
                    .thenAccept(joined::complete);
        }
    }

    private void resume() {
        rooms.resume(grant.room(), grant.identity(), wish.participantSid(), this)
                .thenAccept(participant -> {
                    SyncState state = wish.syncState();
                    if (participant != null && state != null) {
                        participant.synced(state);
                    }
                    joined.complete(participant);
                });
    }

    private Admission admission() {
        boolean own = grant.permissions().canUpdateOwnMetadata();
        return new Admission(
                grant.identity(),
                grant.name(),
                own && !wish.metadata().isEmpty() ? wish.metadata() : grant.metadata(),
                own && !wish.attributes().isEmpty() ? wish.attributes() : grant.attributes(),
                grant.permissions(),
                grant.kind(),
                wish.autoSubscribe(),
                wish.adaptiveStream(),
                wish.allowPause(),
                syncStreams,
                wish.clientProtocol(),
                wish.capabilities(),
                grant.options(),
                grant.issuedMillis());
    }

    /** A message from the client. */
    public void receive(Request request) {
        if (request instanceof Request.Ping ping) {
            long now = wallMillis.getAsLong();
            out.send(ping.request() ? new Reply.PongTimes(ping.timestampMillis(), now) : new Reply.Pong(now));
            return;
        }
        if (!joined.isDone() && joined.getNumberOfDependents() > MAX_EARLY) {
            out.cut();
            return;
        }
        if (wish.signallingOnly() && (request instanceof Request.Offered || request instanceof Request.AddTrack)) {
            joined.thenAccept(participant -> {
                if (participant != null) {
                    participant.simulate(new Simulation.Leave(LeaveReason.JOIN_FAILURE, Notice.LeaveAction.DISCONNECT));
                }
            });
            return;
        }
        // Before the room has answered this queues behind the join, in order.
        joined.thenAccept(participant -> {
            if (participant != null) {
                SignalDispatcher.dispatch(request, participant, out);
            }
        });
    }

    /** The connection is gone. */
    public void closed() {
        joined.thenAccept(participant -> {
            if (participant != null) {
                participant.linkLost(this);
            }
        });
    }

    @Override
    public void tell(Notice notice) {
        switch (notice) {
            case Notice.TokenStale stale -> {
                ParticipantView self = stale.self();
                grant = grant.with(self.name(), self.metadata(), self.attributes(), self.permissions());
                refreshToken();
            }
            case Notice.Joined first -> {
                out.send(first);
                opened.participant = first.self().sid();
                refreshToken();
            }
            case Notice.Answered answered -> {
                out.send(answered);
                if (!entered) {
                    entered = true;
                    opened.commit();
                }
            }
            default -> out.send(notice);
        }
    }

    @Override
    public void cut() {
        out.cut();
    }

    /** Hands the client a token for its next connection. */
    public void refreshToken() {
        out.send(new Reply.Token(keys.refresh(grant)));
    }

    @Override
    public void close() {
        out.finish();
    }
}
