import { useTranslation } from 'react-i18next';
import type { Picture } from '../../model/person';
import { Meter } from '../../ui/Meter';
import { Own } from './Ready';

interface Props {
  readonly picture: Picture | null;
  readonly watchLevel: (onLevel: (level: number) => void) => () => void;
  onClose(): void;
}

/** The hall's own picture as large as the screen, and whether its microphone hears. */
export function CameraTest({ picture, watchLevel, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <main className="tv tv-test" data-scene="camera-test">
      <button
        type="button"
        className="tv-test-picture"
        onClick={onClose}
        aria-label={t('kiosk.testCameraSays')}
      >
        <Own picture={picture} />
      </button>
      <div className="tv-test-foot">
        <p>{t('kiosk.testLevel')}</p>
        <Meter label={t('kiosk.testLevel')} watch={watchLevel} />
        <p>{t('kiosk.testCameraSays')}</p>
      </div>
    </main>
  );
}
