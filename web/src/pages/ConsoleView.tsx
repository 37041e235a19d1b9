import { Ellipsis, X } from 'lucide-react';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { EveryonePanel } from '../features/everyone/EveryonePanel';
import { EchoAlert } from '../features/floor/EchoAlert';
import { FloorPanel } from '../features/floor/FloorPanel';
import { GuestsPanel } from '../features/guests/GuestsPanel';
import { Inspector } from '../features/inspector/Inspector';
import { LogPanel } from '../features/log/LogPanel';
import { Monitors } from '../features/monitors/Monitors';
import { KeyLine } from '../features/palette/KeyLine';
import { KeyTable } from '../features/palette/KeyTable';
import { Palette } from '../features/palette/Palette';
import { RehearsalPanel } from '../features/rehearsal/RehearsalPanel';
import { RollCallPanel } from '../features/rollcall/RollCallPanel';
import { Strip } from '../features/strip/Strip';
import { Wall } from '../features/wall/Wall';
import type { Aid, Side } from '../model/desk';
import { isOver, isRunning } from '../model/meeting';
import { Sign } from '../ui/Sign';
import { Toast } from '../ui/Toast';
import { type Console, ConsoleProvider, useConsole, useDesk, useView } from '../useConsole';
import { useConsoleKeys } from './useConsoleKeys';
import { useExceptionSpeech } from './useExceptionSpeech';
import '../ui/console.css';
import '../features/strip/strip.css';
import '../features/monitors/monitors.css';
import '../features/wall/wall.css';
import '../features/floor/floor.css';
import '../features/rollcall/rollcall.css';
import '../features/inspector/inspector.css';
import '../features/everyone/everyone.css';
import '../features/guests/guests.css';
import '../features/log/log.css';
import '../features/palette/palette.css';
import './console.css';

/** From here on there is room for two columns beside the wall. */
const WIDE = '(min-width: 1501px)';

function useWide(): boolean {
  return useSyncExternalStore(
    (changed) => {
      const query = window.matchMedia(WIDE);
      query.addEventListener('change', changed);
      return () => query.removeEventListener('change', changed);
    },
    () => window.matchMedia(WIDE).matches,
  );
}

interface Props {
  readonly console: Console;
  /** Why the last act was not done; null when it was. */
  readonly refusal: string | null;
  readonly toast: string | null;
  onRefusalRead(): void;
  onToastGone(): void;
}

/** Puts the parts of the console in their places, and nothing more. */
export function ConsoleView({ console, refusal, toast, onRefusalRead, onToastGone }: Props) {
  const { t } = useTranslation();
  const wide = useWide();
  const speech = useExceptionSpeech(console);
  useConsoleKeys(console);
  return (
    <ConsoleProvider value={console}>
      <div className={`console ${wide ? 'console-wide' : 'console-narrow'}`}>
        <Strip />
        <main className="console-main" aria-label={t('console.title')}>
          <div className="console-work">
            <Monitors />
            {wide ? null : <SideColumn />}
            <Wall />
          </div>
          {wide ? <WideColumns /> : null}
        </main>
        {wide ? <KeyLine /> : null}
        <EchoAlert />
        {refusal === null ? null : (
          <p className="refusal" role="alert">
            <Sign sign="POOR" size={16} />
            <span>{refusal}</span>
            <button
              type="button"
              className="icon-act"
              aria-label={t('console.close')}
              onClick={onRefusalRead}
            >
              <X size={16} aria-hidden="true" />
            </button>
          </p>
        )}
        <Toast text={toast} onGone={onToastGone} />
        <div className="hidden" aria-live="polite">
          {speech}
        </div>
      </div>
    </ConsoleProvider>
  );
}

function aidOf(aid: Aid): ReactNode {
  return aid === 'PALETTE' ? (
    <Palette />
  ) : aid === 'KEYS' ? (
    <KeyTable />
  ) : aid === 'GUESTS' ? (
    <GuestsPanel />
  ) : null;
}

/** Who is there: until the lines open for the meeting itself, what is known from the rehearsal. */
function Attendance() {
  const opened = useView((view) => isOver(view) || (isRunning(view) && view.meeting.state !== 'REHEARSING'));
  return opened ? <RollCallPanel /> : <RehearsalPanel />;
}

function WideColumns() {
  const aid = useDesk((desk) => desk.aid);
  return (
    <>
      <div className="console-column">
        <FloorPanel />
        <Attendance />
        <EveryonePanel />
      </div>
      <div className="console-column">
        {aidOf(aid) ?? (
          <>
            <Inspector />
            <LogPanel />
          </>
        )}
      </div>
    </>
  );
}

const sides: readonly Side[] = ['FLOOR', 'SITE', 'ROLL', 'ALL', 'LOG'];

const panels: Readonly<Record<Side, ReactNode>> = {
  FLOOR: <FloorPanel />,
  SITE: <Inspector />,
  ROLL: <Attendance />,
  ALL: (
    <>
      <EveryonePanel />
      <KeyLine />
    </>
  ),
  LOG: <LogPanel />,
};

/** One column with tabs where there is no room for two. */
function SideColumn() {
  const { t } = useTranslation();
  const { change } = useConsole();
  const side = useDesk((desk) => desk.side);
  const aid = useDesk((desk) => desk.aid);
  const waiting = useView((view) => view.floor.queue.length);
  const move = (step: number) => {
    const next = sides[(sides.indexOf(side) + step + sides.length) % sides.length];
    if (!next) return;
    change({ side: next, aid: null });
    document.getElementById(`side-${next}`)?.focus();
  };
  return (
    <div className="console-side">
      <div className="side-tabs">
        <div className="side-tablist" role="tablist" aria-label={t('console.side')}>
          {sides.map((name) => (
            <button
              key={name}
              id={`side-${name}`}
              type="button"
              role="tab"
              aria-selected={aid === null && side === name}
              aria-controls="side-panel"
              tabIndex={side === name ? 0 : -1}
              className="side-tab"
              onClick={() => change({ side: name, aid: null })}
              onKeyDown={(event) => {
                if (event.key === 'ArrowRight') move(1);
                else if (event.key === 'ArrowLeft') move(-1);
                else return;
                event.preventDefault();
                event.stopPropagation();
              }}
            >
              {t(`side.${name}`)}
              {name === 'FLOOR' && waiting > 0 ? <b>{waiting}</b> : null}
            </button>
          ))}
        </div>
        <button
          type="button"
          className="side-tab side-more"
          aria-pressed={aid === 'PALETTE'}
          title={`${t('command.PALETTE')} (${t('key.ctrl', { key: 'K' })})`}
          aria-label={t('command.PALETTE')}
          onClick={() => change({ aid: aid === 'PALETTE' ? null : 'PALETTE' })}
        >
          <Ellipsis size={16} aria-hidden="true" />
        </button>
      </div>
      <div className="side-panel" id="side-panel" role="tabpanel" aria-labelledby={`side-${side}`}>
        {aidOf(aid) ?? panels[side]}
      </div>
    </div>
  );
}
