import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLine } from '../../api/wire';
import type { LogKind } from '../../model/desk';
import { folded, type Wave } from '../../model/log';
import { spokenName } from '../../model/meeting';
import { Panel } from '../../ui/Panel';
import { Segments } from '../../ui/Segments';
import { useConsole, useDesk, useView } from '../../useConsole';
import { longClock } from '../../words';

/** A hall gives back what it hears. */
const ECHO = 'seat.echo';
/** How many lines are drawn; older ones are in the audit log. */
const SHOWN = 120;
/** Of how many events these are made: calling is many events and few lines. */
const GATHERED = 400;

const passes: Readonly<Record<LogKind, (line: LogLine, me: string) => boolean>> = {
  ALL: () => true,
  INCIDENT: (line) => line.kind === 'INCIDENT',
  MINE: (line, me) => line.actorId === me,
};

/** Who did what, and what happened by itself; the newest on top. */
export function LogPanel() {
  const { t } = useTranslation();
  const { change } = useConsole();
  const kind = useDesk((desk) => desk.log);
  return (
    <Panel
      title={t('log.title')}
      end={
        <Segments<LogKind>
          label={t('log.which')}
          value={kind}
          choices={[
            { id: 'ALL', label: t('log.ALL') },
            { id: 'INCIDENT', label: t('log.INCIDENT') },
            { id: 'MINE', label: t('log.MINE') },
          ]}
          onChoose={(chosen) => change({ log: chosen })}
        />
      }
      className="log"
    >
      <Lines kind={kind} />
    </Panel>
  );
}

function Lines({ kind }: { readonly kind: LogKind }) {
  const { t } = useTranslation();
  const { me } = useConsole();
  const all = useView((view) => view.log);
  const [held, setHeld] = useState<readonly LogLine[] | null>(null);
  // Under the pointer nothing moves; what came meanwhile is counted.
  const shownAll = held ?? all;
  const shown = useMemo(
    () => shownAll.filter((line) => passes[kind](line, me)).slice(-GATHERED),
    [shownAll, kind, me],
  );
  const entries = useMemo(() => folded(shown).slice(-SHOWN).reverse(), [shown]);
  const more =
    held === null
      ? 0
      : all.filter((line) => line.seq > (held.at(-1)?.seq ?? 0) && passes[kind](line, me)).length;
  const box = useRef<HTMLOListElement>(null);
  // Once, when it is let go of: at the top a list stays at the top by itself, and asking each time would lay out the page each time.
  useLayoutEffect(() => {
    if (held === null) box.current?.scrollTo({ top: 0 });
  }, [held]);
  if (shown.length === 0)
    return <p className="console-empty">{t(kind === 'INCIDENT' ? 'log.noIncident' : 'log.empty')}</p>;
  return (
    <div className="log-box">
      {more > 0 ? (
        <button type="button" className="log-more" onClick={() => setHeld(null)}>
          {t('log.more', { count: more })}
        </button>
      ) : null}
      <ol
        className="log-lines"
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it
        tabIndex={0}
        aria-label={t('log.title')}
        onPointerEnter={() => setHeld(all)}
        onPointerLeave={() => setHeld(null)}
      >
        {entries.map(({ line, wave }) =>
          wave === null ? (
            <Line key={line.seq} line={line} />
          ) : (
            <Calls key={line.seq} line={line} wave={wave} />
          ),
        )}
      </ol>
    </div>
  );
}

/** A sentence of our own for every act we know; for one of a newer server its stable word, which loses nothing. */
export function useSentence(): (line: LogLine, name: string) => string {
  const { t, i18n } = useTranslation();
  return (line, name) => {
    const key = `logLine.${line.act}`;
    // A word the server knows and this page does not.
    if (!i18n.exists(key)) return [line.act, name, ...Object.values(line.values)].filter(Boolean).join(' · ');
    const translate = t as unknown as (key: string, values?: Record<string, string>) => string;
    // What is a word of the wire is said as the page says it elsewhere.
    const word = (group: string, value: string | undefined) =>
      value !== undefined && i18n.exists(`${group}.${value}`)
        ? translate(`${group}.${value}`)
        : (value ?? '');
    const undone = line.values.act ?? '';
    return translate(key, {
      ...line.values,
      as: word('state', line.values.as),
      card: word('card', line.values.card),
      duty: word('duty', line.values.duty),
      what: i18n.exists(`logLine.${undone}`)
        ? translate(`logLine.${undone}`, { seat: '', names: '' }).trim()
        : undone,
      seat: name !== '' ? name : translate('log.sites', { count: line.values.count ?? '' }),
    }).trim();
  };
}

/** "Gọi 30 điểm cầu: 2 kết nối, 28 không trả lời". */
function Calls({ line, wave }: { readonly line: LogLine; readonly wave: Wave }) {
  const { t } = useTranslation();
  const parts = (['called', 'connected', 'unanswered'] as const).filter((part) => wave[part] > 0);
  const words = parts.map((part) => t(`log.wave.${part}`, { count: wave[part] }));
  const [first, ...rest] = words;
  return (
    <li className="log-line log-FACT">
      <time dateTime={line.at}>{longClock(Date.parse(line.at))}</time>
      <span>
        <b>{rest.length === 0 ? first : t('log.wave.all', { first, rest: rest.join(', ') })}</b>
        <small> · {line.actor}</small>
      </span>
    </li>
  );
}

const Line = memo(function Line({ line }: { readonly line: LogLine }) {
  const { select } = useConsole();
  const sentence = useSentence();
  const name = useView((view) => {
    const seat = line.seat === null ? undefined : view.byId.get(line.seat);
    return seat ? spokenName(view, seat) : '';
  });
  return (
    <li className={`log-line log-${line.kind}`}>
      <time dateTime={line.at}>{longClock(Date.parse(line.at))}</time>
      <span>
        {line.seat !== null && name !== '' ? (
          <button type="button" className="log-seat" onClick={() => select(line.seat)}>
            {sentence(line, name)}
          </button>
        ) : (
          <b>{sentence(line, name)}</b>
        )}
        <small> · {line.actor}</small>
        {line.act === ECHO && line.seat !== null ? <Close seat={line.seat} /> : null}
      </span>
    </li>
  );
});

/** A howl grows by the second: what ends it stands beside the words, as long as there is something to end. */
function Close({ seat }: { readonly seat: string }) {
  const { t } = useTranslation();
  const { acts } = useConsole();
  const open = useView((view) => view.byId.get(seat)?.microphone === 'OPEN');
  return open ? (
    <button type="button" className="log-act" onClick={() => void acts.microphones([seat], false)}>
      {t('log.close')}
    </button>
  ) : null;
}
