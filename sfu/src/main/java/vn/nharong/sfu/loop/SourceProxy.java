package vn.nharong.sfu.loop;

/** A room's handle on what can be subscribed to: a publication's media, or an outlet that shows now this, now that one. */
public interface SourceProxy {}
