// Runs in the page before livekit-client: of the server's candidates only the one on UDP port `onlyMediaPort` is taken,
// so that each person sits behind a line of their own and ICE-TCP is no way around it.
(() => {
  const port = /** @type {any} */ (window).onlyMediaPort;
  /** @param {string} line a candidate, with or without "a=" */
  const fits = (line) => {
    // candidate:foundation component transport priority address port ... (RFC 8839 §5.1)
    const cells = line.split(' ');
    return cells[2]?.toLowerCase() === 'udp' && Number(cells[5]) === port;
  };
  const peer = RTCPeerConnection.prototype;
  const describe = peer.setRemoteDescription;
  peer.setRemoteDescription = /** @type {any} */ (
    /** @this {any} */ function (/** @type {any} */ description) {
      const sdp = description.sdp
        .split('\r\n')
        .filter((/** @type {string} */ line) => !line.startsWith('a=candidate:') || fits(line))
        .join('\r\n');
      return /** @type {any} */ (describe).call(this, { type: description.type, sdp });
    }
  );
  const add = peer.addIceCandidate;
  peer.addIceCandidate = /** @type {any} */ (
    /** @this {any} */ function (/** @type {any} */ candidate) {
      const text = candidate?.candidate ?? '';
      return text && !fits(text) ? Promise.resolve() : /** @type {any} */ (add).call(this, candidate);
    }
  );
})();
