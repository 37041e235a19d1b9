package vn.nharong.control.identity;

import java.util.UUID;

/** A site's device may no longer act for it: its connections to meetings end. Published when the records say so. */
public record DeviceRevoked(UUID site) {}
