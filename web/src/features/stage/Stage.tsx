import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Person } from '../../model/person';
import { handPlaces } from '../../model/roster';
import {
  gridShape,
  pageSize,
  railPlaces,
  SPOTLIGHT_HOLD_MILLIS,
  type Spotlight,
  type StageMode,
  seating,
  spotlight,
  tallRail,
  wideRail,
} from '../../model/stage';
import { briefNames } from '../../model/text';
import { SquareButton } from '../../ui/Button';
import { Tile } from '../../ui/Tile';
import { useBoxSize } from './useBoxSize';
import { useTileWords } from './useTileWords';

const GAP = 8;

interface Props {
  readonly people: readonly Person[];
  readonly mode: StageMode;
  readonly pinned: string | null;
  onPin(identity: string): void;
}

/** The pictures: all alike in pages, or one big with the others beside it. */
export function Stage({ people, mode, pinned, onPin }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const size = useBoxSize(box);
  const big = useSpotlight(people, pinned);
  return (
    <div className="stage" ref={box}>
      {size === null || size.width < 1 || size.height < 1 ? null : mode === 'speaker' && big ? (
        <SpeakerView people={people} big={big} pinned={pinned} onPin={onPin} {...size} />
      ) : (
        <Grid people={people} pinned={pinned} onPin={onPin} {...size} />
      )}
    </div>
  );
}

interface ViewProps {
  readonly people: readonly Person[];
  readonly pinned: string | null;
  readonly width: number;
  readonly height: number;
  onPin(identity: string): void;
}

const PAGER_HEIGHT = 56;

function Grid({ people, pinned, width, height, onPin }: ViewProps) {
  const words = useTileWords();
  const places = handPlaces(people);
  const brief = useBriefNames(people);
  const onePage = people.length <= pageSize(width, height, GAP);
  const room = onePage ? height : height - PAGER_HEIGHT;
  const perPage = pageSize(width, room, GAP);
  const [page, setPage] = useState(0);
  const order = useSeating(people, perPage);
  const pages = Math.max(1, Math.ceil(order.length / perPage));
  const current = Math.min(page, pages - 1);
  const shown = order.slice(current * perPage, (current + 1) * perPage);
  // The last page keeps the tile size of the others, so that paging does not make pictures jump.
  const shape = gridShape(pages > 1 ? perPage : Math.max(1, shown.length), width, room, GAP);
  const byIdentity = new Map(people.map((person) => [person.identity, person]));

  return (
    <>
      <div className="grid" style={{ width: shape.columns * (shape.tileWidth + GAP) - GAP, gap: GAP }}>
        {shown.map((identity) => {
          const person = byIdentity.get(identity);
          return person ? (
            <Tile
              key={identity}
              person={person}
              words={words}
              briefName={brief.get(person.name)}
              handPlace={places.get(identity) ?? 0}
              pinned={pinned === identity}
              width={shape.tileWidth}
              height={shape.tileHeight}
              onPin={onPin}
            />
          ) : null;
        })}
      </div>
      {pages > 1 ? <Pager page={current} pages={pages} onPage={setPage} /> : null}
    </>
  );
}

function SpeakerView({ people, big, pinned, width, height, onPin }: ViewProps & { readonly big: Spotlight }) {
  const words = useTileWords();
  const places = handPlaces(people);
  const brief = useBriefNames(people);
  const wide = width / height > 1.35;
  const others = people.filter((person) => person.identity !== big.identity || big.what === 'screen');
  const rail = wide ? wideRail(width, height, GAP) : tallRail(others.length, width, height, GAP);
  const { tileWidth, tileHeight } = rail;
  const fits = railPlaces(rail, GAP);
  const perPage =
    others.length <= fits ? fits : railPlaces({ ...rail, height: rail.height - PAGER_HEIGHT }, GAP);
  const [page, setPage] = useState(0);
  const order = useSeating(others, perPage);
  const pages = Math.max(1, Math.ceil(order.length / perPage));
  const current = Math.min(page, pages - 1);
  const shown = order.slice(current * perPage, (current + 1) * perPage);
  const byIdentity = new Map(people.map((person) => [person.identity, person]));
  const shownBig = byIdentity.get(big.identity);

  return (
    <div className={`speaker ${wide ? 'speaker-wide' : 'speaker-tall'}`}>
      <div className="speaker-big">
        {shownBig ? (
          <Tile
            key={`${big.identity}-${big.what}`}
            person={shownBig}
            what={big.what}
            boxWidth={wide && others.length > 0 ? width - rail.width - GAP : width}
            words={words}
            handPlace={places.get(big.identity) ?? 0}
            pinned={pinned === big.identity}
            onPin={onPin}
          />
        ) : null}
      </div>
      {others.length === 0 ? null : (
        <div className="speaker-rail" style={wide ? { width: rail.width } : undefined}>
          <div className="speaker-tiles" style={{ gap: GAP }}>
            {shown.map((identity) => {
              const person = byIdentity.get(identity);
              return person ? (
                <Tile
                  key={identity}
                  person={person}
                  words={words}
                  briefName={brief.get(person.name)}
                  handPlace={places.get(identity) ?? 0}
                  pinned={pinned === identity}
                  width={tileWidth}
                  height={tileHeight}
                  onPin={onPin}
                />
              ) : null;
            })}
          </div>
          {pages > 1 ? <Pager page={current} pages={pages} onPage={setPage} /> : null}
        </div>
      )}
    </div>
  );
}

interface PagerProps {
  readonly page: number;
  readonly pages: number;
  onPage(page: number): void;
}

function Pager({ page, pages, onPage }: PagerProps) {
  const { t } = useTranslation();
  return (
    <nav className="pager" aria-label={t('meeting.page', { page: page + 1, pages })}>
      <SquareButton
        label={t('meeting.previousPage')}
        icon={<ChevronLeft size={22} aria-hidden="true" />}
        disabled={page === 0}
        onClick={() => onPage(page - 1)}
      />
      <span aria-live="polite">
        {page + 1}/{pages}
      </span>
      <SquareButton
        label={t('meeting.nextPage')}
        icon={<ChevronRight size={22} aria-hidden="true" />}
        disabled={page >= pages - 1}
        onClick={() => onPage(page + 1)}
      />
    </nav>
  );
}

function useBriefNames(people: readonly Person[]): ReadonlyMap<string, string> {
  return useMemo(() => briefNames(people.map((person) => person.name)), [people]);
}

/** Keeps the last order, since the next one is made from it. */
function useSeating(people: readonly Person[], perPage: number): readonly string[] {
  const before = useRef<readonly string[]>([]);
  const order = seating(before.current, people, perPage);
  useEffect(() => {
    before.current = order;
  });
  return order;
}

function useSpotlight(people: readonly Person[], pinned: string | null): Spotlight | null {
  const before = useRef<Spotlight | null>(null);
  const [, again] = useState(0);
  const now = spotlight(before.current, people, pinned, Date.now());
  useEffect(() => {
    before.current = now;
  });
  const held =
    now?.what === 'camera' && people.some((person) => person.speaking && person.identity !== now.identity);
  useEffect(() => {
    if (!held) return;
    // Someone else speaks: look again when the present picture has had its time.
    const timer = window.setTimeout(() => again((count) => count + 1), SPOTLIGHT_HOLD_MILLIS + 50);
    return () => window.clearTimeout(timer);
  }, [held]);
  return now;
}
