package vn.nharong.signal.map;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import livekit.LivekitModels;
import org.jspecify.annotations.Nullable;
import vn.nharong.sfu.room.DataFormat;

/**
 * Data channel messages. The server stamps who sent them and leaves everything else as it is, also what it does not
 * know: unknown fields pass through.
 */
public final class DataPackets implements DataFormat {
    @Override
    @SuppressWarnings("deprecation") // kind: older clients still look at it
    public @Nullable Routed route(byte[] message, Sender sender, boolean reliable) {
        LivekitModels.DataPacket packet;
        try {
            packet = LivekitModels.DataPacket.parseFrom(message);
        } catch (InvalidProtocolBufferException e) {
            return null;
        }
        LivekitModels.DataPacket.ValueCase value = packet.getValueCase();
        if (value == LivekitModels.DataPacket.ValueCase.SPEAKER
                || value == LivekitModels.DataPacket.ValueCase.TRANSCRIPTION && !sender.agent()) {
            return null;
        }
        String identity = sender.hidden() ? "" : sender.identity();
        String sid = sender.hidden() ? "" : sender.sid();
        LivekitModels.DataPacket.Builder stamped = packet.toBuilder()
                .setParticipantIdentity(identity)
                .setParticipantSid(sid)
                .setKind(reliable ? LivekitModels.DataPacket.Kind.RELIABLE : LivekitModels.DataPacket.Kind.LOSSY);
        List<String> identities = packet.getDestinationIdentitiesList();
        List<String> sids = List.of();
        String nonce = "";
        if (packet.hasUser()) {
            LivekitModels.UserPacket user = packet.getUser();
            identities = merged(identities, user);
            sids = List.copyOf(user.getDestinationSidsList());
            nonce = user.getNonce().size() == 16
                    ? HexFormat.of().formatHex(user.getNonce().toByteArray())
                    : "";
            stamped.setUser(user.toBuilder()
                    .setParticipantIdentity(identity)
                    .setParticipantSid(sid)
                    .clearDestinationIdentities()
                    .addAllDestinationIdentities(identities));
            stamped.clearDestinationIdentities().addAllDestinationIdentities(identities);
        }
        return new Routed(
                stamped.build().toByteArray(),
                List.copyOf(identities),
                sids,
                packet.getSequence(),
                nonce,
                value == LivekitModels.DataPacket.ValueCase.METRICS);
    }

    @Override
    public Routed numbered(Routed message, String sid, int sequence) {
        try {
            byte[] stamped = LivekitModels.DataPacket.parseFrom(message.message()).toBuilder()
                    .setParticipantSid(sid)
                    .setSequence(sequence)
                    .build()
                    .toByteArray();
            return new Routed(
                    stamped, message.identities(), message.sids(), sequence, message.nonce(), message.metrics());
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("not a message of ours", e);
        }
    }

    @SuppressWarnings("deprecation") // clients of both ages write either list
    private static List<String> merged(List<String> identities, LivekitModels.UserPacket user) {
        Set<String> all = new LinkedHashSet<>(identities);
        all.addAll(user.getDestinationIdentitiesList());
        return new ArrayList<>(all);
    }

    /** A message that the server itself sends. @param nonce empty or 16 bytes */
    static Routed fromServer(
            byte[] payload,
            boolean reliable,
            String topic,
            List<String> identities,
            List<String> sids,
            ByteString nonce) {
        LivekitModels.UserPacket.Builder user = LivekitModels.UserPacket.newBuilder()
                .setPayload(ByteString.copyFrom(payload))
                .setNonce(nonce);
        if (!topic.isEmpty()) {
            user.setTopic(topic);
        }
        LivekitModels.DataPacket.Builder packet = LivekitModels.DataPacket.newBuilder()
                .addAllDestinationIdentities(identities)
                .setUser(user);
        setKind(packet, reliable);
        return new Routed(
                packet.build().toByteArray(),
                identities,
                sids,
                0,
                nonce.isEmpty() ? "" : HexFormat.of().formatHex(nonce.toByteArray()),
                false);
    }

    @SuppressWarnings("deprecation")
    private static void setKind(LivekitModels.DataPacket.Builder packet, boolean reliable) {
        packet.setKind(reliable ? LivekitModels.DataPacket.Kind.RELIABLE : LivekitModels.DataPacket.Kind.LOSSY);
    }
}
