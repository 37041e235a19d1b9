package vn.nharong.signal.map;

/** A message that is not one. The only exception that leaves this package for hostile input. */
public final class WireRefused extends Exception {
    public WireRefused(String reason) {
        super(reason);
    }
}
