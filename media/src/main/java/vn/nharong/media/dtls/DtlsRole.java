package vn.nharong.media.dtls;

/** Who sends the ClientHello (RFC 8842): {@code a=setup:active} is CLIENT, {@code passive} is SERVER. */
public enum DtlsRole {
    CLIENT,
    SERVER
}
