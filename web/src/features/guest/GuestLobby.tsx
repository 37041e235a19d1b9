import { LogOut, VideoOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { GuestScreen } from '../../api/wire';
import type { HallFault } from '../../model/kiosk';
import { guestLine } from '../../model/meeting';
import type { Picture } from '../../model/person';
import { clock, duration } from '../../model/text';
import { Button } from '../../ui/Button';
import { Band } from '../../ui/Mark';
import { Notice } from '../../ui/Notice';
import { VideoPicture } from '../../ui/VideoPicture';

interface Props {
  readonly screen: GuestScreen;
  /** Server's time, milliseconds since the epoch. */
  readonly now: number;
  readonly own: Picture | null;
  readonly camera: HallFault | null;
  readonly microphone: HallFault | null;
  /** Since when the server is out of reach, in this machine's time less `now`'s; null while it answers. */
  readonly cutMillis: number | null;
  onLeave(): void;
}

/** Waiting to be let in: what will happen, since when one waits, and whether one will be seen. */
export function GuestLobby({ screen, now, own, camera, microphone, cutMillis, onLeave }: Props) {
  const { t } = useTranslation();
  const since = screen.since === null ? null : Date.parse(screen.since);
  return (
    <div className="guest-lobby" data-scene="lobby">
      <Band />
      <div className="guest-lobby-inside">
        <div className="guest-lobby-words">
          <div role="status">
            <h1>{t('guest.waiting')}</h1>
            <p className="guest-lobby-how">{t(screen.live ? 'guest.waitingHow' : 'guest.waitingEarly')}</p>
          </div>
          <p className="guest-lobby-meeting">
            <b>{screen.title}</b>
            {screen.subject === '' ? null : <span>{screen.subject}</span>}
          </p>
          {screen.card === null ? null : (
            <p className="guest-lobby-card">
              <span>{t('guest.shownAs')}</span>
              <b>{screen.card.name}</b>
              <span>{guestLine(screen.card)}</span>
            </p>
          )}
          {since === null ? null : (
            <p className="guest-lobby-since">
              {t('guest.since', { at: clock(since), time: duration(Math.max(0, now - since)) })}
            </p>
          )}
          {cutMillis === null ? null : (
            <Notice look="warn" title={t('guest.cut', { time: duration(cutMillis) })}>
              {t('guest.cutHow')}
            </Notice>
          )}
        </div>
        <div className="guest-lobby-side">
          <div className="guest-lobby-picture">
            {own ? (
              <VideoPicture picture={own} mirrored />
            ) : (
              <p>
                <VideoOff size={28} aria-hidden="true" />
                {t('guest.noPicture')}
              </p>
            )}
          </div>
          {camera !== null && camera !== 'dark' ? (
            <Notice look="warn" title={t('guest.cameraFault')}>
              {t(
                camera === 'refused'
                  ? 'guest.allow'
                  : camera === 'insecure'
                    ? 'guest.insecure'
                    : 'guest.plug',
              )}
            </Notice>
          ) : null}
          {microphone !== null && microphone !== 'silent' ? (
            <Notice look="warn" title={t('guest.microphoneFault')}>
              {t(
                microphone === 'refused'
                  ? 'guest.allow'
                  : microphone === 'insecure'
                    ? 'guest.insecure'
                    : 'guest.plug',
              )}
            </Notice>
          ) : (
            <p className="guest-lobby-closed">{t('guest.closed')}</p>
          )}
          <Button icon={<LogOut size={18} aria-hidden="true" />} onClick={onLeave}>
            {t('guest.leave')}
          </Button>
        </div>
      </div>
    </div>
  );
}

interface OverProps {
  readonly screen: GuestScreen;
  onDoor(): void;
}

const overWords = {
  REFUSED: ['guest.notLetIn', 'guest.notLetInHow'],
  GONE: ['guest.gone', 'guest.goneHow'],
  ENDED: ['guest.ended', 'guest.endedHow'],
} as const;

/** It is over for this guest: why, and what one can do. */
export function GuestOver({ screen, onDoor }: OverProps) {
  const { t } = useTranslation();
  const phase = screen.phase === 'REFUSED' || screen.phase === 'GONE' ? screen.phase : 'ENDED';
  const [title, how] = overWords[phase];
  return (
    <div className="ended" data-scene={phase}>
      <Band />
      <div className="ended-inside" role="status">
        <h1>{t(title)}</h1>
        {screen.reason === '' ? null : <p className="guest-reason">{screen.reason}</p>}
        <p>{t(how)}</p>
        {phase === 'ENDED' ? null : (
          <div className="ended-acts">
            <Button onClick={onDoor}>{t('guest.again')}</Button>
          </div>
        )}
      </div>
    </div>
  );
}
