package vn.nharong.sfu.room;

/** The way to a participant's client. Called on the room's thread; must not block and must not throw. */
public interface ParticipantLink {
    void tell(Notice notice);

    /** No more notices; what was told before is still delivered. */
    void close();

    /** Breaks as a line would: what was told and not delivered is lost. */
    void cut();
}
