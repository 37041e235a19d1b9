package vn.nharong.media.sdp;

/** A session description that we do not take. The only exception that leaves this package for hostile input. */
public final class SdpRefused extends Exception {
    public SdpRefused(String reason) {
        super(reason);
    }
}
