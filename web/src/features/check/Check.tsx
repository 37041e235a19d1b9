import { Camera, CameraOff, Mic, MicOff, Pencil } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JoinRefused } from '../../api/join';
import type { Input, LocalMediaState } from '../../media/localMedia';
import type { Picture } from '../../model/person';
import { refusalKey } from '../../model/refusal';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { VideoPicture } from '../../ui/VideoPicture';

interface Props {
  readonly room: string;
  readonly name: string;
  readonly media: Pick<LocalMediaState, Input>;
  readonly preview: Picture | null;
  readonly joining: boolean;
  readonly refusal: JoinRefused | null;
  /** Device choice and faults, put in by the page. */
  readonly pickers: ReactNode;
  readonly faults: ReactNode;
  onWant(input: Input, wanted: boolean): void;
  onJoin(): void;
  onChange(): void;
}

/** The green room: everything is tried here before anybody sees or hears it. */
export function Check({
  room,
  name,
  media,
  preview,
  joining,
  refusal,
  pickers,
  faults,
  onWant,
  onJoin,
  onChange,
}: Props) {
  const { t } = useTranslation();
  const { camera, microphone } = media;
  const cameraOn = camera.wanted && camera.fault === null;
  const microphoneOn = microphone.wanted && microphone.fault === null;
  const without = camera.fault !== null && microphone.fault !== null;
  return (
    <div className="check">
      <header className="check-head">
        <h1>{t('check.title')}</h1>
        <p>
          <strong>{t('check.room', { room })}</strong>
          <span>{t('check.as', { name })}</span>
        </p>
        <Button look="quiet" icon={<Pencil size={16} aria-hidden="true" />} onClick={onChange}>
          {t('check.change')}
        </Button>
      </header>
      <section className="check-preview" aria-label={t('check.preview')}>
        <div className="check-picture">
          {preview ? (
            <VideoPicture picture={preview} mirrored />
          ) : (
            <p className="check-no-picture">
              <CameraOff size={28} aria-hidden="true" />
              {t(
                camera.fault
                  ? 'check.cameraFault'
                  : camera.opening
                    ? 'check.cameraOpening'
                    : 'check.cameraOff',
              )}
            </p>
          )}
        </div>
        <div className="check-toggles">
          <Button
            icon={
              microphoneOn ? <Mic size={20} aria-hidden="true" /> : <MicOff size={20} aria-hidden="true" />
            }
            className={microphoneOn ? '' : 'toggle-off'}
            onClick={() => onWant('microphone', !microphoneOn)}
          >
            {t(microphoneOn ? 'bar.microphoneOn' : 'bar.microphoneOff')}
          </Button>
          <Button
            icon={
              cameraOn ? <Camera size={20} aria-hidden="true" /> : <CameraOff size={20} aria-hidden="true" />
            }
            className={cameraOn ? '' : 'toggle-off'}
            onClick={() => onWant('camera', !cameraOn)}
          >
            {t(cameraOn ? 'bar.cameraOn' : 'bar.cameraOff')}
          </Button>
        </div>
      </section>
      <section className="check-side">
        {faults}
        {pickers}
        {without ? <p className="check-without">{t('check.listenOnly')}</p> : null}
        {refusal ? (
          <Notice look="bad" title={t('join.failed')}>
            <p>{t(refusalKey(refusal))}</p>
          </Notice>
        ) : null}
      </section>
      <div className="check-join">
        <Button look="primary" onClick={onJoin} disabled={joining} data-act="join">
          {t(joining ? 'check.joining' : 'check.join')}
        </Button>
      </div>
    </div>
  );
}
