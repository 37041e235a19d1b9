import { Check, Coffee, Hand, Headset, Info, Mic, MicOff, TriangleAlert, Volume2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Band as BandState, KioskFacts } from '../../model/kiosk';
import { duration } from '../../model/text';
import { Sign } from '../../ui/Sign';
import { Digit, Ok } from './Parts';
import { deviceHow, topics, whoseWords } from './words';

export interface BandActs {
  /** What OK does in this state of the band. */
  onOk(): void;
  onPeople(step: number): void;
  onTopic(place: number): void;
  onRead(): void;
}

interface Props extends BandActs {
  readonly band: BandState;
  readonly facts: KioskFacts;
  /** Our microphone sends: known from the media itself, not from what was asked for. */
  readonly microphoneOpen: boolean;
  readonly people: number;
  /** What the request is about, once chosen. */
  readonly topic: string;
  /** The server did not take the last key. */
  readonly failed: boolean;
}

interface Shown {
  readonly look: 'plain' | 'live' | 'outlined' | 'warn' | 'bad' | 'info';
  readonly sign: ReactNode;
  readonly title: string;
  readonly says: string;
  readonly ok?: { readonly word: string; readonly icon?: ReactNode };
  readonly middle?: ReactNode;
}

/** Two lines below the picture: what is, and what to do; at the right the one key that does something. */
export function Band({ band, facts, microphoneOpen, people, topic, failed, ...acts }: Props) {
  const { t } = useTranslation();
  const shown = shownOf();
  return (
    <div className={`tv-band tv-band-${shown.look}`} data-band={band.kind}>
      <p className="tv-band-title">
        {shown.sign}
        {shown.title}
      </p>
      <p className="tv-band-says">{failed ? t('kiosk.actFailed') : shown.says}</p>
      {shown.middle}
      {shown.ok ? <Ok word={shown.ok.word} icon={shown.ok.icon} onPress={acts.onOk} /> : null}
      {/* The title alone, spoken once when it changes: clocks in it are for the eye. */}
      <p className="hidden" role="status">
        {shown.title}
      </p>
    </div>
  );

  function shownOf(): Shown {
    const phone = facts.kiosk?.help.phone ?? '';
    const words = whoseWords(facts.kiosk);
    const since = (at: number) => duration(facts.now - at);
    switch (band.kind) {
      case 'onAir': {
        const spent = facts.now + facts.skewMillis - band.startedAt;
        const limit = band.limitSeconds * 1_000;
        return {
          look: 'live',
          sign: <Sign sign="ON_AIR" />,
          title: t('kiosk.onAir'),
          says: microphoneOpen ? t(words.onAir) : t('kiosk.onAirOpening'),
          ok: { word: t('kiosk.finish'), icon: <MicOff aria-hidden="true" /> },
          middle: (
            <p className={spent > limit && limit > 0 ? 'tv-timer tv-timer-over' : 'tv-timer'}>
              {duration(spent)}
              {limit > 0 ? <small>{t('kiosk.ofLimit', { time: duration(limit) })}</small> : null}
            </p>
          ),
        };
      }
      case 'seen':
        return {
          look: 'outlined',
          sign: <Sign sign="ON_AIR" />,
          title: t('kiosk.seen'),
          says: band.heard ? t('kiosk.seenAndHeard') : t(words.seen),
          ok: band.heard ? undefined : { word: t('kiosk.ask'), icon: <Hand aria-hidden="true" /> },
        };
      case 'onDeck':
        return {
          look: 'warn',
          sign: <Sign sign="ON_DECK" />,
          title: t('kiosk.onDeck'),
          says: t('kiosk.onDeckHow'),
        };
      case 'talk':
        return {
          look: 'info',
          sign: <Headset aria-hidden="true" />,
          title: t('kiosk.talk'),
          says: microphoneOpen ? t('kiosk.talkHow') : t('kiosk.talkOpening'),
        };
      case 'queued':
        return {
          look: 'plain',
          sign: <Hand aria-hidden="true" />,
          title: t('kiosk.queued', { place: band.place }),
          says: topic === '' ? t('kiosk.queuedHow') : t('kiosk.queuedTopic', { topic }),
          ok: { word: t('kiosk.lower') },
          middle:
            topic === '' ? (
              <div className="tv-topics">
                {topics.map((word, index) => (
                  <Digit
                    key={word}
                    digit={String(index + 1)}
                    word={t(word)}
                    onPress={() => acts.onTopic(index)}
                  />
                ))}
              </div>
            ) : null,
        };
      case 'headcount':
        return {
          look: 'plain',
          sign: <Info aria-hidden="true" />,
          title: t('kiosk.rollCall'),
          says: t('kiosk.rollCallHow'),
          ok: { word: t('kiosk.confirm', { count: people }) },
          middle: (
            <p className="tv-ask-number">
              <button
                type="button"
                tabIndex={-1}
                aria-label={t('kiosk.fewer')}
                onClick={() => acts.onPeople(-1)}
              >
                {'−'}
              </button>
              <output aria-live="polite">{people}</output>
              <button
                type="button"
                tabIndex={-1}
                aria-label={t('kiosk.more')}
                onClick={() => acts.onPeople(1)}
              >
                {'+'}
              </button>
            </p>
          ),
        };
      case 'notice':
        return {
          look: 'info',
          sign: <Info aria-hidden="true" />,
          title: t('kiosk.notice'),
          says: band.text,
          ok: { word: t('kiosk.read'), icon: <Check aria-hidden="true" /> },
        };
      case 'lost':
        return {
          look: 'bad',
          sign: <Sign sign="LOST" />,
          title: t('kiosk.lostSince', { time: since(band.since) }),
          says: t('kiosk.lostBand', { phone }),
        };
      case 'cut':
        return {
          look: 'warn',
          sign: <TriangleAlert aria-hidden="true" />,
          title: t('kiosk.cutSince', { time: since(band.since) }),
          says: t('kiosk.cutBand'),
        };
      case 'soundBlocked':
        return {
          look: 'warn',
          sign: <Volume2 aria-hidden="true" />,
          title: t('kiosk.soundBlocked'),
          says: t('kiosk.soundBlockedBand'),
          ok: { word: t('kiosk.startSound') },
        };
      case 'elsewhere':
        return {
          look: 'warn',
          sign: <TriangleAlert aria-hidden="true" />,
          title: t('kiosk.elsewhere'),
          says: t(words.elsewhere),
          ok: { word: t('kiosk.takeBack') },
        };
      case 'camera':
        return {
          look: 'warn',
          sign: <TriangleAlert aria-hidden="true" />,
          title: t('kiosk.camera'),
          says: t(deviceHow('camera', facts.camera)),
        };
      case 'microphone':
        return {
          look: 'warn',
          sign: <TriangleAlert aria-hidden="true" />,
          title: t('kiosk.microphone'),
          says: t(deviceHow('microphone', facts.microphone)),
        };
      case 'break':
        return {
          look: 'plain',
          sign: <Coffee aria-hidden="true" />,
          title: t('kiosk.break'),
          says: t('kiosk.breakHow'),
        };
      case 'joining':
        return {
          look: 'info',
          sign: <Sign sign="RINGING" />,
          title: t('kiosk.joining'),
          says: t('kiosk.joiningHow'),
        };
      case 'listening':
        return {
          look: 'plain',
          sign: microphoneOpen ? <Mic aria-hidden="true" /> : <MicOff aria-hidden="true" />,
          title: microphoneOpen ? t('kiosk.microphoneOpen') : t('kiosk.listening'),
          says: microphoneOpen ? t(words.microphoneOpen) : t(words.listening),
          ok: { word: t('kiosk.ask'), icon: <Hand aria-hidden="true" /> },
        };
    }
  }
}
