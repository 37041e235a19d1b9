package vn.nharong.media.send;

/** In which order waiting packets leave: the first constant first. */
public enum PacketClass {
    AUDIO,
    RETRANSMISSION,
    VIDEO,
    PADDING
}
