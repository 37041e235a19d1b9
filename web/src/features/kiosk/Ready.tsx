import type { TFunction } from 'i18next';
import {
  Check as CheckSign,
  ChevronLeft,
  ChevronRight,
  MicOff,
  TriangleAlert,
  VideoOff,
  X,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Kiosk } from '../../api/wire';
import { checksOf, type Headline, headlineOf, type KioskFacts, type Mood, moodOf } from '../../model/kiosk';
import { officeDay } from '../../model/officeTime';
import type { Picture } from '../../model/person';
import { clock, duration } from '../../model/text';
import { Sign } from '../../ui/Sign';
import { VideoPicture } from '../../ui/VideoPicture';
import { Checks, Digit, Foot, Head, Ok, Sample } from './Parts';
import { Weave } from './Weave';
import { deviceHow, headlineWords } from './words';

/** Acts of the waiting screen. */
export interface ReadyActs {
  onPeople(step: number): void;
  onConfirm(): void;
  onTestSound(): void;
  onTestCamera(): void;
  onHelp(): void;
  onTakeBack(): void;
  onStartSound(): void;
}

interface Props extends ReadyActs {
  readonly facts: KioskFacts;
  readonly picture: Picture | null;
  readonly people: number;
  /** The number last confirmed here, or null. */
  readonly confirmed: number | null;
  /** When help was asked for, milliseconds since the epoch; null while it was not. */
  readonly helpAskedAt: number | null;
  readonly testingSound: boolean;
  /** The server did not take the last key. */
  readonly failed: boolean;
}

function Lamp({ mood, headline }: { readonly mood: Mood; readonly headline: Headline }) {
  return (
    <span className={`tv-lamp tv-lamp-${mood}`} aria-hidden="true">
      {mood === 'ok' ? (
        <CheckSign />
      ) : headline === 'joining' ? (
        <Sign sign="RINGING" />
      ) : mood === 'warn' ? (
        <TriangleAlert />
      ) : (
        <X />
      )}
    </span>
  );
}

/** Whether the people of the hall can be counted now: there is a meeting to be counted for. */
export const canCount = (kiosk: Kiosk | null): boolean => kiosk?.meeting != null && kiosk.seat !== null;

/** The waiting screen: one sentence of state, three checks, what comes next, and how many people are here. */
export function Ready({
  facts,
  picture,
  people,
  confirmed,
  helpAskedAt,
  testingSound,
  failed,
  ...acts
}: Props) {
  const { t } = useTranslation();
  const { kiosk } = facts;
  const now = facts.now + facts.skewMillis;
  const headline = headlineOf(facts);
  const mood = moodOf[headline];
  const [title] = headlineWords[headline];
  const special = headline === 'elsewhere' || headline === 'sound';
  return (
    <main className="tv tv-ready" data-scene="ready" data-headline={headline}>
      <Head site={kiosk?.site ?? null} now={now} />
      <div className="tv-mid">
        <section>
          <div className="tv-state">
            <Lamp mood={mood} headline={headline} />
            <h1 className={mood === 'ok' || mood === 'info' ? undefined : 'tv-h1-long'}>{t(title)}</h1>
          </div>
          {headline === 'connected' || headline === 'ready' ? null : (
            <p className={`tv-how tv-how-${mood}`}>{how(t, headline, facts)}</p>
          )}
          <Checks checks={checksOf(facts)} />
          <Next kiosk={kiosk} headline={headline} />
        </section>
        <section>
          <Own picture={picture} />
          <p className="tv-own-says">
            <span>{failed ? t('kiosk.actFailed') : t('kiosk.ownPicture')}</span>
            <span>
              <MicOff aria-hidden="true" />
              {t('kiosk.microphoneClosed')}
            </span>
          </p>
          {special ? (
            <div className="tv-ask">
              <Ok
                word={headline === 'sound' ? t('kiosk.startSound') : t('kiosk.takeBack')}
                onPress={headline === 'sound' ? acts.onStartSound : acts.onTakeBack}
              />
            </div>
          ) : canCount(kiosk) ? (
            <Headcount
              people={people}
              confirmed={confirmed}
              onPeople={acts.onPeople}
              onConfirm={acts.onConfirm}
            />
          ) : null}
        </section>
      </div>
      <Foot help={kiosk?.help ?? null}>
        <Digit
          digit="1"
          word={testingSound ? t('kiosk.playing') : t('kiosk.testSound')}
          onPress={acts.onTestSound}
        />
        <Digit digit="2" word={t('kiosk.testCamera')} onPress={acts.onTestCamera} />
        <Digit
          digit="0"
          word={
            helpAskedAt === null ? t('kiosk.askHelp') : t('kiosk.helpAsked', { time: clock(helpAskedAt) })
          }
          onPress={acts.onHelp}
        />
      </Foot>
      <Weave />
      <Sample shown={kiosk?.demo === true} />
    </main>
  );
}

/** What to do, in one line, with the hour and the amount where there is one. */
function how(
  t: TFunction,
  headline: Headline,
  { kiosk, link, cutSince, skewMillis, camera, microphone }: KioskFacts,
) {
  const since = headline === 'lost' && 'since' in link ? link.since : (cutSince ?? 0);
  const values = {
    time: clock(since + skewMillis),
    date: kiosk?.certificateUntil ? officeDay(Date.parse(kiosk.certificateUntil)) : '',
    amount: duration(Math.abs(skewMillis)),
  };
  // One of so many words that the compiler cannot go through what each asks for.
  const say = t as (key: string, values: object) => string;
  if (headline === 'camera') return say(deviceHow('camera', camera), values);
  if (headline === 'microphone') return say(deviceHow('microphone', microphone), values);
  return say(headlineWords[headline][1], values);
}

function Next({ kiosk, headline }: { readonly kiosk: Kiosk | null; readonly headline: Headline }) {
  const { t } = useTranslation();
  const meeting = kiosk?.meeting ?? null;
  if (meeting === null)
    return (
      <div className="tv-next tv-next-none">
        <p className="tv-next-title">{t('kiosk.noMeeting')}</p>
        <p className="tv-next-line">{t('kiosk.noMeetingHow')}</p>
      </div>
    );
  return (
    <div className="tv-next">
      <p className="tv-next-at">{clock(Date.parse(meeting.startsAt))}</p>
      <div>
        <p className="tv-next-title">{meeting.title}</p>
        {meeting.subject === '' ? null : <p className="tv-next-line">{meeting.subject}</p>}
        {meeting.chairName === '' ? null : (
          <p className="tv-next-line">{t('kiosk.chair', { name: meeting.chairName })}</p>
        )}
        <p className="tv-next-line tv-next-roll">
          {kiosk !== null && Date.parse(meeting.rollCallAt) > Date.parse(kiosk.serverTime) ? (
            <b>{t('kiosk.rollCallAt', { time: clock(Date.parse(meeting.rollCallAt)) })} </b>
          ) : null}
          {meeting.state === 'REHEARSING'
            ? t('kiosk.rehearsalHow')
            : headline === 'connected'
              ? t('kiosk.connectedHow')
              : t('kiosk.readyHow')}
        </p>
      </div>
    </div>
  );
}

/** The hall as its own camera sees it. */
export function Own({
  picture,
  aired = false,
}: {
  readonly picture: Picture | null;
  readonly aired?: boolean;
}) {
  return (
    <div className={aired ? 'tv-own tv-own-aired' : 'tv-own'}>
      {picture ? <VideoPicture picture={picture} /> : <VideoOff aria-hidden="true" />}
    </div>
  );
}

interface HeadcountProps {
  readonly people: number;
  readonly confirmed: number | null;
  onPeople(step: number): void;
  onConfirm(): void;
}

function Headcount({ people, confirmed, onPeople, onConfirm }: HeadcountProps) {
  const { t } = useTranslation();
  return (
    <div className="tv-ask">
      <div>
        <p className="tv-ask-what">{t('kiosk.headcount')}</p>
        <p className="tv-ask-keys">
          <ChevronLeft aria-hidden="true" />
          <ChevronRight aria-hidden="true" /> {t('kiosk.toChange')}
        </p>
      </div>
      <p className="tv-ask-number">
        <button type="button" tabIndex={-1} aria-label={t('kiosk.fewer')} onClick={() => onPeople(-1)}>
          {'−'}
        </button>
        <output aria-live="polite">{people}</output>
        <button type="button" tabIndex={-1} aria-label={t('kiosk.more')} onClick={() => onPeople(1)}>
          {'+'}
        </button>
      </p>
      <Ok
        word={
          confirmed === people
            ? t('kiosk.confirmed', { count: people })
            : t('kiosk.confirm', { count: people })
        }
        onPress={onConfirm}
      />
    </div>
  );
}
