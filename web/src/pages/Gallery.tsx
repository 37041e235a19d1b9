import { Camera, RotateCw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { JoinRefused } from '../api/join';
import { Bar, type PanelName } from '../features/bar/Bar';
import { ChatPanel } from '../features/chat/ChatPanel';
import { Check } from '../features/check/Check';
import { DeviceFaults } from '../features/devices/DeviceFaults';
import { DevicePickers } from '../features/devices/DevicePickers';
import { Door } from '../features/door/Door';
import { Ended } from '../features/ended/Ended';
import { KeysPanel } from '../features/keys/KeysPanel';
import { PeoplePanel } from '../features/people/PeoplePanel';
import { useTileWords } from '../features/stage/useTileWords';
import type { DeviceFault, LocalMediaState } from '../media/localMedia';
import type { Connection } from '../model/connection';
import { handPlaces } from '../model/roster';
import { type StageMode, shownMode } from '../model/stage';
import { Button, SquareButton } from '../ui/Button';
import { ConnectionBand } from '../ui/ConnectionBand';
import { Select, TextField } from '../ui/Field';
import { Meter } from '../ui/Meter';
import { Notice } from '../ui/Notice';
import { Segments } from '../ui/Segments';
import { Tile } from '../ui/Tile';
import { useTheme } from '../useTheme';
import { AuthorityLink } from './Authority';
import { Front } from './Front';
import { InventedConsole } from './GalleryConsole';
import { ConsoleParts } from './GalleryConsoleParts';
import { InventedEntrance, InventedHome } from './GalleryHome';
import { GalleryRooms, isRoom, RoomLinks } from './GalleryRooms';
import { drawnPicture, inventedMessages, inventedPeople } from './invented';
import { Language } from './Language';
import { MeetingView } from './MeetingView';
import './gallery.css';

const nothing = () => undefined;

/** `/ui`: all components; `/ui?screen=…` one whole screen with invented data, as it will stand. */
export default function Gallery() {
  const asked = new URLSearchParams(window.location.search);
  const screen = asked.get('screen');
  const [theme, setTheme] = useState<'dark' | 'light'>(asked.get('theme') === 'light' ? 'light' : 'dark');
  useTheme(theme);
  if (isRoom(screen)) return <GalleryRooms screen={screen} />;
  switch (screen) {
    case 'door':
      return (
        <Front foot={<AuthorityLink />}>
          <Door
            room={asked.get('room') ?? ''}
            name=""
            unsupported={asked.has('unsupported')}
            astray={asked.has('astray')}
            onEnter={nothing}
          />
        </Front>
      );
    case 'check':
      return (
        <Front>
          <InventedCheck
            fault={asked.get('fault') as DeviceFault | null}
            refusal={
              asked.has('refused')
                ? new JoinRefused(0, 'unreachable', '')
                : asked.has('full')
                  ? new JoinRefused(409, 'room-full', '')
                  : null
            }
          />
        </Front>
      );
    case 'meeting':
      return <InventedMeeting asked={asked} />;
    case 'console':
      return <InventedConsole asked={asked} />;
    case 'entrance':
      return <InventedEntrance />;
    case 'home':
      return <InventedHome making={asked.has('making')} empty={asked.has('empty')} />;
    case 'ended':
      return (
        <Front>
          <Ended reason={{ kind: 'elsewhere' }} onAgain={nothing} onDoor={nothing} />
        </Front>
      );
    default:
      return <Components theme={theme} onTheme={setTheme} />;
  }
}

function inventedMedia(fault: DeviceFault | null): LocalMediaState {
  const input = { wanted: true, opening: false, fault, deviceId: 'a', source: null };
  const devices = (kind: string) =>
    fault === 'none' || fault === 'insecure' || fault === 'refused'
      ? []
      : [
          { id: 'a', label: `${kind} HD Pro C920 (046d:082d)` },
          { id: 'b', label: `${kind} tích hợp` },
        ];
  return {
    microphone: input,
    camera: input,
    speakerId: 'a',
    microphones: devices('Microphone'),
    cameras: devices('Webcam'),
    speakers: devices('Loa'),
  };
}

function watchInventedLevel(onLevel: (level: number) => void): () => void {
  onLevel(0.62);
  return nothing;
}

function Pickers({ fault }: { readonly fault: DeviceFault | null }) {
  return (
    <DevicePickers
      media={inventedMedia(fault)}
      canChooseSpeaker
      watchLevel={fault ? null : watchInventedLevel}
      onChoose={nothing}
      onChooseSpeaker={nothing}
      onTestSpeaker={async () => undefined}
    />
  );
}

function Faults({ fault, only }: { readonly fault: DeviceFault | null; readonly only?: 'camera' }) {
  const media = inventedMedia(fault);
  return (
    <DeviceFaults
      media={only ? { ...media, microphone: inventedMedia(null).microphone } : media}
      secureAddress="/https/r/giao-ban"
      onRetry={nothing}
    />
  );
}

function InventedCheck({
  fault,
  refusal,
}: {
  readonly fault: DeviceFault | null;
  readonly refusal: JoinRefused | null;
}) {
  const [preview] = useState(() => (fault ? null : drawnPicture(2)));
  return (
    <Check
      room="giao-ban-thang-7"
      name="X. Kông Lơng Khơng · H. KBang"
      media={inventedMedia(fault)}
      preview={preview}
      joining={false}
      refusal={refusal}
      pickers={<Pickers fault={fault} />}
      faults={<Faults fault={fault} />}
      onWant={nothing}
      onJoin={nothing}
      onChange={nothing}
    />
  );
}

function InventedMeeting({ asked }: { readonly asked: URLSearchParams }) {
  const count = Number(asked.get('people') ?? '9');
  const locked = asked.has('locked');
  const muted = asked.has('muted') || asked.has('closed') || locked;
  const [people] = useState(() =>
    inventedPeople(count, {
      share: asked.has('share'),
      pictures: !asked.has('dark-cameras'),
      muted,
      cameraFault: asked.has('camera-fault') || locked,
      lost: asked.get('connection') === 'lost',
    }),
  );
  const [messages] = useState(inventedMessages);
  const [mode, setMode] = useState<StageMode>(asked.get('view') === 'speaker' ? 'speaker' : 'grid');
  const [panel, setPanel] = useState<PanelName | null>(asked.get('panel') as PanelName | null);
  const [pinned, setPinned] = useState<string | null>(null);
  const [now] = useState(() => Date.now());
  const state = asked.get('connection');
  const connection: Connection =
    state === 'lost'
      ? { kind: 'lost', since: now - 4_000 }
      : state === 'signalLost'
        ? { kind: 'signalLost', since: now - 4_000, flowing: true }
        : { kind: 'together' };
  const contents: Record<PanelName, ReactNode> = {
    chat: <ChatPanel messages={messages} longest={4_000} locked={locked} onSay={nothing} onRetry={nothing} />,
    people: <PeoplePanel people={people} />,
    devices: (
      <div className="panel-scroll">
        {asked.has('camera-fault') ? <Faults fault="busy" only="camera" /> : null}
        <Pickers fault={null} />
        <Language />
      </div>
    ),
    help: <KeysPanel enabled onEnable={nothing} />,
  };
  return (
    <MeetingView
      room={asked.get('room') ?? 'giao-ban-thang-7'}
      link="https://10.64.3.2:8443/r/giao-ban-thang-7"
      linkIsLocal={asked.has('local')}
      connection={connection}
      enteredAt={now - 754_000}
      people={people}
      mode={shownMode(mode, people, pinned, asked.has('aside') ? 'p1' : null)}
      pinned={pinned}
      microphone={{ on: !muted, fault: false, locked }}
      camera={{ on: !asked.has('camera-fault') && !locked, fault: asked.has('camera-fault'), locked }}
      closedByOthers={asked.has('closed') ? ['microphone'] : []}
      sharing={asked.has('sharing')}
      canShare={!asked.has('no-share')}
      handRaised={asked.has('hand')}
      soundBlocked={asked.has('sound')}
      unread={panel === 'chat' ? 0 : 3}
      fullscreen={false}
      panel={panel}
      panelContent={panel ? contents[panel] : null}
      onCommand={(command) => {
        if (command === 'chat' || command === 'people' || command === 'devices' || command === 'help') {
          setPanel(panel === command ? null : command);
        }
      }}
      onMode={setMode}
      onPin={(identity) => setPinned(pinned === identity ? null : identity)}
      onClosePanel={() => setPanel(null)}
      onStartSound={nothing}
      onCopyLink={nothing}
      onTakeNote={nothing}
      onLeave={nothing}
    />
  );
}

interface ComponentsProps {
  readonly theme: 'dark' | 'light';
  onTheme(theme: 'dark' | 'light'): void;
}

const faultKinds: readonly DeviceFault[] = [
  'refused',
  'none',
  'busy',
  'insecure',
  'unsupported',
  'unplugged',
  'failed',
];

function Components({ theme, onTheme }: ComponentsProps) {
  const { t } = useTranslation();
  const words = useTileWords();
  const [people] = useState(() => inventedPeople(12, { share: true }));
  const [messages] = useState(inventedMessages);
  const places = handPlaces(people);
  return (
    <main className="gallery">
      <header>
        <h1>{t('gallery.title')}</h1>
        <p>{t('gallery.lead')}</p>
        <Language />
        <Segments<'dark' | 'light'>
          label={t('gallery.theme')}
          value={theme}
          choices={[
            { id: 'dark', label: t('gallery.dark') },
            { id: 'light', label: t('gallery.light') },
          ]}
          onChoose={onTheme}
        />
      </header>

      <Group title={t('gallery.buttons')}>
        <Button look="primary">{t('gallery.primary')}</Button>
        <Button>{t('gallery.plain')}</Button>
        <Button look="danger">{t('gallery.danger')}</Button>
        <Button look="quiet">{t('gallery.quiet')}</Button>
        <Button disabled>{t('gallery.disabled')}</Button>
        <Button look="primary" disabled>
          {t('gallery.disabled')}
        </Button>
        <SquareButton label={t('check.retry')} icon={<RotateCw size={20} aria-hidden="true" />} />
      </Group>

      <Group title={t('gallery.fields')} columns>
        <TextField label={t('door.name')} hint={t('door.nameHint')} placeholder={names(people)} />
        <TextField label={t('door.room')} fault={t('door.roomMissing')} />
        <Select
          label={t('check.camera')}
          icon={<Camera size={18} aria-hidden="true" />}
          value="a"
          choices={inventedMedia(null).cameras}
          none={t('check.noCamera')}
          onChoose={nothing}
        />
        <Select
          label={t('check.camera')}
          icon={<Camera size={18} aria-hidden="true" />}
          value=""
          choices={[]}
          none={t('check.noCamera')}
          onChoose={nothing}
        />
        <Meter label={t('check.level')} watch={watchInventedLevel} />
      </Group>

      <Group title={t('gallery.notices')} columns>
        {faultKinds.map((fault) => (
          <DeviceFaults
            key={fault}
            media={{
              camera: { ...inventedMedia(fault).camera },
              microphone: { ...inventedMedia(null).microphone },
            }}
            secureAddress="/https/"
            onRetry={nothing}
          />
        ))}
        {(['unreachable', 'media', 'full', 'refused', 'busy', 'bad'] as const).map((kind) => (
          <Notice key={kind} look="bad" title={t('join.failed')}>
            <p>{t(`join.${kind}`)}</p>
          </Notice>
        ))}
      </Group>

      <Group title={t('gallery.banners')} stack>
        <ConnectionBand look="warn" text={t('connection.signalLost', { time: '00:04' })} />
        <ConnectionBand look="bad" text={t('connection.lost', { time: '00:12' })} />
        <ConnectionBand look="warn" text={t('connection.poor')} />
      </Group>

      <Group title={t('gallery.tiles')}>
        {people.map((person) => (
          <Tile
            key={person.identity}
            person={person}
            words={words}
            handPlace={places.get(person.identity) ?? 0}
            width={256}
            height={144}
            onPin={nothing}
          />
        ))}
        {people.slice(0, 6).map((person) => (
          <Tile
            key={person.identity}
            person={person}
            words={words}
            handPlace={places.get(person.identity) ?? 0}
            width={160}
            height={90}
          />
        ))}
      </Group>

      <Group title={t('gallery.bars')} stack>
        {[false, true].map((other) => (
          <div className="gallery-bar" key={String(other)}>
            <Bar
              microphone={{ on: !other, fault: false, locked: false }}
              camera={{ on: other, fault: other, locked: false }}
              sharing={other}
              canShare
              handRaised={other}
              unread={other ? 120 : 0}
              peopleCount={other ? 240 : 9}
              panel={other ? 'chat' : null}
              onCommand={nothing}
              onLeave={nothing}
            />
          </div>
        ))}
      </Group>

      <Group title={t('gallery.panels')}>
        <Box>
          <ChatPanel messages={messages} longest={4_000} onSay={nothing} onRetry={nothing} />
        </Box>
        <Box>
          <ChatPanel messages={[]} longest={4_000} onSay={nothing} onRetry={nothing} />
        </Box>
        <Box>
          <PeoplePanel people={people} />
        </Box>
        <Box>
          <KeysPanel enabled onEnable={nothing} />
        </Box>
      </Group>

      <Group title={t('gallery.checks')} columns>
        <Pickers fault={null} />
        <Pickers fault="none" />
      </Group>

      <Group title={t('gallery.ends')}>
        {(['left', 'elsewhere', 'removed', 'closed'] as const).map((kind) => (
          <Ended key={kind} reason={{ kind }} onAgain={nothing} onDoor={nothing} />
        ))}
        <Ended
          reason={{ kind: 'refused', status: 409, code: 'room-full' }}
          onAgain={nothing}
          onDoor={nothing}
        />
      </Group>

      <ConsoleParts />

      <Group title={t('gallery.screens')}>
        {[
          'entrance',
          'home',
          'home&making',
          'console',
          'console&state=PUBLISHED',
          'console&state=LOBBY',
          'console&state=ROLL_CALL',
          'console&state=SUSPENDED',
          'console&wall=STILLS',
          'console&wall=TABLE',
          'console&sites=none&state=PUBLISHED',
          'console&sites=district',
          'console&lost=60',
          'console&long',
          'console&cut',
          'console&load=50',
          'door',
          'check',
          'check&fault=refused',
          'meeting',
          'meeting&view=speaker&panel=chat',
          'meeting&share',
          'meeting&people=240&panel=people',
          'ended',
        ].map((screen) => (
          <a key={screen} lang="en" translate="no" href={`/ui?screen=${screen}`}>
            {screen}
          </a>
        ))}
      </Group>
      <RoomLinks />
    </main>
  );
}

function names(people: readonly { readonly name: string }[]): string {
  return people[1]?.name ?? '';
}

interface GroupProps {
  readonly title: string;
  readonly columns?: boolean;
  readonly stack?: boolean;
  readonly children: ReactNode;
}

function Group({ title, columns = false, stack = false, children }: GroupProps) {
  return (
    <section className="gallery-group">
      <h2>{title}</h2>
      <div className={columns ? 'gallery-columns' : stack ? 'gallery-stack' : 'gallery-row'}>{children}</div>
    </section>
  );
}

function Box({ children }: { readonly children: ReactNode }) {
  return <div className="gallery-box">{children}</div>;
}
