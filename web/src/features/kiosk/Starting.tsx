import { useTranslation } from 'react-i18next';
import { clock } from '../../model/text';
import { Foot, Head } from './Parts';
import { Weave } from './Weave';

interface Props {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Since when the server has not answered; null while it is being asked. */
  readonly cutSince: number | null;
}

/** Before the first word of the server. */
export function Starting({ now, cutSince }: Props) {
  const { t } = useTranslation();
  return (
    <main className="tv tv-pairing" data-scene="starting">
      <Head site={null} now={now} />
      <div className="tv-pair">
        <section>
          <h1>{cutSince === null ? t('kiosk.starting') : t('kiosk.pairUnreachable')}</h1>
          <p className="tv-pair-how">
            {cutSince === null
              ? t('kiosk.startingHow')
              : t('kiosk.pairUnreachableHow', { time: clock(cutSince) })}
          </p>
        </section>
      </div>
      <Foot help={null} />
      <Weave />
    </main>
  );
}
