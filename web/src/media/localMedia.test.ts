// @vitest-environment jsdom
import { EventEmitter } from 'node:events';
import { beforeEach, expect, it, vi } from 'vitest';
import { LocalMedia } from './localMedia';

class FakeTrack extends EventEmitter {
  isMuted = false;
  mediaStreamTrack = { readyState: 'live', getSettings: () => ({ deviceId: 'a' }) };
}

const made: FakeTrack[] = [];
vi.mock('./support', () => ({ support: () => 'full' }));
vi.mock('livekit-client', async (real) => ({
  ...(await real<typeof import('livekit-client')>()),
  createLocalAudioTrack: async () => {
    const track = new FakeTrack();
    made.push(track);
    return track;
  },
}));

beforeEach(() => {
  made.length = 0;
});

it('calls a device lost when it is pulled out, and no longer once the client has found another', async () => {
  const media = new LocalMedia({
    microphone: false,
    camera: false,
    microphoneId: '',
    cameraId: '',
    speakerId: '',
  });
  await media.want('microphone', true);
  const [track] = made;
  expect(media.state.get().microphone).toMatchObject({ fault: null, source: track?.mediaStreamTrack });
  track?.emit('ended');
  expect(media.state.get().microphone).toMatchObject({ fault: 'unplugged', source: null });
  const other = { readyState: 'live', getSettings: () => ({ deviceId: 'b' }) };
  if (track) track.mediaStreamTrack = other;
  track?.emit('restarted');
  expect(media.state.get().microphone).toMatchObject({ fault: null, source: other });
});
