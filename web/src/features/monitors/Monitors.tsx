import { EyeOff, MoveRight, Undo2, Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Composition, Fill } from '../../api/wire';
import { LAYOUTS } from '../../model/layout';
import { blackCells, isOver, spokenName, unseenSpeaker, withLayout } from '../../model/meeting';
import { duration } from '../../model/text';
import { Segments } from '../../ui/Segments';
import { Sign } from '../../ui/Sign';
import { useConsole, useHindrance, useServerClock, useView } from '../../useConsole';
import { useStore } from '../../useStore';
import { longClock } from '../../words';
import { CellPicker } from './CellPicker';
import { Frame } from './Frame';
import { LayoutDrawing } from './LayoutDrawing';

/** What comes, and what is: preview on the left, programme on the right, take between them. */
export function Monitors() {
  const { t } = useTranslation();
  return (
    <section className="board monitors" aria-label={t('monitors.title')}>
      <div className="monitors-pair">
        <Preview />
        <Take />
        <Programme />
      </div>
      <div className="monitors-foot">
        <Layouts />
        <Fills />
        <Consequence />
      </div>
    </section>
  );
}

/** So many letters stand over a monitor of a laptop, with the layout before them. */
const WIDE_NAMES = 28;

/** "Văn phòng UBND tỉnh, X. Ia Dom", how many where they are too many to be named, or who fills the cells. */
function useContents(composition: Composition): string {
  const { t } = useTranslation();
  return useView((view) => {
    if (composition.fill !== 'FIXED') return t(`fill.${composition.fill}`);
    const names = composition.cells.flatMap(({ seat, slides }) => {
      const found = seat === null ? undefined : view.byId.get(seat);
      if (!found) return [];
      const name = spokenName(view, found);
      return [slides ? t('monitors.slidesOf', { name }) : name];
    });
    if (names.length === 0) return t('monitors.nothing');
    const all = names.join(', ');
    // Each cell bears its name; a line of half names says less than how many there are.
    return names.length === 1 || all.length <= WIDE_NAMES
      ? all
      : t('monitors.sites', { count: names.length });
  });
}

function Preview() {
  const { t } = useTranslation();
  const preview = useView((view) => view.preview);
  const contents = useContents(preview);
  return (
    <section className="monitor monitor-preview" aria-label={t('monitors.preview')}>
      <div className="monitor-head">
        <span className="plate plate-deck">
          <Sign sign="ON_DECK" size={12} />
          {t('monitors.preview').toUpperCase()}
        </span>
        <CellPicker>
          <span className="monitor-what clip">
            {t(`layout.${preview.layout}`)} · {contents}
          </span>
        </CellPicker>
      </div>
      <Frame composition={preview} place="preview" card={null} />
    </section>
  );
}

function Programme() {
  const { t } = useTranslation();
  const programme = useView((view) => view.programme);
  const contents = useContents(programme);
  const tour = useView((view) => view.tour);
  const unseen = useView((view) => {
    const speaker = unseenSpeaker(view);
    return speaker === null ? null : spokenName(view, speaker);
  });
  const shown =
    programme.card !== null
      ? t(`card.${programme.card}`)
      : `${t(`layout.${programme.layout}`)} · ${contents}`;
  const since =
    programme.by === ''
      ? ''
      : t('monitors.since', { time: longClock(Date.parse(programme.since)), name: programme.by });
  return (
    <section className="monitor monitor-programme" aria-label={t('monitors.programme')}>
      <div className="monitor-head">
        <span className="plate plate-air">
          <Sign sign="ON_AIR" size={12} />
          {t('monitors.programme').toUpperCase()}
        </span>
        {unseen === null ? (
          <span className="monitor-what clip" title={[shown, since].filter(Boolean).join(' · ')}>
            {shown}
            {since === '' ? null : <span className="monitor-since"> · {since}</span>}
          </span>
        ) : (
          <Unseen name={unseen} />
        )}
        {tour === null ? null : <TourState nextAt={tour.nextAt} />}
        <Hearing />
      </div>
      <Frame composition={programme} place="programme" card={programme.card} />
    </section>
  );
}

/** In the place of what is shown, as it is the opposite: whom all hear and nobody sees, and the way to mend it. */
function Unseen({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  const { perform } = useConsole();
  const words = t('monitors.unseen', { name });
  return (
    <>
      <span className="monitor-what monitor-unseen clip" title={words}>
        <EyeOff size={14} aria-hidden="true" /> {words}
      </span>
      <button
        type="button"
        className="button monitor-show"
        data-act="SHOW_SPEAKER"
        title={t('command.SHOW_SPEAKER')}
        onClick={() => perform('SHOW_SPEAKER')}
      >
        {t('monitors.show')}
      </button>
    </>
  );
}

function TourState({ nextAt }: { readonly nextAt: string | null }) {
  const { t } = useTranslation();
  const { acts } = useConsole();
  const now = useServerClock();
  return (
    <span className="monitor-tour">
      {nextAt === null
        ? t('monitors.touring')
        : t('monitors.tourNext', { time: duration(Date.parse(nextAt) - now) })}
      <button type="button" className="monitor-link" onClick={() => void acts.tour(0, false)}>
        {t('monitors.stopTour')}
      </button>
    </span>
  );
}

function Hearing() {
  const { t } = useTranslation();
  const { hearing, hear } = useConsole();
  const { on, blocked } = useStore(hearing);
  const label = blocked ? t('monitors.soundBlocked') : on ? t('monitors.soundOff') : t('monitors.soundOn');
  const Icon = on && !blocked ? Volume2 : VolumeX;
  return (
    <button
      type="button"
      className={`monitor-sound ${blocked ? 'tone-warn' : ''}`}
      aria-pressed={on && !blocked}
      title={label}
      aria-label={label}
      onClick={() => hear(blocked || !on)}
    >
      <Icon size={16} aria-hidden="true" />
    </button>
  );
}

function Take() {
  const { t } = useTranslation();
  const { perform } = useConsole();
  const why = useHindrance('TAKE');
  const undo = useView((view) => view.undo);
  return (
    <div className="take">
      <button
        type="button"
        className="take-go"
        aria-disabled={why !== null}
        aria-keyshortcuts="Space"
        title={why === null ? t('command.TAKE') : t(`hindrance.${why}`)}
        data-act="TAKE"
        onClick={() => perform('TAKE')}
      >
        <MoveRight size={26} aria-hidden="true" />
        <span>{t('monitors.take')}</span>
        {why === null ? <kbd>{t('key.space')}</kbd> : <small>{t(`hindrance.${why}`)}</small>}
      </button>
      <button
        type="button"
        className="take-undo"
        aria-disabled={undo.count === 0}
        title={undo.count === 0 ? t('hindrance.NOTHING_TO_UNDO') : t('command.UNDO')}
        data-act="UNDO"
        onClick={() => perform('UNDO')}
      >
        <Undo2 size={16} aria-hidden="true" />
        <span>{undo.count === 0 ? t('command.UNDO') : t('monitors.undo', { count: undo.count })}</span>
        <kbd>{t('key.undo')}</kbd>
      </button>
    </div>
  );
}

function Layouts() {
  const { t } = useTranslation();
  const { perform } = useConsole();
  const chosen = useView((view) => view.preview.layout);
  return (
    <fieldset className="layouts" aria-label={t('monitors.layouts')}>
      {LAYOUTS.map((layout, index) => (
        <button
          key={layout}
          type="button"
          className="layout-key"
          aria-pressed={layout === chosen}
          aria-label={t(`layout.${layout}`)}
          title={`${t(`layout.${layout}`)} (${(index + 1) % 10})`}
          onClick={(event) => {
            perform(`LAYOUT_${layout}`);
            // Chosen with the mouse: the next space is the programme's, not this button's.
            if (event.detail > 0) event.currentTarget.blur();
          }}
        >
          <LayoutDrawing layout={layout} />
        </button>
      ))}
    </fieldset>
  );
}

function Fills() {
  const { t } = useTranslation();
  const { acts, view } = useConsole();
  const fill = useView((now) => now.preview.fill);
  const seconds = useView((now) => now.tour?.seconds ?? 20);
  const choose = (chosen: Fill) => {
    const { preview } = view.get();
    void acts.preview({ ...withLayout(preview, preview.layout), fill: chosen });
  };
  return (
    <Segments<Fill>
      label={t('monitors.fills')}
      value={fill}
      choices={[
        { id: 'FIXED', label: t('fill.FIXED') },
        { id: 'SPEAKER', label: t('fill.SPEAKER') },
        { id: 'QUEUE', label: t('fill.QUEUE') },
        { id: 'TOUR', label: t('monitors.tourOf', { count: seconds }) },
      ]}
      onChoose={choose}
    />
  );
}

/** Under preview: whose cell would be black, before the key is pressed; why nothing can be taken stands on the key itself. */
function Consequence() {
  const { t } = useTranslation();
  const away = useView((view) =>
    isOver(view)
      ? ''
      : blackCells(view)
          .map((seat) => spokenName(view, seat))
          .join(', '),
  );
  if (away === '') return null;
  const words = t('monitors.away', { names: away });
  return (
    <p className="consequence tone-bad clip" title={words}>
      {words}
    </p>
  );
}
