import {
  Camera,
  CameraOff,
  Ellipsis,
  Hand,
  Keyboard,
  LogOut,
  MessageSquare,
  Mic,
  MicOff,
  MonitorUp,
  Settings2,
  Users,
} from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input } from '../../media/localMedia';
import type { CommandId } from '../../model/commands';

export type PanelName = 'chat' | 'people' | 'devices' | 'help';

export interface InputLook {
  readonly on: boolean;
  readonly fault: boolean;
  /** The server does not let this person use it now. */
  readonly locked: boolean;
}

interface Props {
  readonly microphone: InputLook;
  readonly camera: InputLook;
  readonly sharing: boolean;
  readonly canShare: boolean;
  readonly handRaised: boolean;
  readonly unread: number;
  readonly peopleCount: number;
  readonly panel: PanelName | null;
  onCommand(command: CommandId): void;
  onLeave(): void;
}

/** The acts of a meeting, each with its word. What does not fit on a phone is behind "more". */
export function Bar({
  microphone,
  camera,
  sharing,
  canShare,
  handRaised,
  unread,
  peopleCount,
  panel,
  onCommand,
  onLeave,
}: Props) {
  const { t } = useTranslation();
  const [more, setMore] = useState(false);
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!more) return;
    const close = (event: PointerEvent) => {
      if (!box.current?.contains(event.target as Node)) setMore(false);
    };
    document.addEventListener('pointerdown', close);
    return () => document.removeEventListener('pointerdown', close);
  }, [more]);

  /** On the key, and in its name: who steers by voice says what is written there. */
  const badge = unread > 99 ? '99+' : unread > 0 ? String(unread) : '';
  const act = (command: CommandId) => () => {
    setMore(false);
    onCommand(command);
  };
  return (
    <nav
      className="bar"
      aria-label={t('bar.label')}
      ref={box}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && more) {
          event.stopPropagation();
          setMore(false);
        }
      }}
    >
      <div className="bar-group">
        <Key
          name="microphone"
          icon={microphone.on ? <Mic size={22} /> : <MicOff size={22} />}
          word={t(wordOf('microphone', microphone))}
          says={t(sayingOf('microphone', microphone))}
          look={lookOf(microphone)}
          onPress={act('microphone')}
        />
        <Key
          name="camera"
          icon={camera.on ? <Camera size={22} /> : <CameraOff size={22} />}
          word={t(wordOf('camera', camera))}
          says={t(sayingOf('camera', camera))}
          look={lookOf(camera)}
          onPress={act('camera')}
        />
        {canShare ? (
          <Key
            name="share"
            className="bar-wide"
            icon={<MonitorUp size={22} />}
            word={t('bar.share')}
            says={t(sharing ? 'meeting.stopSharing' : 'bar.share')}
            look={sharing ? 'set' : 'plain'}
            onPress={act('share')}
          />
        ) : null}
        <Key
          name="hand"
          icon={<Hand size={22} />}
          word={t(handRaised ? 'bar.handDown' : 'bar.hand')}
          says={t(handRaised ? 'bar.handDown' : 'bar.hand')}
          look={handRaised ? 'set' : 'plain'}
          onPress={act('hand')}
        />
      </div>
      <div className="bar-group">
        <Key
          name="chat"
          icon={<MessageSquare size={22} />}
          word={t('bar.chat')}
          says={unread > 0 ? `${t('bar.chat')} ${t('bar.unread', { number: badge })}` : t('bar.chat')}
          look={panel === 'chat' ? 'open' : 'plain'}
          badge={badge}
          expanded={panel === 'chat'}
          onPress={act('chat')}
        />
        <div className={more ? 'bar-more bar-more-open' : 'bar-more'} id="bar-more">
          {canShare ? (
            <Key
              name="share-more"
              className="bar-narrow"
              icon={<MonitorUp size={22} />}
              word={t(sharing ? 'meeting.stopSharing' : 'bar.share')}
              says={t(sharing ? 'meeting.stopSharing' : 'bar.share')}
              look={sharing ? 'set' : 'plain'}
              onPress={act('share')}
            />
          ) : null}
          <Key
            name="people"
            icon={<Users size={22} />}
            word={t('bar.people')}
            says={`${t('bar.people')}, ${t('meeting.count', { count: peopleCount })}`}
            look={panel === 'people' ? 'open' : 'plain'}
            count={peopleCount}
            expanded={panel === 'people'}
            onPress={act('people')}
          />
          <Key
            name="devices"
            icon={<Settings2 size={22} />}
            word={t('bar.devices')}
            says={t('bar.devices')}
            look={panel === 'devices' ? 'open' : 'plain'}
            expanded={panel === 'devices'}
            onPress={act('devices')}
          />
          <Key
            name="help"
            className="bar-keys"
            icon={<Keyboard size={22} />}
            word={t('bar.help')}
            says={t('bar.help')}
            look={panel === 'help' ? 'open' : 'plain'}
            expanded={panel === 'help'}
            onPress={act('help')}
          />
        </div>
        <Key
          name="more"
          className="bar-narrow"
          icon={<Ellipsis size={22} />}
          word={t('meeting.more')}
          says={t('meeting.more')}
          look={more ? 'open' : 'plain'}
          expanded={more}
          onPress={() => setMore(!more)}
        />
      </div>
      <div className="bar-group bar-last">
        <Key
          name="leave"
          icon={<LogOut size={22} />}
          word={t('bar.leaveShort')}
          says={t('bar.leave')}
          look="leave"
          onPress={onLeave}
        />
      </div>
    </nav>
  );
}

/** State in a word of its own, so that it need not be read off the stroke through an icon. */
const states = {
  microphone: {
    on: 'bar.microphone',
    off: 'bar.microphoneShut',
    fault: 'bar.microphoneFault',
    locked: 'bar.microphoneLocked',
  },
  camera: { on: 'bar.camera', off: 'bar.cameraShut', fault: 'bar.cameraFault', locked: 'bar.cameraLocked' },
} as const;
const acts = {
  microphone: { close: 'bar.microphoneOn', open: 'bar.microphoneOff', locked: 'bar.microphoneLockedHow' },
  camera: { close: 'bar.cameraOn', open: 'bar.cameraOff', locked: 'bar.cameraLockedHow' },
} as const;

function wordOf(input: Input, { on, fault, locked }: InputLook) {
  return states[input][locked ? 'locked' : fault ? 'fault' : on ? 'on' : 'off'];
}

function sayingOf(input: Input, { on, locked }: InputLook) {
  return acts[input][locked ? 'locked' : on ? 'close' : 'open'];
}

function lookOf({ on, fault, locked }: InputLook): KeyProps['look'] {
  if (locked) return 'off';
  return fault ? 'fault' : on ? 'plain' : 'off';
}

interface KeyProps {
  readonly name: string;
  readonly icon: ReactNode;
  readonly word: string;
  /** What pressing it does, for hover and screen readers. */
  readonly says: string;
  readonly look: 'plain' | 'off' | 'fault' | 'set' | 'open' | 'leave';
  readonly badge?: string;
  readonly count?: number;
  readonly expanded?: boolean;
  readonly className?: string;
  onPress(): void;
}

function Key({
  name,
  icon,
  word,
  says,
  look,
  badge = '',
  count,
  expanded,
  className = '',
  onPress,
}: KeyProps) {
  // Whoever steers by voice says what stands on the key.
  const named = says.toLowerCase().includes(word.toLowerCase()) ? says : `${word}. ${says}`;
  return (
    <button
      type="button"
      className={`key key-${look} ${className}`}
      data-act={name}
      aria-label={named}
      title={says}
      aria-expanded={expanded}
      onClick={onPress}
    >
      <span className="key-icon" aria-hidden="true">
        {icon}
      </span>
      <span className="key-word" aria-hidden="true">
        {word}
        {count === undefined ? null : <span className="key-count"> {count}</span>}
      </span>
      {badge === '' ? null : (
        <span className="key-badge" aria-hidden="true">
          {' '}
          {badge}
        </span>
      )}
    </button>
  );
}
