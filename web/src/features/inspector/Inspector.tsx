import {
  CircleCheck,
  Gavel,
  Headphones,
  MessageSquare,
  Mic,
  MicOff,
  MonitorUp,
  PhoneCall,
  PhoneOff,
  RotateCw,
  StickyNote,
  UserMinus,
  UserX,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Seat } from '../../api/wire';
import { type ConsoleCommandId, consoleCommand, hindrance } from '../../model/consoleCommands';
import { guestLine, isPoor, signOf, spokenName } from '../../model/meeting';
import { CommandButton } from '../../ui/CommandButton';
import { HoldButton } from '../../ui/HoldButton';
import { Panel } from '../../ui/Panel';
import { Sign, toneOf } from '../../ui/Sign';
import { Still } from '../../ui/Still';
import { VideoPicture } from '../../ui/VideoPicture';
import { useConsole, useDesk, useHindrance, useSeat, useServerClock, useView } from '../../useConsole';
import { useSelect } from '../../useStore';
import { advice, ageOf, megabits, percent, rungWord, stateWord } from '../../words';
import { Ask } from './Ask';

/** All about the one site the eye is on, and what can be done to it. */
export function Inspector() {
  const { t } = useTranslation();
  const selected = useDesk((desk) => desk.selected);
  const seat = useSeat(selected);
  if (!seat) {
    return (
      <Panel title={t('inspector.title')} className="inspector">
        <p className="console-empty">{t('inspector.empty')}</p>
      </Panel>
    );
  }
  const sign = signOf(seat);
  return (
    <Panel
      title={t('inspector.title')}
      end={
        <span className={`plate inspector-state tone-${toneOf(sign)}`}>
          <Sign sign={sign} size={13} />
          {stateWord(t, seat)}
          {isPoor(seat) ? ` · ${t('state.POOR').toLowerCase()}` : ''}
        </span>
      }
      className="inspector"
    >
      <div className="inspector-body">
        <Top seat={seat} />
        <Advice seat={seat} />
        <Line seat={seat} />
        <Asked />
        <Acts seat={seat} />
      </div>
    </Panel>
  );
}

function Top({ seat }: { readonly seat: Seat }) {
  const { t } = useTranslation();
  const { pictures, still } = useConsole();
  const group = useView((view) => view.groups.find(({ id }) => id === seat.group)?.name ?? '');
  const picture = useSelect(pictures, (all) => all.get(`camera:${seat.id}`));
  const open = seat.microphone === 'OPEN';
  return (
    <div className="inspector-top">
      <div className="inspector-picture">
        {picture && seat.connected ? (
          <VideoPicture picture={picture} />
        ) : (
          <Still src={still(seat)} sign={signOf(seat)} />
        )}
      </div>
      <div className="inspector-who">
        <h3>{seat.shortName}</h3>
        <p>{seat.guest ? t('guests.guest') : group === seat.name ? t('wall.hallOf') : group}</p>
        <p>
          {seat.guest
            ? guestLine(seat.guest)
            : seat.headcount === null
              ? t('inspector.noHeadcount')
              : t('inspector.headcount', { count: seat.headcount })}
        </p>
        <p className={open ? 'mic-open' : 'mic-closed'}>
          {open ? <Mic size={14} aria-hidden="true" /> : <MicOff size={14} aria-hidden="true" />}
          {t(`microphone.${seat.microphone}`)}
        </p>
        {open ? <Level level={seat.level} /> : null}
      </div>
    </div>
  );
}

function Level({ level }: { readonly level: number }) {
  return (
    <span className="bar-track inspector-level" aria-hidden="true">
      <i style={{ transform: `scaleX(${Math.min(1, Math.max(0, level))})` }} />
    </span>
  );
}

function Advice({ seat }: { readonly seat: Seat }) {
  const { t } = useTranslation();
  const now = useServerClock();
  const says = advice(t, seat, now);
  if (says === '' && seat.note === '') return null;
  const tone = toneOf(signOf(seat));
  return (
    <div className={`inspector-advice advice-${tone}`}>
      {says === '' ? null : <p>{says}</p>}
      {seat.note === '' ? null : (
        <p>
          {t('inspector.note')}: {seat.note}
        </p>
      )}
    </div>
  );
}

function Line({ seat }: { readonly seat: Seat }) {
  const { t, i18n } = useTranslation();
  const now = useServerClock();
  const there = seat.connected;
  const mb = (kbps: number | null) =>
    !there || kbps === null ? '–' : `${megabits(kbps, i18n.language)}\u00a0Mb/s`;
  return (
    <dl className="inspector-line">
      <dt>{t('column.down')}</dt>
      <dd>{mb(seat.downKbps)}</dd>
      <dt>{t('column.loss')}</dt>
      <dd className={seat.poor === 'LOSS' ? 'tone-warn' : ''}>
        {!there || seat.lossPercent === null ? '–' : percent(seat.lossPercent, i18n.language)}
      </dd>
      <dt>{t('column.up')}</dt>
      <dd>{mb(seat.upKbps)}</dd>
      <dt>{t('column.delay')}</dt>
      <dd className={seat.poor === 'DELAY' ? 'tone-warn' : ''}>
        {!there || seat.delayMillis === null ? '–' : `${seat.delayMillis}\u00a0ms`}
      </dd>
      <dt>{t('column.camera')}</dt>
      <dd>{there ? t(`camera.${seat.camera}`) : '–'}</dd>
      <dt>{t('column.rung')}</dt>
      <dd>{there ? rungWord(t, seat.rung) : '–'}</dd>
      <dt>{t('column.phone')}</dt>
      <dd>{seat.phone === '' ? '–' : seat.phone}</dd>
      <dt>{t('column.since')}</dt>
      <dd>{ageOf(seat.since, now)}</dd>
    </dl>
  );
}

/** The line that is filled in place, when it is about this site. */
function Asked() {
  const asking = useDesk((desk) => desk.asking);
  if (asking === null || asking.kind === 'FLOOR' || asking.seat === null) return null;
  return <Ask key={`${asking.kind}-${asking.seat}`} kind={asking.kind} seat={asking.seat} />;
}

const cap = (id: ConsoleCommandId) => consoleCommand(id).key?.toUpperCase() ?? null;

function Act({
  id,
  label,
  icon,
  pressed,
}: {
  readonly id: ConsoleCommandId;
  readonly label: string;
  readonly icon: React.ReactNode;
  readonly pressed?: boolean;
}) {
  const { t } = useTranslation();
  const { perform } = useConsole();
  const why = useHindrance(id);
  return (
    <CommandButton
      label={label}
      icon={icon}
      pressed={pressed}
      act={id}
      hint={cap(id)}
      reason={why && t(`hindrance.${why}`)}
      onClick={() => perform(id)}
    />
  );
}

function Acts({ seat }: { readonly seat: Seat }) {
  const { t } = useTranslation();
  const { me, perform } = useConsole();
  const talking = useView((view) => view.talks.some((talk) => talk.seat === seat.id && talk.operator === me));
  // Offered where it can be meant: the rights lie with the deputy, and this is the one they came from, or the other way.
  const mayChair = useView((view) => hindrance('CHAIR', view, { selected: seat.id }) === null);
  const inQueue = useView((view) => view.floor.queue.some((request) => request.seat === seat.id));
  const name = useView((view) => spokenName(view, seat));
  const open = seat.microphone === 'OPEN' || seat.microphone === 'MUTED_THERE';
  const size = 15;
  return (
    <>
      <div className="inspector-acts">
        <Act
          id="MICROPHONE"
          label={t(open ? 'inspector.closeMicrophone' : 'inspector.openMicrophone')}
          icon={open ? <MicOff size={size} aria-hidden="true" /> : <Mic size={size} aria-hidden="true" />}
        />
        <Act
          id="INTO_PREVIEW"
          label={t('inspector.preview')}
          icon={<MonitorUp size={size} aria-hidden="true" />}
        />
        <Act
          id="TALK"
          label={t('inspector.talk')}
          icon={<Headphones size={size} aria-hidden="true" />}
          pressed={talking}
        />
        <Act
          id={inQueue ? 'ON_DECK' : 'REGISTER'}
          label={t(inQueue ? 'inspector.deck' : 'inspector.register')}
          icon={<Sign sign="ON_DECK" size={size} />}
        />
        <Act id="REDIAL" label={t('command.REDIAL')} icon={<RotateCw size={size} aria-hidden="true" />} />
        <Act id="PHONE" label={t('inspector.phone')} icon={<PhoneCall size={size} aria-hidden="true" />} />
        <Act id="MARK" label={t('state.PRESENT')} icon={<CircleCheck size={size} aria-hidden="true" />} />
        <Act id="EXCUSE" label={t('inspector.excuse')} icon={<UserMinus size={size} aria-hidden="true" />} />
        <Act id="ABSENT" label={t('inspector.absent')} icon={<UserX size={size} aria-hidden="true" />} />
        <Act
          id="MESSAGE"
          label={t('inspector.message')}
          icon={<MessageSquare size={size} aria-hidden="true" />}
        />
        <Act id="NOTE" label={t('inspector.note')} icon={<StickyNote size={size} aria-hidden="true" />} />
        <HoldButton
          icon={<PhoneOff size={size} aria-hidden="true" />}
          seconds={1}
          again={t('console.again')}
          disabled={!seat.connected}
          act="HANG_UP"
          onDone={() => perform('HANG_UP')}
        >
          {t(seat.guest ? 'guests.remove' : 'inspector.hangUp')}
        </HoldButton>
      </div>
      {mayChair ? (
        <div className="inspector-chair">
          <Act id="CHAIR" label={t('command.CHAIR')} icon={<Gavel size={size} aria-hidden="true" />} />
        </div>
      ) : null}
      {talking ? <p className="inspector-talking">{t('inspector.talking', { name })}</p> : null}
    </>
  );
}
