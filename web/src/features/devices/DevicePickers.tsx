import { Camera, Mic, Volume2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeviceChoice, Input, LocalMediaState } from '../../media/localMedia';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/Field';
import { Meter } from '../../ui/Meter';

interface Props {
  readonly media: LocalMediaState;
  readonly canChooseSpeaker: boolean;
  /** See {@link Meter}; null while the microphone is closed. */
  readonly watchLevel: ((onLevel: (level: number) => void) => () => void) | null;
  onChoose(input: Input, id: string): void;
  onChooseSpeaker(id: string): void;
  onTestSpeaker(): Promise<void>;
}

export function DevicePickers({
  media,
  canChooseSpeaker,
  watchLevel,
  onChoose,
  onChooseSpeaker,
  onTestSpeaker,
}: Props) {
  const { t } = useTranslation();
  const [playing, setPlaying] = useState(false);
  const named = (choices: readonly DeviceChoice[]) =>
    choices.map((choice, index) => ({
      id: choice.id,
      label: choice.label || t('check.unnamed', { number: index + 1 }),
    }));
  const speakers = canChooseSpeaker ? named(media.speakers) : [];

  return (
    <div className="pickers">
      <Select
        label={t('check.camera')}
        icon={<Camera size={18} aria-hidden="true" />}
        value={media.camera.deviceId}
        choices={named(media.cameras)}
        none={t(media.camera.fault === 'refused' ? 'check.notAllowed' : 'check.noCamera')}
        onChoose={(id) => onChoose('camera', id)}
      />
      <div className="picker-microphone">
        <Select
          label={t('check.microphone')}
          icon={<Mic size={18} aria-hidden="true" />}
          value={media.microphone.deviceId}
          choices={named(media.microphones)}
          none={t(media.microphone.fault === 'refused' ? 'check.notAllowed' : 'check.noMicrophone')}
          onChoose={(id) => onChoose('microphone', id)}
        />
        <Meter label={t('check.level')} watch={watchLevel} />
        <p className="field-hint">
          {t(
            media.microphone.fault
              ? 'check.microphoneFault'
              : watchLevel
                ? 'check.levelHint'
                : 'check.microphoneClosed',
          )}
        </p>
      </div>
      <div className="picker-speaker">
        <Select
          label={t('check.speaker')}
          icon={<Volume2 size={18} aria-hidden="true" />}
          value={media.speakerId}
          choices={speakers}
          none={t('check.systemSpeaker')}
          onChoose={onChooseSpeaker}
        />
        <Button
          disabled={playing}
          onClick={() => {
            setPlaying(true);
            onTestSpeaker()
              .catch(() => undefined)
              .finally(() => setPlaying(false));
          }}
        >
          {t(playing ? 'check.playing' : 'check.testSpeaker')}
        </Button>
      </div>
    </div>
  );
}
