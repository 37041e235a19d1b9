import { useTranslation } from 'react-i18next';
import type { Kiosk, Programme as ProgrammeState } from '../../api/wire';
import { places } from '../../model/layout';
import type { Picture } from '../../model/person';
import { clock } from '../../model/text';
import { Mark } from '../../ui/Mark';
import { VideoPicture } from '../../ui/VideoPicture';
import { Weave } from './Weave';

/** The picture's own measure: it keeps it on every television, everything else stands beside it. */
export const PICTURE = { width: 1680, height: 945, gap: 4 };

interface Props {
  readonly programme: ProgrammeState;
  readonly captions: Kiosk['captions'];
  readonly pictures: readonly (Picture | undefined)[];
}

const share = (part: number, whole: number) => `${((part / whole) * 100).toFixed(4)}%`;

/** The one picture of the province, laid out as its director decided, with names. */
export function Programme({ programme, captions, pictures }: Props) {
  const { t } = useTranslation();
  return (
    <div className="tv-programme" data-layout={programme.layout}>
      {places(programme.layout, PICTURE.width, PICTURE.height, PICTURE.gap).map((place, index) => {
        const cell = programme.cells[index];
        const picture = pictures[index];
        const caption = cell?.seat ? captions[cell.seat] : undefined;
        return (
          <section
            // A place keeps its element whatever is shown in it: a take is a cut, without a black frame between.
            // biome-ignore lint/suspicious/noArrayIndexKey: places are what is listed here.
            key={index}
            className={place.main ? 'tv-cell tv-cell-main' : 'tv-cell'}
            aria-label={caption?.name}
            data-place={index}
            data-seat={cell?.seat ?? ''}
            style={{
              left: share(place.x, PICTURE.width),
              top: share(place.y, PICTURE.height),
              width: share(place.width, PICTURE.width),
              height: share(place.height, PICTURE.height),
            }}
          >
            {cell?.seat && picture ? (
              <VideoPicture picture={picture} fit={cell.slides ? 'contain' : 'cover'} />
            ) : (
              <div className="tv-cell-empty">
                <Mark className="tv-cell-mark" />
                {cell?.seat && place.width > 500 ? <p>{t('kiosk.pictureComing')}</p> : null}
              </div>
            )}
            {caption && !(cell?.slides ?? false) ? (
              <p className={place.main ? 'tv-caption tv-caption-main' : 'tv-caption'}>
                <b>{caption.name}</b>
                {caption.line !== '' && place.width > 500 ? <span>{caption.line}</span> : null}
              </p>
            ) : null}
          </section>
        );
      })}
    </div>
  );
}

interface CardProps {
  readonly kiosk: Kiosk;
  readonly card: NonNullable<ProgrammeState['card']>;
}

const cardWords = {
  WELCOME: 'kiosk.cardWelcome',
  BREAK: 'kiosk.cardBreak',
  THANKS: 'kiosk.cardThanks',
} as const;

/** A card in the place of the pictures. */
export function Card({ kiosk, card }: CardProps) {
  const { t } = useTranslation();
  return (
    <div className="tv-programme tv-card" data-card={card}>
      <Weave />
      <Mark className="tv-card-mark" />
      <h1>{t(cardWords[card])}</h1>
      <p className="tv-card-title">{kiosk.meeting?.title}</p>
      {kiosk.meeting?.subject ? <p className="tv-card-line">{kiosk.meeting.subject}</p> : null}
      {card === 'BREAK' && kiosk.programme ? (
        <p className="tv-card-line">
          {t('kiosk.breakSince', { time: clock(Date.parse(kiosk.programme.since)) })}
        </p>
      ) : null}
      <Weave />
    </div>
  );
}
