import { ChevronDown, Mic } from 'lucide-react';
import { useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countsOf, type Filter, filterNames } from '../../model/meeting';
import { Sign } from '../../ui/Sign';
import { useConsole, useDesk, useView } from '../../useConsole';

/** Filters that are offered even when nobody passes them; the others appear with the first. */
const always: readonly Filter[] = ['ALL'];

const filterSigns = {
  ALL: null,
  POOR: 'POOR',
  LOST: 'LOST',
  // On the line is all that is known of them: a tick would say that somebody had marked them.
  UNMARKED: 'CONNECTED',
  RINGING: 'RINGING',
  RETURNED: 'RETURNED',
  PHONE: 'BY_TELEPHONE',
  AWAY: 'EXCUSED',
  LEFT: 'LEFT',
  EXPECTED: 'EXPECTED',
  UNANSWERED: 'EXPECTED',
  OPEN: null,
} as const;

/**
 * What the wall can be cut down to, each with sign, word and count. The line never grows, or all cells would move: what has
 * no room on it stands in a list at its end, with its words.
 */
export function Filters() {
  const { t } = useTranslation();
  const { change } = useConsole();
  const counts = useView(countsOf);
  const filter = useDesk((desk) => desk.filter);
  const box = useRef<HTMLFieldSetElement>(null);
  const shown = filterNames.filter((name) => always.includes(name) || counts.by[name] > 0 || name === filter);
  const words = shown.map((name) => t(`filter.${name}`));
  // One figure more or less is what makes a chip wider, not every other count.
  const widths = shown.map((name, index) => `${words[index]}${String(counts.by[name]).length}`).join(' ');
  const fit = useFitting(box, widths, shown.length);
  const rest = shown.slice(fit);
  const chosen = rest.includes(filter);
  const choose = (name: Filter) => change({ filter: filter === name ? 'ALL' : name });
  return (
    <fieldset className="filters" aria-label={t('wall.filters')} ref={box}>
      {shown.map((name, index) => {
        const sign = filterSigns[name];
        return (
          <button
            key={name}
            type="button"
            className={`filter filter-${name}`}
            aria-pressed={filter === name}
            hidden={index >= fit}
            onClick={() => choose(name)}
          >
            {sign === null ? null : <Sign sign={sign} size={13} />}
            {name === 'OPEN' ? <Mic size={13} aria-hidden="true" /> : null}
            <span>{words[index]}</span> <b>{counts.by[name]}</b>
          </button>
        );
      })}
      {rest.length === 0 ? null : (
        <span className="filter-rest">
          <select
            className={`filter ${chosen ? 'filter-chosen' : ''}`}
            aria-label={t('wall.moreFilters')}
            value={chosen ? filter : ''}
            onChange={(event) => change({ filter: (event.target.value || 'ALL') as Filter })}
          >
            <option value="">
              {t('wall.moreFilters')} ({rest.length})
            </option>
            {rest.map((name) => (
              <option key={name} value={name}>
                {`${t(`filter.${name}`)} ${counts.by[name]}`}
              </option>
            ))}
          </select>
          <ChevronDown size={13} aria-hidden="true" />
        </span>
      )}
    </fieldset>
  );
}

/** Room kept for the list at the end, and between two chips. In CSS pixels. */
const REST_WIDTH = 148;
const GAP = 5;

/**
 * How many of the chips stand in the line.
 *
 * @param widths another text when a chip may have another width
 * @param count of all chips
 */
function useFitting(box: React.RefObject<HTMLElement | null>, widths: string, count: number): number {
  const [fit, setFit] = useState(count);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the chips are measured anew when their words are others
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => {
      const chips = [...element.querySelectorAll<HTMLElement>('button.filter')];
      const folded = chips.map((chip) => chip.hidden);
      for (const chip of chips) chip.hidden = false;
      const measured = chips.map((chip) => chip.offsetWidth);
      chips.forEach((chip, index) => {
        chip.hidden = folded[index] ?? false;
      });
      setFit(fitting(measured, element.clientWidth));
    };
    measure();
    // The page's own letters come later than its boxes.
    void document.fonts?.ready.then(measure);
    if (typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, widths]);
  return Math.min(fit, count);
}

/** How many of these stand beside each other, with the list behind them when they are not all; all where nothing is laid out. In CSS pixels. */
export function fitting(widths: readonly number[], room: number): number {
  const whole = widths.reduce((sum, width) => sum + width + GAP, -GAP);
  if (whole <= room || room === 0) return widths.length;
  let used = REST_WIDTH;
  const first = widths.findIndex((width) => {
    used += width + GAP;
    return used > room;
  });
  return Math.max(1, first);
}
