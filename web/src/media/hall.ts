import {
  createLocalAudioTrack,
  createLocalVideoTrack,
  type LocalAudioTrack,
  type LocalVideoTrack,
} from 'livekit-client';
import type { HallFault } from '../model/kiosk';
import { faultOf } from './localMedia';
import { watchLevel } from './sound';
import { Store } from './store';
import { support } from './support';

export interface HallState {
  readonly camera: { readonly fault: HallFault | null; readonly source: MediaStreamTrack | null };
  readonly microphone: { readonly fault: HallFault | null; readonly source: MediaStreamTrack | null };
}

/** What the camera is asked for. */
export interface Capture {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
}

export const CAPTURE_720: Capture = { width: 1280, height: 720, frameRate: 25 };

/** `320x180@10` → what the camera is asked for; 720p for anything that cannot be read. */
export function captureOf(text: string | null): Capture {
  const match = /^(\d{2,4})x(\d{2,4})(?:@(\d{1,2}))?$/.exec(text ?? '');
  if (!match) return CAPTURE_720;
  return { width: Number(match[1]), height: Number(match[2]), frameRate: Number(match[3] ?? 25) };
}

/** How long a device that is not there is waited for before the next try, in milliseconds. */
const TRY_AGAIN_MILLIS = 5_000;
/** How often the camera is looked at, and a microphone that sends nothing at all is doubted; in milliseconds. */
const LOOK_MILLIS = 2_000;
const SILENT_AFTER_MILLIS = 20_000;
/** Mean brightness, 0 … 255, under which a picture is dark, and the spread that shows that there is something in it. */
const DARK = 10;
const FLAT = 6;

/**
 * Camera and microphone of a hall, from the start of the box to its end. Nobody sits there to press "try again": a device
 * that is missing or has been pulled out is asked for again for ever, at once when something was plugged in. The tracks
 * belong to this object, not to a room. The microphone is muted from its first moment; only who holds the room opens it.
 */
export class Hall {
  readonly state = new Store<HallState>({
    camera: { fault: null, source: null },
    microphone: { fault: null, source: null },
  });
  camera: LocalVideoTrack | null = null;
  microphone: LocalAudioTrack | null = null;
  /** Loudness of the hall, 0 … 1, drawn past React. */
  readonly level = new Store(0);

  private readonly timers = new Map<'camera' | 'microphone', number>();
  private readonly opening = new Set<'camera' | 'microphone'>();
  private stopLevel: () => void = () => undefined;
  private lookTimer = 0;
  private heardAt = 0;
  private disposed = false;
  private readonly eye = document.createElement('canvas');
  private readonly video = document.createElement('video');

  constructor(private readonly capture: Capture) {
    this.eye.width = 32;
    this.eye.height = 18;
    this.video.muted = true;
    this.video.playsInline = true;
  }

  async start(): Promise<void> {
    navigator.mediaDevices?.addEventListener?.('devicechange', this.onDevices);
    this.lookTimer = window.setInterval(() => this.look(), LOOK_MILLIS);
    await Promise.all([this.open('camera'), this.open('microphone')]);
  }

  dispose(): void {
    this.disposed = true;
    navigator.mediaDevices?.removeEventListener?.('devicechange', this.onDevices);
    window.clearInterval(this.lookTimer);
    for (const timer of this.timers.values()) window.clearTimeout(timer);
    this.stopLevel();
    this.video.srcObject = null;
    this.camera?.stop();
    this.microphone?.stop();
    this.camera = null;
    this.microphone = null;
  }

  /** Draws the camera's picture as it is now; false while there is none. */
  draw(canvas: HTMLCanvasElement): boolean {
    if (this.camera === null || this.video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return false;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    if (!context) return false;
    context.drawImage(this.video, 0, 0, canvas.width, canvas.height);
    return true;
  }

  private readonly onDevices = (): void => {
    for (const input of ['camera', 'microphone'] as const) if (this.broken(input)) void this.open(input);
  };

  private broken(input: 'camera' | 'microphone'): boolean {
    const track = this[input];
    return track === null || track.mediaStreamTrack.readyState === 'ended';
  }

  private async open(input: 'camera' | 'microphone'): Promise<void> {
    if (this.disposed || this.opening.has(input)) return;
    const able = support();
    if (able !== 'full') {
      this.change(input, able, null);
      return;
    }
    this.opening.add(input);
    window.clearTimeout(this.timers.get(input));
    try {
      if (input === 'camera') await this.openCamera();
      else await this.openMicrophone();
    } catch (error) {
      // A device pulled out stays "pulled out" in words: that it is not there is the same trouble told worse.
      const fault = faultOf(error);
      const before = this.state.get()[input].fault;
      this.change(input, fault === 'none' && before === 'unplugged' ? before : fault, null);
      this.timers.set(
        input,
        window.setTimeout(() => void this.open(input), TRY_AGAIN_MILLIS),
      );
    } finally {
      this.opening.delete(input);
    }
    if (this.disposed) this.dispose();
  }

  private async openCamera(): Promise<void> {
    if (this.camera) {
      await this.camera.restartTrack();
    } else {
      const { width, height, frameRate } = this.capture;
      const camera = await createLocalVideoTrack({ resolution: { width, height, frameRate } });
      camera.on('ended', () => this.lose('camera'));
      camera.on('restarted', () => this.show());
      this.camera = camera;
    }
    this.show();
  }

  private async openMicrophone(): Promise<void> {
    if (this.microphone) {
      await this.microphone.restartTrack();
    } else {
      const microphone = await createLocalAudioTrack({
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
      });
      await microphone.mute();
      microphone.on('ended', () => this.lose('microphone'));
      microphone.on('restarted', () => this.listen());
      this.microphone = microphone;
    }
    this.listen();
  }

  private lose(input: 'camera' | 'microphone'): void {
    if (this.disposed) return;
    this.change(input, 'unplugged', null);
    this.timers.set(
      input,
      window.setTimeout(() => void this.open(input), TRY_AGAIN_MILLIS),
    );
  }

  private show(): void {
    const track = this.camera?.mediaStreamTrack;
    if (!track) return;
    this.video.srcObject = new MediaStream([track]);
    void this.video.play().catch(() => undefined);
    this.change('camera', null, track);
  }

  private listen(): void {
    const track = this.microphone?.mediaStreamTrack;
    if (!track) return;
    this.stopLevel();
    this.heardAt = Date.now();
    // A muted track is silent for everybody, for a meter too: the hall is listened to through a copy.
    const copy = track.clone();
    copy.enabled = true;
    const stop = watchLevel(copy, (level) => {
      if (level > 0) this.heardAt = Date.now();
      this.level.set(level);
    });
    this.stopLevel = () => {
      stop();
      copy.stop();
    };
    this.change('microphone', null, track);
  }

  /** A covered lens and a microphone switched off at its stand are devices that work and send nothing. */
  private look(): void {
    const { camera, microphone } = this.state.get();
    if (camera.source && (camera.fault === null || camera.fault === 'dark') && this.draw(this.eye)) {
      this.change('camera', this.sees() ? null : 'dark', camera.source);
    }
    if (microphone.source && (microphone.fault === null || microphone.fault === 'silent')) {
      const silent = Date.now() - this.heardAt > SILENT_AFTER_MILLIS;
      this.change('microphone', silent ? 'silent' : null, microphone.source);
    }
  }

  private sees(): boolean {
    const context = this.eye.getContext('2d', { willReadFrequently: true });
    const pixels = context?.getImageData(0, 0, this.eye.width, this.eye.height).data;
    return pixels === undefined || !isDark(pixels);
  }

  private change(
    input: 'camera' | 'microphone',
    fault: HallFault | null,
    source: MediaStreamTrack | null,
  ): void {
    const before = this.state.get()[input];
    if (before.fault === fault && before.source === source) return;
    this.state.update((state) => ({ ...state, [input]: { fault, source } }));
  }
}

/** Whether RGBA pixels show nothing: a cap on the lens, or no light in the hall. */
export function isDark(pixels: Uint8ClampedArray): boolean {
  let sum = 0;
  let squares = 0;
  const count = pixels.length / 4;
  for (let at = 0; at < pixels.length; at += 4) {
    const bright = 0.3 * (pixels[at] ?? 0) + 0.59 * (pixels[at + 1] ?? 0) + 0.11 * (pixels[at + 2] ?? 0);
    sum += bright;
    squares += bright * bright;
  }
  const mean = sum / count;
  return mean < DARK && Math.sqrt(Math.max(0, squares / count - mean * mean)) < FLAT;
}
