package vn.nharong.media.sctp;

/**
 * A data channel (RFC 8831 §6). Its state belongs to the thread of its {@link DataChannels}; the properties never
 * change.
 */
public final class DataChannel {
    private final int stream;
    private final String label;
    private final String protocol;
    private final boolean ordered;
    private final Reliability reliability;

    /** RFC 8832 §6: until the peer acknowledged, everything goes in order. */
    boolean acknowledged;

    boolean closing;

    DataChannel(int stream, String label, String protocol, boolean ordered, Reliability reliability) {
        this.stream = stream;
        this.label = label;
        this.protocol = protocol;
        this.ordered = ordered;
        this.reliability = reliability;
    }

    /** SCTP stream of both directions. */
    public int streamId() {
        return stream;
    }

    public String label() {
        return label;
    }

    /** Subprotocol, mostly empty. */
    public String protocol() {
        return protocol;
    }

    public boolean ordered() {
        return ordered;
    }

    public Reliability reliability() {
        return reliability;
    }

    @Override
    public String toString() {
        return "DataChannel[" + stream + ", " + label + "]";
    }
}
