package vn.nharong.sites.halls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Packets of Opus out of an Ogg file (RFC 3533, RFC 7845), without the two headers. */
final class OggOpus {
    private static final int MAGIC = 0x4f676753; // "OggS"
    private static final int HEADERS = 2;
    /** Of a page's head: version, flags, position, serial number, page number, checksum. */
    private static final int FIXED = 22;

    private OggOpus() {}

    /** @throws IOException when it is no such file or is cut off */
    static List<byte[]> packets(byte[] file) throws IOException {
        ByteBuffer in = ByteBuffer.wrap(file);
        List<byte[]> packets = new ArrayList<>();
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        try {
            while (in.hasRemaining()) {
                if (in.getInt() != MAGIC) {
                    throw new IOException("not an Ogg file");
                }
                in.position(in.position() + FIXED);
                byte[] lengths = new byte[in.get() & 0xff];
                in.get(lengths);
                for (byte length : lengths) {
                    byte[] part = new byte[length & 0xff];
                    in.get(part);
                    packet.writeBytes(part);
                    if (part.length < 255) { // else it goes on in the next segment
                        packets.add(packet.toByteArray());
                        packet.reset();
                    }
                }
            }
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            throw new IOException("cut off", e);
        }
        if (packets.size() <= HEADERS
                || !new String(packets.getFirst(), java.nio.charset.StandardCharsets.ISO_8859_1)
                        .startsWith("OpusHead")) {
            throw new IOException("no Opus in it");
        }
        return List.copyOf(packets.subList(HEADERS, packets.size()));
    }
}
