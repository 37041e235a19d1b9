package vn.nharong.media.sctp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class DataChannelsTest {
    private static final long MS = Network.MS;
    private static final long MINUTE = 60_000 * MS;

    private static final class Peer implements DataChannelSink, Network.Node {
        final DataChannels channels;
        final List<DataChannel> opened = new ArrayList<>();
        final List<DataChannel> acknowledged = new ArrayList<>();
        final List<DataChannel> gone = new ArrayList<>();
        final List<String> texts = new ArrayList<>();
        final List<byte[]> binaries = new ArrayList<>();
        final Network network;
        boolean echo;
        String closed = "";
        private final int other;

        Peer(Network network, int other, boolean dtlsClient) {
            this.network = network;
            this.other = other;
            channels = new DataChannels(dtlsClient, new Random(other), this);
            network.nodes.add(this);
        }

        @Override
        public void transmit(byte[] packet) {
            network.transmit(other, packet);
        }

        @Override
        public void onEstablished() {}

        @Override
        public void onOpen(DataChannel channel) {
            opened.add(channel);
        }

        @Override
        public void onAcknowledged(DataChannel channel) {
            acknowledged.add(channel);
        }

        @Override
        public void onMessage(DataChannel channel, byte[] payload, boolean binary) {
            if (binary) {
                binaries.add(payload);
            } else {
                texts.add(channel.label() + ":" + new String(payload, StandardCharsets.UTF_8));
            }
            if (echo) {
                channels.send(channel, payload, binary, network.now);
            }
        }

        @Override
        public void onChannelClosed(DataChannel channel) {
            gone.add(channel);
        }

        @Override
        public void onClosed(String reason, boolean failed) {
            closed = reason;
        }

        @Override
        public void handlePacket(byte[] packet, long now) {
            channels.handlePacket(packet, now);
        }

        @Override
        public void handleTimeout(long now) {
            channels.handleTimeout(now);
        }

        @Override
        public long nextTimeoutNanos() {
            return channels.nextTimeoutNanos();
        }

        boolean text(DataChannel channel, String text) {
            return channels.send(channel, text.getBytes(StandardCharsets.UTF_8), false, network.now);
        }
    }

    private final Network network = new Network(5);
    private final Peer browser = new Peer(network, 1, true);
    private final Peer server = new Peer(network, 0, false);

    private DataChannel open(Peer peer, String label, boolean ordered, Reliability reliability) {
        return peer.channels.open(label, "", ordered, reliability, network.now);
    }

    @Test
    void theChannelsOfLiveKitOpenAsAsked() {
        DataChannel reliable = open(browser, "_reliable", true, Reliability.RELIABLE);
        DataChannel lossy = open(browser, "_lossy", false, Reliability.maxRetransmits(0));
        assertTrue(browser.text(reliable, "sớm"));
        browser.channels.connect(network.now);
        assertTrue(network.run(() -> browser.acknowledged.size() == 2 && server.texts.size() == 1, MINUTE));
        assertEquals(List.of("_reliable:sớm"), server.texts);
        DataChannel first = server.opened.get(0);
        DataChannel second = server.opened.get(1);
        assertEquals("_reliable", first.label());
        assertTrue(first.ordered() && first.reliability().reliable());
        assertEquals(reliable.streamId(), first.streamId());
        assertEquals("_lossy", second.label());
        assertFalse(second.ordered());
        assertEquals(0, second.reliability().maxRetransmits());
        assertEquals(0, lossy.streamId() % 2);
        DataChannel fromServer = open(server, "from server", true, Reliability.maxLifetime(500));
        assertEquals(1, fromServer.streamId() % 2);
        assertTrue(network.run(() -> browser.opened.size() == 1, MINUTE));
        assertEquals(500, browser.opened.getFirst().reliability().maxLifetimeMillis());
    }

    @Test
    void textBinaryAndEmptyMessagesGoBothWays() {
        server.echo = true;
        DataChannel channel = open(browser, "c", true, Reliability.RELIABLE);
        browser.channels.connect(network.now);
        byte[] large = new byte[100_000];
        new Random(1).nextBytes(large);
        assertTrue(browser.text(channel, "xin chào"));
        assertTrue(browser.text(channel, ""));
        assertTrue(browser.channels.send(channel, new byte[0], true, network.now));
        assertTrue(browser.channels.send(channel, large.clone(), true, network.now));
        assertTrue(network.run(() -> browser.binaries.size() == 2, MINUTE));
        assertEquals(List.of("c:xin chào", "c:"), browser.texts);
        assertEquals(0, browser.binaries.get(0).length);
        assertArrayEquals(large, browser.binaries.get(1));
    }

    @Test
    void aFullChannelRefusesAndRecovers() {
        DataChannel channel = open(browser, "c", true, Reliability.RELIABLE);
        browser.channels.connect(network.now);
        int accepted = 0;
        while (browser.channels.send(channel, new byte[60_000], true, network.now)) {
            accepted++;
        }
        assertTrue(accepted >= 16 && accepted <= 20, "accepted " + accepted);
        assertTrue(browser.channels.bufferedAmount(channel) <= DataChannels.MAX_BUFFERED);
        assertFalse(browser.channels.send(channel, new byte[SctpAssociation.MAX_MESSAGE + 1], true, network.now));
        int all = accepted;
        assertTrue(network.run(() -> server.binaries.size() == all, MINUTE));
        assertEquals(0, browser.channels.bufferedAmount(channel));
        assertTrue(browser.channels.send(channel, new byte[60_000], true, network.now));
    }

    @Test
    void closingAChannelClosesItAtBothEnds() {
        network.loss = 0.1;
        DataChannel channel = open(browser, "c", true, Reliability.RELIABLE);
        DataChannel other = open(browser, "d", true, Reliability.RELIABLE);
        browser.channels.connect(network.now);
        assertTrue(browser.text(channel, "last words"));
        browser.channels.close(channel, network.now);
        assertFalse(browser.text(channel, "too late"));
        assertTrue(network.run(() -> browser.gone.size() == 1 && server.gone.size() == 1, MINUTE));
        assertEquals(List.of("c:last words"), server.texts);
        assertFalse(server.text(server.gone.getFirst(), "too late"));
        assertTrue(browser.text(other, "alive"));
        assertTrue(network.run(() -> server.texts.size() == 2, MINUTE));
        // Its stream can be used again once both directions are reset.
        network.sleep(10_000 * MS);
        DataChannel again = open(browser, "again", true, Reliability.RELIABLE);
        assertEquals(channel.streamId(), again.streamId());
        assertTrue(browser.text(again, "hello"));
        assertTrue(network.run(() -> server.texts.contains("again:hello"), MINUTE));
    }

    @Test
    void theEndOfTheAssociationClosesEveryChannel() {
        open(browser, "c", true, Reliability.RELIABLE);
        browser.channels.connect(network.now);
        assertTrue(network.run(() -> server.opened.size() == 1, MINUTE));
        browser.channels.abort(network.now);
        assertTrue(network.run(() -> !server.closed.isEmpty(), MINUTE));
        assertEquals(1, server.gone.size());
        assertTrue(server.channels.channels().isEmpty());
        assertThrows(IllegalStateException.class, () -> open(server, "x", true, Reliability.RELIABLE));
    }

    @Test
    void channelsAreBounded() {
        for (int i = 0; i < 64; i++) {
            open(browser, "c" + i, true, Reliability.RELIABLE);
        }
        assertThrows(IllegalStateException.class, () -> open(browser, "x", true, Reliability.RELIABLE));
        assertThrows(IllegalArgumentException.class, () -> open(server, "x".repeat(2000), true, Reliability.RELIABLE));
        browser.channels.connect(network.now);
        assertTrue(network.run(() -> server.opened.size() == 64, MINUTE));
    }

    @Test
    void malformedOpensAreRefused() {
        byte[] whole = new OpenMessage("nhãn", "proto", false, Reliability.maxRetransmits(3)).write();
        OpenMessage read = OpenMessage.read(whole).orElseThrow();
        assertEquals("nhãn", read.label());
        assertEquals("proto", read.protocol());
        assertEquals(3, read.reliability().maxRetransmits());
        for (int length = 0; length < whole.length; length++) {
            assertTrue(OpenMessage.read(java.util.Arrays.copyOf(whole, length)).isEmpty());
        }
        byte[] unknown = whole.clone();
        unknown[1] = 9;
        assertTrue(OpenMessage.read(unknown).isEmpty());
    }
}
