import {
  createLocalAudioTrack,
  createLocalVideoTrack,
  type LocalAudioTrack,
  type LocalVideoTrack,
  VideoPresets,
} from 'livekit-client';
import { Store } from './store';
import { support } from './support';

export type Input = 'microphone' | 'camera';

/** Why a device cannot be used, in the words the page has a sentence for. */
export type DeviceFault = 'refused' | 'none' | 'busy' | 'insecure' | 'unsupported' | 'unplugged' | 'failed';

export interface InputState {
  /** What the person wants; the track follows. */
  readonly wanted: boolean;
  readonly opening: boolean;
  readonly fault: DeviceFault | null;
  readonly deviceId: string;
  /** The device's own track, for level and preview; null while closed. */
  readonly source: MediaStreamTrack | null;
}

export interface DeviceChoice {
  readonly id: string;
  readonly label: string;
}

export interface LocalMediaState {
  readonly microphone: InputState;
  readonly camera: InputState;
  readonly speakerId: string;
  readonly microphones: readonly DeviceChoice[];
  readonly cameras: readonly DeviceChoice[];
  readonly speakers: readonly DeviceChoice[];
}

const closed: InputState = { wanted: true, opening: false, fault: null, deviceId: '', source: null };

/**
 * The person's own microphone, camera and loudspeaker, from the green room on until the page is left. The
 * tracks belong to this object, not to a room: a new connection publishes the same tracks in the same state.
 */
export class LocalMedia {
  readonly state: Store<LocalMediaState>;
  microphone: LocalAudioTrack | null = null;
  camera: LocalVideoTrack | null = null;

  private readonly turns: Record<Input, Promise<void>> = {
    microphone: Promise.resolve(),
    camera: Promise.resolve(),
  };
  private disposed = false;

  constructor(wanted: {
    microphone: boolean;
    camera: boolean;
    microphoneId: string;
    cameraId: string;
    speakerId: string;
  }) {
    this.state = new Store<LocalMediaState>({
      microphone: { ...closed, wanted: wanted.microphone, deviceId: wanted.microphoneId },
      camera: { ...closed, wanted: wanted.camera, deviceId: wanted.cameraId },
      speakerId: wanted.speakerId,
      microphones: [],
      cameras: [],
      speakers: [],
    });
    navigator.mediaDevices?.addEventListener?.('devicechange', this.refreshDevices);
  }

  /** Opens what is wanted and lists the devices. */
  async start(): Promise<void> {
    const { microphone, camera } = this.state.get();
    await Promise.all([
      microphone.wanted ? this.want('microphone', true) : undefined,
      camera.wanted ? this.want('camera', true) : undefined,
    ]);
    await this.refreshDevices();
  }

  /** Turns a device on or off; one act after the other, whatever the speed of clicking. */
  want(input: Input, wanted: boolean): Promise<void> {
    this.change(input, { wanted });
    return this.inTurn(input, () => this.follow(input));
  }

  choose(input: Input, deviceId: string): Promise<void> {
    this.change(input, { deviceId });
    return this.inTurn(input, async () => {
      const track = this[input];
      if (track && !this.state.get()[input].fault) {
        try {
          await track.setDeviceId({ exact: deviceId });
          this.change(input, {
            source: this.state.get()[input].wanted ? track.mediaStreamTrack : null,
            fault: null,
          });
        } catch (error) {
          this.change(input, { fault: faultOf(error), source: null });
        }
      } else {
        await this.follow(input);
      }
    });
  }

  chooseSpeaker(deviceId: string): void {
    this.state.update((state) => ({ ...state, speakerId: deviceId }));
  }

  dispose(): void {
    this.disposed = true;
    navigator.mediaDevices?.removeEventListener?.('devicechange', this.refreshDevices);
    this.microphone?.stop();
    this.camera?.stop();
    this.microphone = null;
    this.camera = null;
  }

  private inTurn(input: Input, act: () => Promise<void>): Promise<void> {
    const turn = this.turns[input].then(() => (this.disposed ? undefined : act()));
    this.turns[input] = turn;
    return turn;
  }

  private async follow(input: Input): Promise<void> {
    const { wanted, deviceId } = this.state.get()[input];
    const track = this[input];
    if (!wanted) {
      await track?.mute();
      this.change(input, { source: null, fault: null, opening: false });
      return;
    }
    const able = support();
    if (able !== 'full') {
      this.change(input, { fault: able, source: null });
      return;
    }
    this.change(input, { opening: true });
    try {
      if (track) {
        if (track.mediaStreamTrack.readyState === 'ended' && !track.isMuted) await track.restartTrack();
        await track.unmute();
      } else {
        await this.open(input, deviceId);
      }
      if (this.disposed) {
        this.dispose();
        return;
      }
      this.change(input, { opening: false, fault: null, source: this[input]?.mediaStreamTrack ?? null });
      await this.refreshDevices();
    } catch (error) {
      this.change(input, { opening: false, fault: faultOf(error), source: null });
    }
  }

  private async open(input: Input, deviceId: string): Promise<void> {
    // The device of last time is a wish: after a move to another desk it may not be there.
    const device = deviceId === '' ? {} : { deviceId: { ideal: deviceId } };
    if (input === 'camera') {
      const track = await createLocalVideoTrack({ ...device, resolution: VideoPresets.h720.resolution });
      this.camera = track;
      track.on('ended', () => this.lose('camera', track));
      track.on('restarted', () => this.regain('camera', track));
    } else {
      const track = await createLocalAudioTrack({
        ...device,
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
      });
      this.microphone = track;
      track.on('ended', () => this.lose('microphone', track));
      track.on('restarted', () => this.regain('microphone', track));
    }
  }

  private lose(input: Input, track: LocalAudioTrack | LocalVideoTrack): void {
    if (this[input] !== track || track.isMuted || this.disposed) return;
    this.change(input, { fault: 'unplugged', source: null });
  }

  /** The client has found another device for a lost one by itself: what flows again is no fault any more. */
  private regain(input: Input, track: LocalAudioTrack | LocalVideoTrack): void {
    if (this[input] !== track || this.disposed || this.state.get()[input].fault === null) return;
    this.change(input, { fault: null, source: track.isMuted ? null : track.mediaStreamTrack });
    void this.refreshDevices();
  }

  private readonly refreshDevices = async (): Promise<void> => {
    if (typeof navigator.mediaDevices?.enumerateDevices !== 'function') return;
    const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
    const of = (kind: MediaDeviceKind): DeviceChoice[] =>
      devices
        .filter((device) => device.kind === kind && device.deviceId !== '')
        .map((device) => ({ id: device.deviceId, label: device.label }));
    this.state.update((state) => ({
      ...state,
      microphones: of('audioinput'),
      cameras: of('videoinput'),
      speakers: of('audiooutput'),
      microphone: withRealDevice(state.microphone),
      camera: withRealDevice(state.camera),
    }));
  };

  private change(input: Input, change: Partial<InputState>): void {
    this.state.update((state) => ({ ...state, [input]: { ...state[input], ...change } }));
  }
}

function withRealDevice(input: InputState): InputState {
  const real = input.source?.getSettings().deviceId;
  return real === undefined || real === '' || real === input.deviceId ? input : { ...input, deviceId: real };
}

/** Names of the Media Capture specification → our words. */
export function faultOf(error: unknown): DeviceFault {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return 'refused';
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'none';
    case 'NotReadableError':
    case 'AbortError':
      return 'busy';
    default:
      return 'failed';
  }
}
