/** What this browser, at this address, is able to do. */
export type Support = 'full' | 'insecure' | 'unsupported';

export function support(): Support {
  if (typeof RTCPeerConnection !== 'function') return 'unsupported';
  if (!window.isSecureContext) return 'insecure';
  if (typeof navigator.mediaDevices?.getUserMedia !== 'function') return 'unsupported';
  return 'full';
}

/** Sharing the screen is a matter of desktop browsers. */
export function canShareScreen(): boolean {
  return typeof navigator.mediaDevices?.getDisplayMedia === 'function';
}

/** Whether a loudspeaker can be chosen (Safari and Firefox leave that to the system). */
export function canChooseSpeaker(): boolean {
  return typeof HTMLMediaElement !== 'undefined' && 'setSinkId' in HTMLMediaElement.prototype;
}

/** Where the same page is served encrypted, by the server's own default port. */
export function secureAddress(location: Location): string {
  const port = location.port === '' || location.port === '80' ? '' : ':8443';
  return `https://${location.hostname}${port}${location.pathname}${location.search}`;
}

/** True for a host name that means "this machine" wherever it is typed. */
export function isLocalAddress(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}
