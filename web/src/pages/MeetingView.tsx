import { Expand, LayoutGrid, Link, Shrink, UserSquare, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Bar, type InputLook, type PanelName } from '../features/bar/Bar';
import { Stage } from '../features/stage/Stage';
import type { Input } from '../media/localMedia';
import type { CommandId } from '../model/commands';
import type { Connection } from '../model/connection';
import type { Person } from '../model/person';
import type { StageMode } from '../model/stage';
import { duration } from '../model/text';
import { Button, SquareButton } from '../ui/Button';
import { ConnectionBand } from '../ui/ConnectionBand';
import { Mark } from '../ui/Mark';
import { Segments } from '../ui/Segments';
import { useClock } from '../useClock';

export interface MeetingViewProps {
  readonly room: string;
  readonly link: string;
  /** The address works on this machine only. */
  readonly linkIsLocal: boolean;
  readonly connection: Connection;
  readonly enteredAt: number;
  readonly people: readonly Person[];
  readonly mode: StageMode;
  readonly pinned: string | null;
  readonly microphone: InputLook;
  readonly camera: InputLook;
  /** What somebody else has just closed. */
  readonly closedByOthers: readonly Input[];
  readonly sharing: boolean;
  readonly canShare: boolean;
  readonly handRaised: boolean;
  readonly soundBlocked: boolean;
  readonly unread: number;
  readonly fullscreen: boolean | null;
  readonly panel: PanelName | null;
  readonly panelContent: ReactNode;
  onCommand(command: CommandId): void;
  onMode(mode: StageMode): void;
  onPin(identity: string): void;
  onClosePanel(): void;
  onStartSound(): void;
  onCopyLink(): void;
  onTakeNote(): void;
  onLeave(): void;
}

/** The meeting as a picture of its state; everything that lives is handed in. */
export function MeetingView(props: MeetingViewProps) {
  const { t } = useTranslation();
  const { connection, people, panel } = props;
  const alone = people.length <= 1 && connection.kind === 'together';
  const sharer = people.find((person) => person.screen !== null && !person.isLocal);
  const self = people.find((person) => person.isLocal);
  return (
    <div className={panel ? 'meeting meeting-panelled' : 'meeting'}>
      <header className="strip">
        <Mark />
        <h1 title={props.room}>{props.room}</h1>
        <p className="strip-count">{t('meeting.count', { count: people.length })}</p>
        <Elapsed since={props.enteredAt} label={t('meeting.elapsed')} />
        <div className="strip-right">
          <Segments<StageMode>
            label={t('meeting.view')}
            value={props.mode}
            choices={[
              { id: 'grid', label: t('meeting.grid'), icon: <LayoutGrid size={18} aria-hidden="true" /> },
              {
                id: 'speaker',
                label: t('meeting.speakerView'),
                icon: <UserSquare size={18} aria-hidden="true" />,
              },
            ]}
            onChoose={props.onMode}
          />
          {props.fullscreen === null ? null : (
            <SquareButton
              label={t(props.fullscreen ? 'meeting.endFullscreen' : 'meeting.fullscreen')}
              icon={
                props.fullscreen ? (
                  <Shrink size={20} aria-hidden="true" />
                ) : (
                  <Expand size={20} aria-hidden="true" />
                )
              }
              onClick={() => props.onCommand('fullscreen')}
            />
          )}
        </div>
      </header>
      <main className="meeting-main" id="main" aria-label={t('meeting.stage')}>
        <div className="bands">
          <ConnectionState connection={connection} poor={self?.line === 'poor'} />
          {props.soundBlocked ? (
            <p className="link link-warn" role="alert">
              {t('meeting.soundBlocked')}
              <Button look="primary" onClick={props.onStartSound}>
                {t('meeting.soundOn')}
              </Button>
            </p>
          ) : null}
          {props.closedByOthers.length === 0 ? null : (
            <p className="link link-info" role="status">
              {t(closedSentence(props.closedByOthers))}
              <Button onClick={props.onTakeNote}>{t('meeting.noted')}</Button>
            </p>
          )}
          {sharer && props.mode === 'grid' ? (
            <p className="link link-info">
              {t('tile.screenOf', { name: sharer.name })}
              <Button onClick={() => props.onMode('speaker')}>{t('meeting.watchShare')}</Button>
            </p>
          ) : null}
          {props.sharing ? (
            <p className="link link-info">
              {t('meeting.sharingNow')}
              <Button onClick={() => props.onCommand('share')}>{t('meeting.stopSharing')}</Button>
            </p>
          ) : null}
        </div>
        <div className="meeting-stage">
          <Stage people={people} mode={props.mode} pinned={props.pinned} onPin={props.onPin} />
        </div>
        {alone ? (
          <div className="alone">
            <p>
              <strong>{t('meeting.alone')}</strong>
              <span>
                {props.linkIsLocal ? (
                  t('meeting.aloneLocal')
                ) : (
                  <>
                    {t('meeting.aloneHint')} <b>{props.link}</b>
                  </>
                )}
              </span>
            </p>
            {props.linkIsLocal ? null : (
              <Button icon={<Link size={18} aria-hidden="true" />} onClick={props.onCopyLink}>
                {t('meeting.copy')}
              </Button>
            )}
          </div>
        ) : null}
      </main>
      {panel ? (
        <aside className="panel" aria-label={t(`${panel}.title`)}>
          <div className="panel-head">
            <h2>{t(`${panel}.title`)}</h2>
            <SquareButton
              label={t('meeting.close')}
              icon={<X size={20} aria-hidden="true" />}
              onClick={props.onClosePanel}
            />
          </div>
          {props.panelContent}
        </aside>
      ) : null}
      <Bar
        microphone={props.microphone}
        camera={props.camera}
        sharing={props.sharing}
        canShare={props.canShare}
        handRaised={props.handRaised}
        unread={props.unread}
        peopleCount={people.length}
        panel={panel}
        onCommand={props.onCommand}
        onLeave={props.onLeave}
      />
    </div>
  );
}

function closedSentence(inputs: readonly Input[]) {
  if (inputs.length > 1) return 'meeting.bothClosed';
  return inputs[0] === 'camera' ? 'meeting.cameraClosed' : 'meeting.microphoneClosed';
}

function Elapsed({ since, label }: { readonly since: number; readonly label: string }) {
  const now = useClock(since > 0);
  return since === 0 ? null : (
    <p className="strip-elapsed" title={label}>
      <span className="hidden">{label}</span> {duration(now - since)}
    </p>
  );
}

function ConnectionState({ connection, poor }: { readonly connection: Connection; readonly poor: boolean }) {
  const { t } = useTranslation();
  const away = connection.kind === 'signalLost' || connection.kind === 'lost';
  const now = useClock(away);
  if (away) {
    const time = duration(now - connection.since);
    return (
      <ConnectionBand
        look={connection.kind === 'lost' ? 'bad' : 'warn'}
        text={t(
          connection.kind === 'lost'
            ? 'connection.lost'
            : connection.flowing
              ? 'connection.signalLost'
              : 'connection.signalGone',
          { time },
        )}
      />
    );
  }
  if (connection.kind === 'joining') return <ConnectionBand look="warn" text={t('connection.joining')} />;
  return poor ? <ConnectionBand look="warn" text={t('connection.poor')} /> : null;
}
