import { Coffee, MessageSquare, MicOff, PhoneCall, PhoneOff, Play, Repeat } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ConsoleCommandId, missing } from '../../model/consoleCommands';
import { isRunning } from '../../model/meeting';
import { CommandButton } from '../../ui/CommandButton';
import { HoldButton } from '../../ui/HoldButton';
import { Panel } from '../../ui/Panel';
import { useConsole, useDesk, useHindrance, useView } from '../../useConsole';
import { NoticeForm } from './NoticeForm';

/** Acts on all sites at once. */
export function EveryonePanel() {
  const { t } = useTranslation();
  const { perform, change } = useConsole();
  const asking = useDesk((desk) => desk.asking?.kind === 'MESSAGE' && desk.asking.seat === null);
  const running = useView(isRunning);
  const suspended = useView((view) => view.meeting.state === 'SUSPENDED');
  const absent = useView((view) => missing(view).length);
  const [touring, setTouring] = useState(false);
  const size = 16;
  return (
    <Panel title={t('everyone.title')} className="everyone">
      <CallProgress />
      <div className="everyone-acts">
        {running ? (
          <Act
            id="CALL_MISSING"
            icon={<PhoneCall size={size} aria-hidden="true" />}
            label={absent > 0 ? t('everyone.callMissing', { count: absent }) : t('command.CALL_MISSING')}
          />
        ) : (
          <Act
            id="OPEN_LINES"
            icon={<PhoneCall size={size} aria-hidden="true" />}
            label={t('everyone.openLines')}
          />
        )}
        <Act id="CLOSE_ALL" icon={<MicOff size={size} aria-hidden="true" />} label={t('everyone.closeAll')} />
        <CommandButton
          icon={<Repeat size={size} aria-hidden="true" />}
          label={t('command.TOUR')}
          pressed={touring}
          reason={running ? null : t('hindrance.LINES_CLOSED')}
          act="TOUR"
          onClick={() => setTouring(!touring)}
        />
        <CommandButton
          icon={<MessageSquare size={size} aria-hidden="true" />}
          label={t('command.NOTICE')}
          pressed={asking}
          reason={running ? null : t('hindrance.LINES_CLOSED')}
          act="NOTICE"
          onClick={() => change({ asking: asking ? null : { kind: 'MESSAGE', seat: null } })}
        />
        {suspended ? (
          <Act id="RESUME" icon={<Play size={size} aria-hidden="true" />} label={t('command.RESUME')} />
        ) : (
          <Act id="BREAK" icon={<Coffee size={size} aria-hidden="true" />} label={t('command.BREAK')} />
        )}
        <HoldButton
          icon={<PhoneOff size={size} aria-hidden="true" />}
          again={t('console.again')}
          disabled={!running}
          act="HANG_UP_ALL"
          onDone={() => perform('HANG_UP_ALL')}
        >
          {t('everyone.hangUp')}
        </HoldButton>
      </div>
      {touring ? <TourForm onClose={() => setTouring(false)} /> : null}
      {asking ? <NoticeForm /> : null}
    </Panel>
  );
}

function Act({
  id,
  label,
  icon,
}: {
  readonly id: ConsoleCommandId;
  readonly label: string;
  readonly icon: React.ReactNode;
}) {
  const { t } = useTranslation();
  const { perform } = useConsole();
  const why = useHindrance(id);
  return (
    <CommandButton
      label={label}
      icon={icon}
      act={id}
      reason={why && t(`hindrance.${why}`)}
      onClick={() => perform(id)}
    />
  );
}

/** "Đợt 3/6 · 118/240". */
function CallProgress() {
  const { t } = useTranslation();
  const calling = useView((view) => view.calling);
  if (calling === null) return null;
  return (
    <div className="everyone-calling">
      <p>
        {t('everyone.calling')}{' '}
        <b>
          {t('everyone.wave', {
            wave: calling.wave,
            waves: calling.waves,
            called: calling.called,
            of: calling.of,
          })}
        </b>
      </p>
      <div className="bar-track" aria-hidden="true">
        <i style={{ width: `${calling.of === 0 ? 0 : (100 * calling.called) / calling.of}%` }} />
      </div>
    </div>
  );
}

const paces = [5, 10, 15, 20, 30, 60, 120] as const;

function TourForm({ onClose }: { onClose(): void }) {
  const { t } = useTranslation();
  const { acts } = useConsole();
  const running = useView((view) => view.tour !== null);
  const [seconds, setSeconds] = useState(20);
  const [skipPoor, setSkipPoor] = useState(true);
  return (
    <form
      className="everyone-form"
      onSubmit={(event) => {
        event.preventDefault();
        void acts.tour(seconds, skipPoor).then((done) => done && onClose());
      }}
    >
      <label className="everyone-field">
        <span>{t('everyone.tourPace')}</span>
        <select
          className="input"
          value={seconds}
          onChange={(event) => setSeconds(Number(event.target.value))}
        >
          {paces.map((pace) => (
            <option key={pace} value={pace}>
              {t('console.seconds', { count: pace })}
            </option>
          ))}
        </select>
      </label>
      <label className="everyone-tick">
        <input type="checkbox" checked={skipPoor} onChange={(event) => setSkipPoor(event.target.checked)} />
        {t('everyone.skipPoor')}
      </label>
      <div className="everyone-foot">
        <button type="submit" className="button">
          {t('everyone.startTour')}
        </button>
        {running ? (
          <button type="button" className="button" onClick={() => void acts.tour(0, false).then(onClose)}>
            {t('monitors.stopTour')}
          </button>
        ) : null}
      </div>
    </form>
  );
}
