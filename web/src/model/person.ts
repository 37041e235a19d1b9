/**
 * One participant as the page shows it. Plain data: the only live thing in it is {@link Picture}, which the
 * media layer provides and a tile attaches to its video element.
 */
export interface Person {
  readonly identity: string;
  readonly name: string;
  readonly isLocal: boolean;
  /** Milliseconds since the epoch, as the server saw the join; 0 when not known yet. */
  readonly joinedAt: number;
  readonly microphone: Sending;
  readonly camera: Sending;
  /** True while among the active speakers the server reported last. */
  readonly speaking: boolean;
  /** Milliseconds since the epoch; 0 when never heard. */
  readonly lastSpokeAt: number;
  /** Milliseconds since the epoch when the hand went up, or null. */
  readonly handRaisedAt: number | null;
  readonly line: LineQuality;
  readonly picture: Picture | null;
  readonly screen: Picture | null;
  /** Seen before the connection was cut and not heard of since. */
  readonly stale: boolean;
}

/** `none`: not offered at all; `off`: offered and muted; `on`: sending. */
export type Sending = 'none' | 'off' | 'on';

export type LineQuality = 'unknown' | 'good' | 'poor' | 'lost';

/** Something that can be shown in a video element. */
export interface Picture {
  readonly key: string;
  /** True while the server holds the picture back because the line cannot carry it. */
  readonly paused: boolean;
  attach(element: HTMLVideoElement): void;
  detach(element: HTMLVideoElement): void;
}
