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

/** Sends on to the same page by https: the server knows on which port that is. */
export function secureAddress({ pathname, search }: Pick<Location, 'pathname' | 'search'>): string {
  return `/https${pathname}${search}`;
}

/** True for a host name that means "this machine" wherever it is typed. */
export function isLocalAddress(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\./.test(hostname);
}
