import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type MeetingView, spokenName } from '../../model/meeting';
import { cellsOf, type PastedLine, type PastedProblem, readPasted } from '../../model/pastedSpeakers';
import { Button } from '../../ui/Button';

export interface PasteActs {
  /** Resolves to why it was not done, or null. */
  onRequest(seat: string, speaker: string, topic: string): Promise<string | null>;
}

interface Props extends PasteActs {
  readonly view: MeetingView;
  /** What stands in the field at first; for looking at it. */
  readonly initial?: string;
  onClose(): void;
}

const problemWords = {
  unknown: 'secretary.lineUnknown',
  empty: 'secretary.lineEmpty',
  long: 'secretary.lineLong',
} as const satisfies Record<Exclude<PastedProblem, 'ambiguous'>, string>;

/** A whole list out of a spreadsheet. Lines that are right are registered; the others stay here to be mended. */
export function Paste({ view, initial = '', onRequest, onClose }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState(initial);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(0);
  const [refused, setRefused] = useState<ReadonlyMap<number, string>>(new Map());
  const lines = useMemo(() => readPasted(text, view.seats, view.groups), [text, view.seats, view.groups]);
  const good = lines.filter((line) => line.problem === null);

  const register = async () => {
    setBusy(true);
    const failed = new Map<number, string>();
    let taken = 0;
    // One after the other: the order of the list is the order of the queue.
    for (const line of good) {
      const why = await onRequest(line.seat as string, line.speaker, line.topic);
      if (why === null) taken++;
      else failed.set(line.line, why);
    }
    // What is left keeps its line as it was pasted.
    const rows = cellsOf(text);
    const left = lines.filter((line) => line.problem !== null || failed.has(line.line));
    setText(left.map((line) => (rows[line.line - 1] ?? []).map(quoted).join('\t')).join('\n'));
    setRefused(new Map(left.map((line, index) => [index + 1, failed.get(line.line) ?? ''])));
    setDone(taken);
    setBusy(false);
  };

  return (
    <section className="paste" aria-label={t('secretary.paste')}>
      <label className="field-label" htmlFor={id}>
        {t('secretary.pasteHow')}
      </label>
      <textarea
        id={id}
        className="input paste-field"
        spellCheck={false}
        value={text}
        placeholder={t('secretary.pasteExample')}
        onChange={(event) => {
          setText(event.target.value);
          setDone(0);
          setRefused(new Map());
        }}
      />
      {lines.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        <ol className="paste-lines" tabIndex={0}>
          {lines.map((line) => (
            <Line key={line.line} view={view} line={line} refused={refused.get(line.line) ?? ''} />
          ))}
        </ol>
      )}
      <div className="paste-acts">
        <Button look="primary" disabled={busy || good.length === 0} onClick={() => void register()}>
          {t('secretary.registerLines', { count: good.length })}
        </Button>
        <Button look="quiet" onClick={onClose}>
          {t('secretary.closePaste')}
        </Button>
        <p role="status">{done > 0 ? t('secretary.registered', { count: done }) : ''}</p>
      </div>
    </section>
  );
}

const quoted = (cell: string) => (/[\t\n"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

interface LineProps {
  readonly view: MeetingView;
  readonly line: PastedLine;
  readonly refused: string;
}

function Line({ view, line, refused }: LineProps) {
  const { t } = useTranslation();
  const seat = line.seat === null ? undefined : view.byId.get(line.seat);
  const names = line.candidates
    .map((id) => view.byId.get(id))
    .map((each) => (each ? spokenName(view, each) : ''))
    .join('; ');
  const wrong = line.problem !== null || refused !== '';
  return (
    <li className={wrong ? 'paste-wrong' : undefined}>
      <span className="paste-number">{t('secretary.line', { number: line.line })}</span>
      <span>
        <b>{seat ? spokenName(view, seat) : line.written}</b>
        {' · '}
        {[line.speaker, line.topic].filter(Boolean).join(' · ')}
        {line.problem !== null ? (
          <span className="paste-fault">
            {line.problem === 'ambiguous'
              ? t('secretary.lineAmbiguous', { names })
              : t(problemWords[line.problem])}
          </span>
        ) : refused !== '' ? (
          <span className="paste-fault">{refused}</span>
        ) : null}
      </span>
    </li>
  );
}
