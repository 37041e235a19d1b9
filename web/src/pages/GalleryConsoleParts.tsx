import { CircleStop } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActRefused } from '../api/acts';
import { EveryonePanel } from '../features/everyone/EveryonePanel';
import { FloorPanel } from '../features/floor/FloorPanel';
import { Inspector } from '../features/inspector/Inspector';
import { LogPanel } from '../features/log/LogPanel';
import { MeetingList } from '../features/meetings/MeetingList';
import { Monitors } from '../features/monitors/Monitors';
import { KeyTable } from '../features/palette/KeyTable';
import { RehearsalPanel } from '../features/rehearsal/RehearsalPanel';
import { RollCallPanel } from '../features/rollcall/RollCallPanel';
import { DemoDoor } from '../features/signin/DemoDoor';
import { SignIn } from '../features/signin/SignIn';
import { Strip } from '../features/strip/Strip';
import { Matrix } from '../features/wall/Matrix';
import { SiteTable } from '../features/wall/SiteTable';
import { Stills } from '../features/wall/Stills';
import type { Sign as SignName } from '../model/meeting';
import { CommandButton } from '../ui/CommandButton';
import { HoldButton } from '../ui/HoldButton';
import { Sign, toneOf } from '../ui/Sign';
import { type Console, ConsoleProvider } from '../useConsole';
import { signWord } from '../words';
import { inventedConsole } from './inventedMeeting';

const nothing = () => undefined;

const signs: readonly SignName[] = [
  'EXPECTED',
  'RINGING',
  'CONNECTED',
  'CHECKED',
  'PRESENT',
  'ON_DECK',
  'ON_AIR',
  'LOST',
  'RETURNED',
  'LEFT',
  'EXCUSED',
  'ABSENT',
  'BY_TELEPHONE',
  'POOR',
];

function Within({ console, children }: { readonly console: Console; readonly children: ReactNode }) {
  return (
    <ConsoleProvider value={console}>
      <div className="console-part gallery-part">{children}</div>
    </ConsoleProvider>
  );
}

/** The parts of the console in every state, for the gallery. */
export function ConsoleParts() {
  const { t } = useTranslation();
  const [made] = useState(() => ({
    states: inventedConsole({ sites: 'states' }),
    session: inventedConsole(),
    cut: inventedConsole({ link: 'cut', lost: 60 }),
    before: inventedConsole({ state: 'PUBLISHED' }),
    rehearsing: inventedConsole({ state: 'REHEARSING' }),
    rehearsed: inventedConsole({ state: 'PUBLISHED', rehearsed: true }),
    lobby: inventedConsole({ state: 'LOBBY' }),
    roll: inventedConsole({ state: 'ROLL_CALL' }),
    broken: inventedConsole({ state: 'SUSPENDED', desk: { selected: null } }),
    asking: inventedConsole({ long: true, desk: { asking: { kind: 'FLOOR', seat: null }, log: 'INCIDENT' } }),
    notice: inventedConsole({ desk: { asking: { kind: 'MESSAGE', seat: null } } }),
  }));
  return (
    <>
      <Part title={t('gallery.signs')}>
        <ul className="gallery-signs">
          {signs.map((sign) => (
            <li key={sign} className={`tone-${toneOf(sign)}`}>
              <Sign sign={sign} size={12} />
              <Sign sign={sign} size={16} />
              <Sign sign={sign} size={28} />
              {signWord(t, sign)}
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t('gallery.consoleButtons')}>
        <div className="console-part gallery-row">
          <CommandButton label={t('command.NEXT')} cap="N" look="live" onClick={nothing} />
          <CommandButton
            label={t('command.STOP')}
            cap="."
            icon={<CircleStop size={16} aria-hidden="true" />}
            onClick={nothing}
          />
          <CommandButton label={t('command.TALK')} pressed onClick={nothing} />
          <CommandButton label={t('command.STOP')} reason={t('hindrance.NOBODY_SPEAKS')} onClick={nothing} />
          <HoldButton again={t('console.again')} onDone={nothing}>
            {t('keyline.END')}
          </HoldButton>
          <HoldButton again={t('console.again')} disabled onDone={nothing}>
            {t('keyline.END')}
          </HoldButton>
        </div>
      </Part>
      <Part title={t('gallery.strips')}>
        {[made.session, made.lobby, made.cut, made.before].map((console) => (
          <Within key={console.view.get().meeting.state + console.link.get().kind} console={console}>
            <Strip />
          </Within>
        ))}
      </Part>
      <Part title={t('gallery.monitors')}>
        {[made.session, made.broken].map((console) => (
          <Within key={console.view.get().meeting.state} console={console}>
            <Monitors />
          </Within>
        ))}
      </Part>
      <Part title={t('gallery.sites')}>
        <Within console={made.states}>
          <Matrix />
        </Within>
        <Within console={made.states}>
          <Stills />
        </Within>
        <Within console={made.states}>
          <SiteTable />
        </Within>
      </Part>
      <Part title={t('gallery.consolePanels')} columns>
        <Within console={made.session}>
          <FloorPanel />
        </Within>
        <Within console={made.asking}>
          <FloorPanel />
        </Within>
        <Within console={made.before}>
          <FloorPanel />
        </Within>
        <Within console={made.session}>
          <Inspector />
        </Within>
        <Within console={made.broken}>
          <Inspector />
        </Within>
        <Within console={made.before}>
          <RehearsalPanel />
        </Within>
        <Within console={made.rehearsing}>
          <RehearsalPanel />
        </Within>
        <Within console={made.rehearsed}>
          <RehearsalPanel />
        </Within>
        <Within console={made.session}>
          <RollCallPanel />
        </Within>
        <Within console={made.roll}>
          <RollCallPanel />
        </Within>
        <Within console={made.before}>
          <EveryonePanel />
        </Within>
        <Within console={made.lobby}>
          <EveryonePanel />
        </Within>
        <Within console={made.notice}>
          <EveryonePanel />
        </Within>
        <Within console={made.session}>
          <LogPanel />
        </Within>
        <Within console={made.before}>
          <LogPanel />
        </Within>
        <Within console={made.session}>
          <KeyTable />
        </Within>
      </Part>
      <Part title={t('gallery.doors')} columns>
        <DemoDoor busy={false} onEnter={nothing} />
        <SignIn refusal={null} busy={false} onSignIn={nothing} />
        <SignIn
          refusal={new ActRefused(429, 'too-many-tries', '', { seconds: '30' })}
          busy={false}
          onSignIn={nothing}
        />
        <SignIn refusal={new ActRefused(401, 'code-required')} busy={false} onSignIn={nothing} />
        <MeetingList meetings={null} href={() => '/ui'} />
        <MeetingList meetings={[]} href={() => '/ui'} />
      </Part>
    </>
  );
}

function Part({
  title,
  columns = false,
  children,
}: {
  readonly title: string;
  readonly columns?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <section className="gallery-group">
      <h2>{title}</h2>
      <div className={columns ? 'gallery-console-columns' : 'gallery-console'}>{children}</div>
    </section>
  );
}
