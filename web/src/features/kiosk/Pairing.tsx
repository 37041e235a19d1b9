import { useTranslation } from 'react-i18next';
import type { PairingState } from '../../model/kiosk';
import { clock } from '../../model/text';
import { QrCode } from '../../ui/QrCode';
import { Foot, Head } from './Parts';
import { Weave } from './Weave';

interface Props {
  readonly pairing: PairingState;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Address of the page where a site is given to this screen, without the code. */
  readonly directory: string;
}

/** A screen that belongs to no site yet: a code as large as the wall, to be read over the telephone. */
export function Pairing({ pairing, now, directory }: Props) {
  const { t } = useTranslation();
  return (
    <main className="tv tv-pairing" data-scene="pairing">
      <Head site={null} now={now} />
      <div className="tv-pair">
        <section>
          <h1>{t('kiosk.pairTitle')}</h1>
          {pairing.kind === 'offered' ? (
            <>
              <p className="tv-pair-how">{t('kiosk.pairHow')}</p>
              <p className="tv-pair-code" data-code={pairing.code}>
                {pairing.code}
              </p>
              <p className="tv-pair-until">
                {t('kiosk.pairUntil', { time: clock(Date.parse(pairing.expiresAt)) })}
              </p>
            </>
          ) : pairing.kind === 'asking' ? (
            <p className="tv-pair-how">{t('kiosk.pairAsking')}</p>
          ) : pairing.kind === 'slowed' ? (
            <p className="tv-pair-how">{t('kiosk.pairSlowed', { time: clock(pairing.until) })}</p>
          ) : (
            <>
              <p className="tv-pair-fault">{t('kiosk.pairUnreachable')}</p>
              <p className="tv-pair-how">{t('kiosk.pairUnreachableHow', { time: clock(pairing.since) })}</p>
            </>
          )}
        </section>
        {pairing.kind === 'offered' ? (
          <figure className="tv-pair-qr">
            <QrCode className="tv-qr" text={`${directory}?pair=${encodeURIComponent(pairing.code)}`} />
            <figcaption>{t('kiosk.pairScan')}</figcaption>
          </figure>
        ) : null}
      </div>
      <Foot help={null} />
      <Weave />
    </main>
  );
}
