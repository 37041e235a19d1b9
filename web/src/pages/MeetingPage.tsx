import { useCallback, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InputLook, PanelName } from '../features/bar/Bar';
import { ChatPanel } from '../features/chat/ChatPanel';
import { DeviceFaults } from '../features/devices/DeviceFaults';
import { DevicePickers } from '../features/devices/DevicePickers';
import { KeysPanel } from '../features/keys/KeysPanel';
import { PeoplePanel } from '../features/people/PeoplePanel';
import { LONGEST_MESSAGE } from '../media/chatChannel';
import { wish, wishes } from '../media/keys';
import type { Input, InputState, LocalMedia } from '../media/localMedia';
import type { Session } from '../media/session';
import { playTestSound, watchLevel } from '../media/sound';
import { canChooseSpeaker, canShareScreen, isLocalAddress, secureAddress } from '../media/support';
import { roomPath } from '../media/visit';
import { type CommandId, commandFor } from '../model/commands';
import { type StageMode, shownMode } from '../model/stage';
import { Toast } from '../ui/Toast';
import { useStore } from '../useStore';
import { useAnnouncements, useConnectionSentence } from './announce';
import { Language } from './Language';
import { MeetingView } from './MeetingView';

/** What a person may do about an act the server does not allow. */
const lockedHow = {
  microphone: 'bar.microphoneLockedHow',
  camera: 'bar.cameraLockedHow',
  share: 'bar.shareLockedHow',
  hand: 'bar.handLockedHow',
} as const;

interface Props {
  readonly room: string;
  readonly session: Session;
  readonly media: LocalMedia;
}

export function MeetingPage({ room, session, media }: Props) {
  const { t } = useTranslation();
  const state = useStore(session.state);
  const mediaState = useStore(media.state);
  const chat = useStore(session.chat.state);
  const [panel, setPanel] = useState<PanelName | null>(null);
  const [mode, setMode] = useState<StageMode>('grid');
  const [setAside, setSetAside] = useState<string | null>(null);
  const [pinned, setPinned] = useState<string | null>(null);
  const [toast, setToast] = useState<string | null>(null);
  const [singleKeys, setSingleKeys] = useState(() => wishes().singleKeys);
  const [fullscreen, setFullscreen] = useState(false);
  const announcement = useAnnouncements(state.people, chat.messages, panel === 'chat');
  const sentence = useConnectionSentence(state.connection);
  const link = window.location.origin + roomPath(room);

  useEffect(() => session.chat.shown(panel === 'chat'), [session, panel]);

  useEffect(() => {
    // With a keyboard at hand the cursor goes where the panel is used; on a phone the keyboard would cover it.
    if (panel === null || !window.matchMedia('(hover: hover)').matches) return;
    document.querySelector<HTMLElement>('.panel textarea, .panel input')?.focus();
  }, [panel]);

  const closePanel = useCallback(() => {
    if (panel !== null) document.querySelector<HTMLElement>(`.bar [data-act=${panel}]`)?.focus();
    setPanel(null);
  }, [panel]);

  useEffect(() => {
    const follow = () => setFullscreen(document.fullscreenElement !== null);
    document.addEventListener('fullscreenchange', follow);
    return () => document.removeEventListener('fullscreenchange', follow);
  }, []);

  useKeepAwake();

  const shown = shownMode(mode, state.people, pinned, setAside);
  const sharer = state.people.find((person) => person.screen !== null && !person.isLocal)?.identity ?? null;
  const chooseMode = useCallback(
    (chosen: StageMode) => {
      setPinned(null);
      setMode(chosen);
      setSetAside(chosen === 'grid' ? sharer : null);
    },
    [sharer],
  );

  const perform = useCallback(
    (command: CommandId) => {
      const toggle = (name: PanelName) => setPanel((open) => (open === name ? null : name));
      const { rights } = session.state.get();
      if (command in lockedHow && !rights[command as keyof typeof lockedHow]) {
        setToast(t(lockedHow[command as keyof typeof lockedHow]));
        return;
      }
      switch (command) {
        case 'microphone':
        case 'camera':
          void toggleInput(media, command).then((fine) => {
            if (!fine) setPanel('devices');
          });
          return;
        case 'share':
          if (session.state.get().sharing) void session.unshare();
          else if (canShareScreen()) {
            session.share().catch((error: unknown) => {
              // Closing the browser's own choice is no fault.
              if (!(error instanceof Error && error.name === 'NotAllowedError'))
                setToast(t('meeting.shareFailed'));
            });
          }
          return;
        case 'hand':
          void session.raiseHand(!session.state.get().handRaised).then((taken) => {
            if (!taken) setToast(t('meeting.handFailed'));
          });
          return;
        case 'layout':
          chooseMode(shown === 'grid' ? 'speaker' : 'grid');
          return;
        case 'fullscreen':
          if (document.fullscreenElement) void document.exitFullscreen();
          else void document.documentElement.requestFullscreen?.().catch(() => undefined);
          return;
        case 'chat':
        case 'people':
        case 'devices':
        case 'help':
          toggle(command);
      }
    },
    [media, session, t, shown, chooseMode],
  );

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') {
        closePanel();
        return;
      }
      const command = singleKeys ? commandFor(event) : null;
      if (!command) return;
      event.preventDefault();
      perform(command);
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [perform, singleKeys, closePanel]);

  const source = mediaState.microphone.source;
  const level = useMemo(
    () => (source ? (onLevel: (value: number) => void) => watchLevel(source, onLevel) : null),
    [source],
  );

  let panelContent = null;
  if (panel === 'chat') {
    panelContent = (
      <ChatPanel
        messages={chat.messages}
        longest={LONGEST_MESSAGE}
        locked={!state.rights.write}
        onSay={(text) => session.chat.say(text)}
        onRetry={(id) => session.chat.retry(id)}
      />
    );
  } else if (panel === 'people') {
    panelContent = <PeoplePanel people={state.people} />;
  } else if (panel === 'devices') {
    panelContent = (
      <div className="panel-scroll">
        <DeviceFaults
          media={mediaState}
          secureAddress={secureAddress(window.location)}
          onRetry={(input) => void media.want(input, true)}
        />
        <DevicePickers
          media={mediaState}
          canChooseSpeaker={canChooseSpeaker()}
          watchLevel={level}
          onChoose={(input, id) => void media.choose(input, id)}
          onChooseSpeaker={(id) => {
            media.chooseSpeaker(id);
            void session.switchSpeaker(id);
          }}
          onTestSpeaker={() => playTestSound(mediaState.speakerId)}
        />
        <Language />
      </div>
    );
  } else if (panel === 'help') {
    panelContent = (
      <KeysPanel
        enabled={singleKeys}
        onEnable={(enabled) => {
          setSingleKeys(enabled);
          wish({ singleKeys: enabled });
        }}
      />
    );
  }

  return (
    <>
      <MeetingView
        room={room}
        link={link}
        linkIsLocal={isLocalAddress(window.location.hostname)}
        connection={state.connection}
        enteredAt={state.enteredAt}
        people={state.people}
        mode={shown}
        pinned={pinned}
        microphone={inputLook(mediaState.microphone, state.rights.microphone)}
        camera={inputLook(mediaState.camera, state.rights.camera)}
        closedByOthers={state.closedByOthers}
        sharing={state.sharing}
        canShare={canShareScreen()}
        handRaised={state.handRaised}
        soundBlocked={state.soundBlocked}
        unread={chat.unread}
        fullscreen={document.fullscreenEnabled ? fullscreen : null}
        panel={panel}
        panelContent={panelContent}
        onCommand={perform}
        onMode={chooseMode}
        onPin={(identity) => setPinned((now) => (now === identity ? null : identity))}
        onClosePanel={closePanel}
        onStartSound={() => void session.startSound()}
        onCopyLink={() => {
          navigator.clipboard
            ?.writeText(link)
            .then(() => setToast(t('meeting.copied')))
            .catch(() => undefined);
        }}
        onTakeNote={() => session.takeNote()}
        onLeave={() => void session.leave()}
      />
      <div className="hidden" role="status" aria-live="polite">
        {announcement}
      </div>
      <div className="hidden" role="alert">
        {sentence}
      </div>
      <Toast text={toast} onGone={() => setToast(null)} />
    </>
  );
}

function inputLook({ wanted, fault }: InputState, allowed: boolean): InputLook {
  return { on: allowed && wanted && fault === null, fault: fault !== null, locked: !allowed };
}

/** A device at fault counts as off: pressing tries it again. Gives false when it is still at fault. */
async function toggleInput(media: LocalMedia, input: Input): Promise<boolean> {
  const { wanted, fault } = media.state.get()[input];
  await media.want(input, !wanted || fault !== null);
  return media.state.get()[input].fault === null;
}

/** A phone or a hall's computer must not fall asleep in the middle of a meeting. */
function useKeepAwake(): void {
  useEffect(() => {
    let lock: WakeLockSentinel | null = null;
    let over = false;
    const ask = () => {
      if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return;
      navigator.wakeLock.request('screen').then(
        (given) => {
          if (over) void given.release();
          else lock = given;
        },
        // Refused on low battery; nothing to be done.
        () => undefined,
      );
    };
    ask();
    document.addEventListener('visibilitychange', ask);
    return () => {
      over = true;
      document.removeEventListener('visibilitychange', ask);
      void lock?.release();
    };
  }, []);
}
