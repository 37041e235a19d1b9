import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Kiosk } from '../../api/wire';
import { type Band as BandState, checksOf, type KioskFacts, noticeOf } from '../../model/kiosk';
import type { Picture } from '../../model/person';
import { clock, duration } from '../../model/text';
import { Band, type BandActs } from './Band';
import { Checks, Sample } from './Parts';
import { Card, Programme } from './Programme';
import { Own } from './Ready';
import { whoseWords } from './words';

interface Props extends BandActs {
  readonly facts: KioskFacts;
  readonly kiosk: Kiosk;
  readonly band: BandState;
  readonly pictures: readonly (Picture | undefined)[];
  readonly own: Picture | null;
  readonly microphoneOpen: boolean;
  readonly people: number;
  readonly topic: string;
  readonly read: ReadonlySet<string>;
  /** The server did not take the last key. */
  readonly failed: boolean;
  /** At the foot of the rail, in place of whom to phone: a guest's way out. */
  readonly foot?: ReactNode;
}

/** In the meeting: the picture with nothing over it, a rail at its right, a band below. */
export function Meeting({
  facts,
  kiosk,
  band,
  pictures,
  own,
  microphoneOpen,
  people,
  topic,
  read,
  failed,
  foot,
  ...acts
}: Props) {
  const { t } = useTranslation();
  const programme = kiosk.programme;
  const words = whoseWords(kiosk);
  const aired = band.kind === 'onAir' || band.kind === 'seen';
  // What the band has no room for now stands in the rail: a notice while one is on the air, a cut while one speaks.
  const notice = band.kind === 'notice' ? null : noticeOf(facts, read);
  return (
    <main className="tv tv-meeting" data-scene="meeting">
      {programme?.card ? (
        <Card kiosk={kiosk} card={programme.card} />
      ) : programme ? (
        <Programme programme={programme} captions={kiosk.captions} pictures={pictures} />
      ) : (
        <div className="tv-programme" />
      )}
      <aside className="tv-rail" aria-label={t(words.rail)}>
        <p className="tv-rail-clock">{clock(facts.now + facts.skewMillis)}</p>
        <div>
          <Own picture={own} aired={aired} />
          <p className="tv-rail-label">{aired ? t('kiosk.sentPicture') : t(words.ownPicture)}</p>
        </div>
        <Sample shown={kiosk.demo} />
        {notice ? null : (
          <div>
            <p className="tv-rail-name">{kiosk.site.name}</p>
            <p className="tv-rail-label">{kiosk.site.place}</p>
          </div>
        )}
        <div>
          <Checks checks={checksOf(facts)} brief />
        </div>
        {facts.cutSince !== null && band.kind !== 'cut' ? (
          <div className="tv-rail-warn">
            <p>{t('kiosk.cutSince', { time: duration(facts.now - facts.cutSince) })}</p>
          </div>
        ) : null}
        {notice ? (
          <div className="tv-rail-notice">
            <p>{notice.text}</p>
          </div>
        ) : kiosk.seat?.headcount != null ? (
          <div>
            <p className="tv-rail-label">{t('kiosk.attending')}</p>
            <p className="tv-rail-name">{t('kiosk.people', { count: kiosk.seat.headcount })}</p>
          </div>
        ) : null}
        <div className="tv-rail-help">
          {foot ?? (
            <>
              <p className="tv-rail-label">{t('kiosk.helpBrief')}</p>
              <p>{kiosk.help.name}</p>
              <p className="tv-rail-phone">{wholeNumber(kiosk.help.phone)}</p>
            </>
          )}
        </div>
      </aside>
      <Band
        band={band}
        facts={facts}
        microphoneOpen={microphoneOpen}
        people={people}
        topic={topic}
        failed={failed}
        {...acts}
      />
    </main>
  );
}

/** A number to be dialled is not broken between its figures. */
const wholeNumber = (phone: string): string => phone.replace(/(?<=\d) (?=\d)/g, '\u00a0');
