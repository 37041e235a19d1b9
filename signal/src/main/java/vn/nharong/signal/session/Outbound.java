package vn.nharong.signal.session;

import vn.nharong.sfu.room.Notice;
import vn.nharong.signal.map.Reply;

/** The way out of a session. Any thread; returns at once. A client that reads too slowly is cut off behind this. */
public interface Outbound {
    void send(Notice notice);

    void send(Reply reply);

    /** Delivers what was sent, then closes the connection. */
    void finish();

    /** Closes the connection as a broken line would: what waits is not delivered. */
    void cut();
}
