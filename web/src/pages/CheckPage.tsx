import { useMemo } from 'react';
import type { JoinRefused } from '../api/join';
import { Check } from '../features/check/Check';
import { DeviceFaults } from '../features/devices/DeviceFaults';
import { DevicePickers } from '../features/devices/DevicePickers';
import type { LocalMedia } from '../media/localMedia';
import { playTestSound, watchLevel } from '../media/sound';
import { canChooseSpeaker, secureAddress } from '../media/support';
import { useStore } from '../useStore';
import { useTrackPicture } from './pictures';

interface Props {
  readonly room: string;
  readonly name: string;
  readonly media: LocalMedia;
  readonly joining: boolean;
  readonly refusal: JoinRefused | null;
  onJoin(): void;
  onChange(): void;
}

export function CheckPage({ room, name, media, joining, refusal, onJoin, onChange }: Props) {
  const state = useStore(media.state);
  const preview = useTrackPicture(state.camera.source);
  const source = state.microphone.source;
  const level = useMemo(
    () => (source ? (onLevel: (value: number) => void) => watchLevel(source, onLevel) : null),
    [source],
  );
  return (
    <Check
      room={room}
      name={name}
      media={state}
      preview={preview}
      joining={joining}
      refusal={refusal}
      faults={
        <DeviceFaults
          media={state}
          secureAddress={secureAddress(window.location)}
          onRetry={(input) => void media.want(input, true)}
        />
      }
      pickers={
        <DevicePickers
          media={state}
          canChooseSpeaker={canChooseSpeaker()}
          watchLevel={level}
          onChoose={(input, id) => void media.choose(input, id)}
          onChooseSpeaker={(id) => media.chooseSpeaker(id)}
          onTestSpeaker={() => playTestSound(state.speakerId)}
        />
      }
      onWant={(input, wanted) => void media.want(input, wanted)}
      onJoin={onJoin}
      onChange={onChange}
    />
  );
}
