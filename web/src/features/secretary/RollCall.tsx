import { Search } from 'lucide-react';
import { type KeyboardEvent, memo, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mark } from '../../api/acts';
import type { Seat } from '../../api/wire';
import { type AttendanceFilter, isOpen, shownSeats, totalsOf } from '../../model/attendance';
import { type MeetingView, type Standing, standingOf } from '../../model/meeting';
import { Segments } from '../../ui/Segments';
import { Sign } from '../../ui/Sign';
import { calledInVain } from '../../words';

export interface RollCallActs {
  /** Resolves to why it was not done, or null. */
  onMark(seat: string, as: Mark, headcount: number | null, note: string): Promise<string | null>;
}

interface Props extends RollCallActs {
  readonly view: MeetingView;
}

export const standingWords = {
  PRESENT: 'secretary.standingPresent',
  PRESENT_LOST: 'secretary.standingLost',
  UNMARKED: 'secretary.standingUnmarked',
  RINGING: 'secretary.standingRinging',
  PHONE: 'secretary.standingPhone',
  EXCUSED: 'secretary.standingExcused',
  ABSENT: 'secretary.standingAbsent',
  LEFT: 'secretary.standingLeft',
  MISSING: 'secretary.standingMissing',
} as const satisfies Record<Standing, string>;

const signs = {
  PRESENT: 'PRESENT',
  PRESENT_LOST: 'LOST',
  UNMARKED: 'CONNECTED',
  RINGING: 'RINGING',
  PHONE: 'BY_TELEPHONE',
  EXCUSED: 'EXCUSED',
  ABSENT: 'ABSENT',
  LEFT: 'LEFT',
  MISSING: 'EXPECTED',
} as const satisfies Record<Standing, string>;

/** What a letter in the field of a headcount does: figures and letters share no key. */
const letters: Readonly<Record<string, Mark>> = {
  p: 'PRESENT',
  v: 'EXCUSED',
  a: 'ABSENT',
  t: 'BY_TELEPHONE',
};

const MARKS: readonly { readonly as: Mark; readonly key: string }[] = [
  { as: 'PRESENT', key: 'P' },
  { as: 'EXCUSED', key: 'V' },
  { as: 'ABSENT', key: 'A' },
  { as: 'BY_TELEPHONE', key: 'T' },
];
const markWords = {
  PRESENT: 'secretary.present',
  EXCUSED: 'secretary.excused',
  ABSENT: 'secretary.absent',
  BY_TELEPHONE: 'secretary.phone',
} as const;

/** The roll by district: figures are typed down the column, letters mark, Enter goes to the next that is open. */
export function RollCall({ view, onMark }: Props) {
  const { t } = useTranslation();
  const [filter, setFilter] = useState<AttendanceFilter>('ALL');
  const [typed, setTyped] = useState('');
  const box = useRef<HTMLDivElement>(null);
  const open = view.seats.filter(isOpen).length;
  const groups = useMemo(
    () =>
      view.rows
        .map(({ group, seats }) => {
          const all = seats.map((id) => view.byId.get(id)).filter((seat): seat is Seat => seat !== undefined);
          return { group, all, shown: shownSeats(all, group.name, filter, typed) };
        })
        .filter(({ shown }) => shown.length > 0),
    [view, filter, typed],
  );

  /** To another field of the column; `open` skips those that are marked. */
  const go = (from: HTMLInputElement, step: 1 | -1, onlyOpen: boolean) => {
    const fields = [...(box.current?.querySelectorAll<HTMLInputElement>('.roll-count') ?? [])];
    const start = fields.indexOf(from);
    const order = step === 1 ? fields.slice(start + 1) : fields.slice(0, start).reverse();
    const next = order.find((field) => !onlyOpen || field.dataset.open === 'true');
    next?.focus();
    next?.select();
    next?.scrollIntoView({ block: 'nearest' });
  };
  const goOn = useRef(go);
  goOn.current = go;

  return (
    <section className="office-panel roll" aria-label={t('secretary.rollCall')}>
      <div className="office-panel-head">
        <h2>{t('secretary.rollCall')}</h2>
        <label className="office-find">
          <Search size={16} aria-hidden="true" />
          <span className="hidden">{t('secretary.find')}</span>
          <input
            className="input"
            type="search"
            value={typed}
            placeholder={t('secretary.find')}
            onChange={(event) => setTyped(event.target.value)}
          />
        </label>
        <Segments<AttendanceFilter>
          label={t('secretary.show')}
          value={filter}
          choices={[
            { id: 'ALL', label: t('secretary.showAll') },
            { id: 'OPEN', label: t('secretary.showOpen', { count: open }) },
            { id: 'AWAY', label: t('secretary.showAway') },
            { id: 'LOST', label: t('secretary.showLost') },
          ]}
          onChoose={setFilter}
        />
      </div>
      <div className="roll-scroll" ref={box}>
        {groups.length === 0 ? <p className="office-empty">{t('secretary.noneShown')}</p> : null}
        {groups.map(({ group, all, shown }) => {
          const totals = totalsOf(all);
          return (
            <section key={group.id} aria-label={group.name}>
              <h3 className="roll-group">
                {group.name}
                <span>
                  {t('secretary.groupTotal', {
                    present: totals.present + totals.phone,
                    seats: totals.seats,
                    people: totals.people,
                  })}
                </span>
              </h3>
              <ul>
                {shown.map((seat) => (
                  <Row key={seat.id} seat={seat} onMark={onMark} go={goOn} />
                ))}
              </ul>
            </section>
          );
        })}
      </div>
      <p className="roll-keys">
        <kbd>{'0–9'}</kbd> {t('secretary.keyCount')}
        <kbd>{'Enter'}</kbd> {t('secretary.keyEnter')}
        <kbd>{'↑ ↓'}</kbd> {t('secretary.keyMove')}
        <kbd>{'V'}</kbd> {t('secretary.keyExcused')}
        <kbd>{'A'}</kbd> {t('secretary.keyAbsent')}
        <kbd>{'T'}</kbd> {t('secretary.keyPhone')}
      </p>
    </section>
  );
}

interface RowProps extends RollCallActs {
  readonly seat: Seat;
  readonly go: { readonly current: (from: HTMLInputElement, step: 1 | -1, onlyOpen: boolean) => void };
}

const Row = memo(function Row({ seat, onMark, go }: RowProps) {
  const { t } = useTranslation();
  const standing = standingOf(seat);
  const [count, setCount] = useState<string | null>(null);
  const [note, setNote] = useState<string | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const noteField = useRef<HTMLInputElement>(null);
  // What was typed stays until the server has it; then the server's word stands.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new number of the server's ends the draft.
  useEffect(() => setCount(null), [seat.headcount]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: likewise.
  useEffect(() => setNote(null), [seat.note]);

  const shownCount = count ?? (seat.headcount === null ? '' : String(seat.headcount));
  const shownNote = note ?? seat.note;
  const mark = (as: Mark) => {
    const people = shownCount === '' ? null : Number(shownCount);
    setFault(null);
    void onMark(seat.id, as, as === 'PRESENT' || as === 'BY_TELEPHONE' ? people : null, shownNote).then(
      (why) => {
        setFault(why);
        if (why !== null) return;
        setCount(null);
        setNote(null);
      },
    );
  };
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    const field = event.currentTarget;
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Enter') {
      mark('PRESENT');
      go.current(field, 1, true);
    } else if (event.key === 'ArrowDown') go.current(field, 1, false);
    else if (event.key === 'ArrowUp') go.current(field, -1, false);
    else if (event.key === 'Escape') {
      setCount(null);
      setFault(null);
    } else {
      const as = letters[event.key.toLowerCase()];
      if (as === undefined) return;
      mark(as);
      if (as === 'EXCUSED') noteField.current?.focus();
      else go.current(field, 1, true);
    }
    event.preventDefault();
  };
  return (
    <li className={`roll-row roll-row-${standing}`} data-seat={seat.id}>
      <span className="roll-sign">
        <Sign sign={signs[standing]} />
      </span>
      <span className="roll-name">
        <b>{seat.name}</b>
        <span className={standing === 'PRESENT' ? 'hidden' : 'roll-standing'}>
          {standing === 'MISSING' && seat.state === 'EXPECTED'
            ? calledInVain(t, seat)
            : t(standingWords[standing])}
        </span>
      </span>
      <input
        className="input roll-count"
        inputMode="numeric"
        aria-label={t('secretary.countOf', { name: seat.name })}
        data-open={isOpen(seat)}
        maxLength={4}
        value={shownCount}
        onChange={(event) => setCount(event.target.value.replace(/\D/g, ''))}
        onKeyDown={press}
        onFocus={(event) => event.currentTarget.select()}
      />
      <span className="roll-marks">
        {MARKS.map(({ as, key }) => (
          <button
            key={as}
            type="button"
            className="roll-mark"
            tabIndex={-1}
            title={`${t(markWords[as])} (${key})`}
            aria-label={`${seat.name}: ${t(markWords[as])}`}
            aria-pressed={pressed(standing) === as}
            onClick={() => mark(as)}
          >
            <Sign sign={as} size={16} />
          </button>
        ))}
      </span>
      <input
        ref={noteField}
        className="input roll-note"
        aria-label={t('secretary.noteOf', { name: seat.name })}
        placeholder={standing === 'EXCUSED' || standing === 'ABSENT' ? t('secretary.reason') : ''}
        maxLength={200}
        value={shownNote}
        title={shownNote}
        onChange={(event) => setNote(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) mark(pressed(standing) ?? 'PRESENT');
        }}
      />
      {fault === null ? null : (
        <p className="roll-fault" role="alert">
          {fault}
        </p>
      )}
    </li>
  );
});

function pressed(standing: Standing): Mark | null {
  switch (standing) {
    case 'PRESENT':
    case 'PRESENT_LOST':
      return 'PRESENT';
    case 'EXCUSED':
    case 'ABSENT':
      return standing;
    case 'PHONE':
      return 'BY_TELEPHONE';
    default:
      return null;
  }
}
