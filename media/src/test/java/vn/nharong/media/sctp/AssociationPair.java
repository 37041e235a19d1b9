package vn.nharong.media.sctp;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Two associations on a {@link Network}, each remembering what it was told. */
final class AssociationPair {
    @SuppressWarnings("ArrayRecordComponent")
    record Message(int stream, int ppid, byte[] payload, long at) {}

    final class End implements SctpSink, Network.Node {
        final SctpAssociation association;
        final List<Message> messages = new ArrayList<>();
        final List<Integer> resets = new ArrayList<>();
        int established;
        String closed = "";
        boolean failed;
        private final int peer;

        End(int peer, long seed) {
            this.peer = peer;
            association = new SctpAssociation(5000, 5000, new Random(seed), this);
        }

        @Override
        public void transmit(byte[] packet) {
            network.transmit(peer, packet);
        }

        @Override
        public void onEstablished() {
            established++;
        }

        @Override
        public void onMessage(int stream, int ppid, byte[] payload) {
            messages.add(new Message(stream, ppid, payload, network.now));
        }

        @Override
        public void onStreamReset(int stream) {
            resets.add(stream);
        }

        @Override
        public void onClosed(String reason, boolean isFailure) {
            if (!closed.isEmpty()) {
                throw new AssertionError("closed twice");
            }
            closed = reason;
            failed = isFailure;
        }

        @Override
        public void handlePacket(byte[] packet, long now) {
            association.handlePacket(packet, now);
        }

        @Override
        public void handleTimeout(long now) {
            association.handleTimeout(now);
        }

        @Override
        public long nextTimeoutNanos() {
            return association.nextTimeoutNanos();
        }

        boolean send(int stream, byte[] payload, boolean ordered, Reliability reliability) {
            return association.send(stream, 53, payload, ordered, reliability, network.now);
        }
    }

    final Network network;
    final End a;
    final End b;

    AssociationPair(long seed) {
        network = new Network(seed);
        a = new End(1, seed * 2 + 1);
        b = new End(0, seed * 2 + 2);
        network.nodes.add(a);
        network.nodes.add(b);
    }

    AssociationPair connected() {
        a.association.connect(network.now);
        if (!network.run(() -> a.established == 1 && b.established == 1, 60_000 * Network.MS)) {
            throw new AssertionError("not established");
        }
        return this;
    }
}
