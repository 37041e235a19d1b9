// A meeting of 240 sites made up for looking at the console. The names are real, everything else is invented; acts are played
// here in the page so that one can try the keys. Only the gallery uses this.
import { meetingActs } from '../api/acts';
import type { StreamState } from '../api/events';
import type {
  FloorRequest,
  Group,
  LogLine,
  MeetingState,
  Patch,
  Seat,
  SiteState,
  Snapshot,
} from '../api/wire';
import { Store } from '../media/store';
import type { Hearing } from '../media/watch';
import { type Desk, emptyDesk, selecting } from '../model/desk';
import { type MeetingView, nextSpeaker, patched, viewOf } from '../model/meeting';
import type { Picture } from '../model/person';
import type { Console, ConsoleActs } from '../useConsole';
import { performer } from './consolePerform';
import { drawnPicture, drawnStill } from './invented';
import { guestSeat, inventedGuests } from './inventedGuests';
import { ago, inPhase } from './inventedPhases';
import province from './province.json';

interface Options {
  readonly sites?: 'all' | 'none' | 'district' | 'states';
  readonly state?: MeetingState;
  readonly lost?: number;
  readonly link?: 'live' | 'cut';
  /** The longest names on air and in the queue. */
  readonly long?: boolean;
  readonly guests?: 'none' | 'some';
  /** There was a rehearsal, and not all passed. */
  readonly rehearsed?: boolean;
  readonly desk?: Partial<Desk>;
  readonly pictures?: boolean;
}

const groups: Group[] = province.map((group, order) => ({
  id: `g${order}`,
  name: group.name,
  shortName: group.shortName,
  order,
}));

/** "H. Chư Prông/X. Ia Mơ" → its id; the id of a hall is its group's place and 0. */
function idOf(group: string, site: string): string {
  const g = province.findIndex(({ shortName }) => shortName.replace('\u00a0', ' ') === group);
  const s =
    province[g]?.sites.findIndex(([, shortName]) => (shortName ?? '').replace('\u00a0', ' ') === site) ?? -1;
  return `s${g}-${s}`;
}

function seats(options: Options): Seat[] {
  const early = options.state === 'PUBLISHED';
  const state: SiteState = early ? 'EXPECTED' : 'PRESENT';
  let order = 0;
  return province.flatMap((group, g) =>
    group.sites.map(([name = '', shortName = ''], s): Seat => {
      const seed = (g * 37 + s * 11) % 29;
      return {
        id: `s${g}-${s}`,
        name,
        shortName,
        group: `g${g}`,
        hall: s === 0,
        order: order++,
        phone: `63${g % 10}-${String(s + 1).padStart(2, '0')}`,
        state,
        since: ago(3_900 + seed),
        present: !early,
        connected: !early,
        headcount: early ? null : 18 + seed,
        note: '',
        microphone: 'CLOSED',
        camera: 'OK',
        screen: false,
        rung: seed % 3 === 0 ? 'SD' : 'HD',
        poor: null,
        lossPercent: seed % 4 === 0 ? 0.2 : 0,
        delayMillis: 14 + seed,
        downKbps: 1_800 + seed * 10,
        upKbps: 1_200 + seed * 7,
        level: 0,
        still: 1 + seed,
        tries: early ? 0 : 1,
        check: null,
        guest: null,
      };
    }),
  );
}

/** What an ordinary morning has of exceptions. */
function morning(): Record<string, Partial<Seat>> {
  const lost = { state: 'LOST', connected: false, camera: 'NONE', rung: 'NONE' } as const;
  return {
    [idOf('Cấp tỉnh', 'UBND tỉnh')]: { state: 'ON_AIR', microphone: 'OPEN', level: 0.3, screen: true },
    [idOf('H. Đức Cơ', 'X. Ia Dom')]: { state: 'ON_AIR', microphone: 'OPEN', level: 0.6 },
    [idOf('H. Krông Pa', 'H. Krông Pa')]: { state: 'ON_DECK', screen: true },
    [idOf('H. KBang', 'X. Đăk Roong')]: { ...lost, since: ago(38), tries: 2 },
    [idOf('H. KBang', 'X. Kon Pne')]: { state: 'RETURNED', since: ago(72) },
    [idOf('H. KBang', 'X. KRong')]: {
      state: 'BY_TELEPHONE',
      connected: false,
      rung: 'PHONE',
      since: ago(3_000),
    },
    [idOf('H. Chư Păh', 'X. Hà Tây')]: { ...lost, since: ago(370), tries: 7 },
    [idOf('H. Ia Grai', 'X. Ia O')]: { poor: 'DELAY', delayMillis: 310 },
    [idOf('H. Mang Yang', 'X. Đê Ar')]: { camera: 'FROZEN', since: ago(20) },
    [idOf('H. Kông Chro', 'X. Chư Krêy')]: {
      state: 'RINGING',
      connected: false,
      present: false,
      headcount: null,
      tries: 3,
    },
    [idOf('H. Kông Chro', 'X. Đăk Pling')]: {
      state: 'EXCUSED',
      connected: false,
      present: false,
      headcount: null,
      note: 'mất điện, có lý do',
    },
    [idOf('H. Chư Prông', 'X. Ia Mơ')]: { ...lost, since: ago(112), tries: 3 },
    [idOf('H. Chư Prông', 'X. Ia Púch')]: { poor: 'NARROW', rung: 'SLIDES', downKbps: 420 },
    [idOf('H. Chư Prông', 'X. Ia Lâu')]: { state: 'CHECKED', present: false, headcount: null },
    [idOf('H. Ia Pa', 'X. Chư Răng')]: { state: 'CONNECTED', present: false, headcount: null },
    [idOf('H. Krông Pa', 'X. Ia RSai')]: {
      poor: 'LOSS',
      lossPercent: 4.2,
      delayMillis: 86,
      downKbps: 800,
      upKbps: 400,
      rung: 'SLIDES',
      headcount: 34,
    },
    [idOf('H. Chư Pưh', 'X. Ia Le')]: { poor: 'NO_SOUND' },
    [idOf('H. Ia Pa', 'X. Ia Mrơn')]: { poor: 'ECHO', microphone: 'OPEN', level: 0.3 },
  };
}

const request = (
  id: string,
  seat: string,
  speaker: string,
  topic: string,
  raised = false,
  seconds = 4_000,
): FloorRequest => ({ id, seat, speaker, topic, raised, at: ago(seconds) });

function queue(long: boolean): FloorRequest[] {
  return [
    request('r3', idOf('TP. Pleiku', 'TP. Pleiku'), '', 'Cải cách hành chính, một cửa điện tử'),
    request('r4', idOf('H. Chư Prông', 'X. Ia Mơ'), '', 'Nước sinh hoạt vùng biên'),
    request(
      'r5',
      idOf('H. KBang', 'X. Kông Lơng Khơng'),
      long ? 'Phó Chủ tịch Hội đồng nhân dân, Trưởng Ban chỉ huy phòng, chống thiên tai' : '',
      'Sạt lở tuyến đường Đông Trường Sơn',
      true,
      260,
    ),
    request('r6', idOf('TX. An Khê', 'P. Tây Sơn'), '', 'Vệ sinh môi trường đô thị', true, 140),
  ];
}

function log(): LogLine[] {
  const line = (
    seq: number,
    seconds: number,
    act: string,
    seat: string | null,
    kind: LogLine['kind'],
    actor: string,
    values: Record<string, string> = {},
  ): LogLine => ({
    seq,
    at: ago(seconds),
    actor,
    actorId: actor === 'Nguyễn Thị Hồng Vân' ? 'me' : actor,
    act,
    seat,
    kind,
    values,
  });
  const mine = 'Nguyễn Thị Hồng Vân';
  return [
    line(1, 3_900, 'meeting.opened', null, 'ACT', mine),
    line(2, 3_300, 'rollcall.started', null, 'ACT', 'Siu Hương'),
    line(3, 2_500, 'rollcall.closed', null, 'ACT', 'Siu Hương'),
    line(4, 2_300, 'meeting.began', null, 'ACT', mine),
    line(5, 370, 'seat.lost', idOf('H. Chư Păh', 'X. Hà Tây'), 'INCIDENT', 'hệ thống'),
    line(6, 252, 'programme.taken', null, 'ACT', mine, { names: 'UBND tỉnh, X. Ia Dom' }),
    line(7, 250, 'floor.granted', idOf('H. Đức Cơ', 'X. Ia Dom'), 'ACT', 'Chủ tọa'),
    line(8, 112, 'seat.lost', idOf('H. Chư Prông', 'X. Ia Mơ'), 'INCIDENT', 'hệ thống'),
    line(9, 72, 'seat.returned', idOf('H. KBang', 'X. Kon Pne'), 'FACT', 'hệ thống'),
    line(10, 43, 'floor.onDeck', idOf('H. Krông Pa', 'H. Krông Pa'), 'ACT', 'Chủ tọa'),
    line(11, 38, 'seat.lost', idOf('H. KBang', 'X. Đăk Roong'), 'INCIDENT', 'hệ thống'),
    line(12, 21, 'seat.echo', idOf('H. Ia Pa', 'X. Ia Mrơn'), 'INCIDENT', 'hệ thống'),
  ];
}

/** One site in each state, and each fault once. */
function everyState(all: readonly Seat[]): Seat[] {
  const away = { connected: false, present: false, headcount: null } as const;
  const changes: readonly Partial<Seat>[] = [
    { state: 'EXPECTED', ...away },
    { state: 'RINGING', ...away, tries: 3 },
    { state: 'CONNECTED', present: false, headcount: null },
    { state: 'CHECKED', present: false, headcount: null },
    { state: 'PRESENT' },
    { state: 'PRESENT', microphone: 'OPEN', level: 0.5 },
    { state: 'ON_DECK' },
    { state: 'ON_AIR', microphone: 'OPEN' },
    { state: 'ON_AIR', microphone: 'MUTED_THERE' },
    { state: 'LOST', connected: false, since: ago(372) },
    { state: 'RETURNED' },
    { state: 'LEFT', connected: false },
    { state: 'EXCUSED', ...away, note: 'mất điện' },
    { state: 'ABSENT', ...away },
    { state: 'BY_TELEPHONE', connected: false },
    { poor: 'LOSS', lossPercent: 4.2 },
    { poor: 'DELAY', delayMillis: 310 },
    { poor: 'NARROW', rung: 'SLIDES' },
    { poor: 'ECHO', microphone: 'OPEN' },
    { poor: 'NO_SOUND' },
    { camera: 'FROZEN' },
    { camera: 'BLACK' },
    { microphone: 'NONE', camera: 'NONE' },
  ];
  return changes.flatMap((change, index) => {
    const seat = all[index + 3];
    return seat ? [{ ...seat, microphone: 'CLOSED', ...change }] : [];
  });
}

export function inventedSnapshot(options: Options = {}): Snapshot {
  const state = options.state ?? 'IN_SESSION';
  const sitting = state === 'IN_SESSION' || state === 'SUSPENDED';
  const changes = sitting ? morning() : {};
  let all = seats(options).map((seat) => ({ ...seat, ...changes[seat.id] }));
  all = inPhase(all, state, options.rehearsed ?? false);
  const lost = options.lost ?? 0;
  all = all.map((seat, index) =>
    index % 4 === 1 && Math.floor(index / 4) < lost
      ? { ...seat, state: 'LOST', connected: false, since: ago(9 + (index % 5)) }
      : seat,
  );
  if (options.sites === 'none') all = [];
  if (options.sites === 'states') all = everyState(all);
  if (options.sites === 'district') {
    const told: Record<string, Partial<Seat>> = {
      's13-0': { state: 'ON_AIR', microphone: 'OPEN' },
      's13-4': { state: 'ON_AIR', microphone: 'OPEN' },
      's13-6': { state: 'ON_DECK' },
      's13-2': { poor: 'LOSS', lossPercent: 3.6 },
      's13-7': { state: 'LOST', connected: false, since: ago(84), tries: 2 },
      's13-8': { state: 'RINGING', connected: false, present: false, headcount: null, tries: 2 },
    };
    all = all.filter(({ group }) => group === 'g13').map((seat) => ({ ...seat, ...told[seat.id] }));
  }
  const district = options.sites === 'district';
  const air = district ? 's13-4' : idOf('H. Đức Cơ', options.long ? 'TT. Chư Ty' : 'X. Ia Dom');
  const main = district ? 's13-0' : idOf('Cấp tỉnh', 'UBND tỉnh');
  const deck = district ? 's13-6' : idOf('H. Krông Pa', 'H. Krông Pa');
  const wave = state === 'LOBBY';
  return {
    serverTime: new Date().toISOString(),
    meeting: {
      id: 'invented',
      title: 'Hội nghị trực tuyến toàn tỉnh',
      subject: 'Sơ kết 6 tháng đầu năm 2020',
      convener: 'UBND tỉnh',
      chairName: 'Chủ tịch UBND tỉnh',
      state,
      startsAt: ago(state === 'PUBLISHED' ? -1_260 : sitting ? 2_300 : -600),
      startedAt: sitting ? ago(2_292) : null,
      mainSite: main,
      deputySite: idOf('TP. Pleiku', 'TP. Pleiku'),
      chairSite: main,
      demo: true,
    },
    seats: all,
    groups,
    programme: {
      layout: sitting ? 'ONE_ONE' : 'ONE',
      fill: 'FIXED',
      cells: sitting
        ? [
            { seat: main, slides: false },
            { seat: air, slides: false },
          ]
        : [{ seat: null, slides: false }],
      since: ago(252),
      by: 'Nguyễn Thị Hồng Vân',
      card: state === 'IN_SESSION' ? null : state === 'SUSPENDED' ? 'BREAK' : 'WELCOME',
    },
    preview: sitting
      ? {
          layout: 'SLIDES_ONE',
          fill: 'FIXED',
          cells: [
            { seat: deck, slides: true },
            { seat: deck, slides: false },
          ],
        }
      : { layout: 'ONE', fill: 'FIXED', cells: [{ seat: main, slides: false }] },
    tour: null,
    floor: {
      mode: 'DISCUSSION',
      speaking: sitting
        ? {
            ...request('r1', air, 'Chủ tịch UBND xã', 'Phòng, chống bệnh bạch hầu ở xã biên giới'),
            startedAt: ago(252),
            limitSeconds: 420,
          }
        : null,
      onDeck: sitting
        ? request('r2', deck, 'Phó Chủ tịch UBND huyện', 'Ứng phó mưa lũ lưu vực sông Ba')
        : null,
      queue: sitting && !district ? queue(options.long ?? false) : [],
      limitSeconds: 420,
      locked: true,
      open: [],
    },
    rollCall: {
      state: sitting ? 'CLOSED' : state === 'ROLL_CALL' ? 'RUNNING' : 'NOT_YET',
      startedAt: sitting || state === 'ROLL_CALL' ? ago(300) : null,
      closedAt: sitting ? ago(2_500) : null,
      calling: state === 'ROLL_CALL' ? (all[140]?.id ?? null) : null,
      nextAt: state === 'ROLL_CALL' ? ago(-7) : null,
    },
    calling: wave ? { wave: 4, waves: 6, called: 160, of: 240 } : null,
    talks: [],
    guests: inventedGuests(options.guests ?? 'none', all[0]),
    operators: [
      { id: 'me', name: 'Nguyễn Thị Hồng Vân', duty: 'PICTURES' },
      { id: 'o2', name: 'Siu Hương', duty: 'SITES' },
    ],
    undo: { count: sitting ? 6 : 0, act: sitting ? 'programme.taken' : null },
    log: sitting ? log() : [],
  };
}

/** A console over an invented meeting; acts are played in the page. */
export function inventedConsole(options: Options = {}): Console {
  const view = new Store<MeetingView>(viewOf(inventedSnapshot(options), Date.now()));
  const desk = new Store<Desk>({
    ...emptyDesk,
    selected: options.sites ? null : idOf('H. Krông Pa', 'X. Ia RSai'),
    ...options.desk,
  });
  const link = new Store<StreamState>(
    options.link === 'cut' ? { kind: 'cut', since: Date.now() - 4_000 } : { kind: 'live' },
  );
  const hearing = new Store<Hearing>({ on: true, blocked: false, cut: false });
  const pictures = new Store<ReadonlyMap<string, Picture>>(new Map());
  const shown = options.pictures === false ? () => undefined : () => show(view.get(), pictures);
  shown();
  const acts = playedActs(view, shown);
  return {
    view,
    desk,
    link,
    acts,
    pictures,
    hearing,
    me: 'me',
    stills: false,
    still: (seat) => (options.pictures === false || seat.still === 0 ? null : drawnStill(seat.still)),
    guestLink: async () => ({ link: 'k7mq-x3rt-9wpd', pin: '402618' }),
    perform: performer({ view, desk, acts, me: 'me' }),
    select: (seat) => desk.update((now) => selecting(now, seat)),
    change: (part) => desk.update((now) => ({ ...now, ...part })),
    hear: (on) => hearing.set({ on, blocked: false, cut: false }),
    say: () => undefined,
  };
}

const drawn = new Map<string, Picture>();

function picture(seat: string, slides: boolean): Picture {
  const key = `${seat}-${slides}`;
  const found =
    drawn.get(key) ??
    drawnPicture(
      [...seat].reduce((sum, c) => sum + c.charCodeAt(0), 0),
      slides ? 'screen' : 'camera',
    );
  drawn.set(key, found);
  return found;
}

/** Pictures of what preview and programme hold. */
function show(view: MeetingView, pictures: Store<ReadonlyMap<string, Picture>>): void {
  const all = new Map<string, Picture>();
  const there = (seat: string | null): seat is string =>
    seat !== null && view.byId.get(seat)?.connected === true;
  view.programme.cells.forEach(({ seat, slides }, index) => {
    if (there(seat)) all.set(`programme:${index}`, picture(seat, slides));
  });
  for (const { seat, slides } of view.preview.cells)
    if (there(seat)) all.set(`${slides ? 'screen' : 'camera'}:${seat}`, picture(seat, slides));
  pictures.set(all);
}

function playedActs(view: Store<MeetingView>, shown: () => void): ConsoleActs {
  const patch = (change: Patch) => {
    view.update((now) => patched(now, [change], Date.now()));
    shown();
  };
  const now = () => new Date().toISOString();
  const change = (id: string, part: Partial<Seat>) => {
    const seat = view.get().byId.get(id);
    if (seat) patch({ seats: [{ ...seat, ...part, since: now() }] });
  };
  const played: { [Name in keyof ConsoleActs]?: (...args: Parameters<ConsoleActs[Name]>) => void } = {
    preview: (preview) => patch({ preview }),
    take: (wanted) => {
      const { preview, programme, undo } = view.get();
      patch({
        programme: { ...(wanted ?? preview), since: now(), by: 'Nguyễn Thị Hồng Vân', card: null },
        preview: { layout: programme.layout, fill: programme.fill, cells: programme.cells },
        undo: { count: undo.count + 1, act: 'programme.taken' },
      });
    },
    undo: () => {
      const { preview, programme, undo } = view.get();
      patch({
        programme: { ...programme, ...preview, since: now() },
        preview: { layout: programme.layout, fill: programme.fill, cells: programme.cells },
        undo: { count: Math.max(0, undo.count - 1), act: null },
      });
    },
    nextFloor: () => {
      const next = nextSpeaker(view.get());
      const { floor } = view.get();
      if (!next) return;
      patch({
        floor: {
          ...floor,
          speaking: { ...next, startedAt: now(), limitSeconds: floor.limitSeconds },
          onDeck: null,
          queue: floor.queue.filter(({ id }) => id !== next.id),
        },
      });
    },
    revoke: () => patch({ floor: { ...view.get().floor, speaking: null } }),
    onDeck: (id) => {
      const { floor } = view.get();
      const request = floor.queue.find((each) => each.id === id) ?? null;
      const back = floor.onDeck === null ? [] : [floor.onDeck];
      patch({
        floor: {
          ...floor,
          onDeck: request,
          queue: [...back, ...floor.queue.filter((each) => each.id !== id)],
        },
      });
    },
    grant: (id) => {
      const { floor } = view.get();
      const request = floor.queue.find((each) => each.id === id);
      if (!request) return;
      patch({
        floor: {
          ...floor,
          speaking: { ...request, startedAt: now(), limitSeconds: floor.limitSeconds },
          queue: floor.queue.filter((each) => each.id !== id),
        },
      });
    },
    withdraw: (id) =>
      patch({
        floor: { ...view.get().floor, queue: view.get().floor.queue.filter((each) => each.id !== id) },
      }),
    orderFloor: (ids) => {
      const { floor } = view.get();
      const byId = new Map(floor.queue.map((each) => [each.id, each]));
      patch({ floor: { ...floor, queue: ids.flatMap((id) => byId.get(id) ?? []) } });
    },
    requestFloor: (seat, speaker, topic) => {
      const { floor } = view.get();
      patch({
        floor: {
          ...floor,
          queue: [...floor.queue, { id: `r${Date.now()}`, seat, speaker, topic, raised: false, at: now() }],
        },
      });
    },
    lockMicrophones: (locked) => patch({ floor: { ...view.get().floor, locked } }),
    microphones: (of, open) => {
      if (of !== 'all') for (const id of of) change(id, { microphone: open ? 'OPEN' : 'CLOSED' });
    },
    mark: (seat, as, headcount) =>
      change(seat, {
        state: as,
        present: as === 'PRESENT',
        headcount: headcount ?? view.get().byId.get(seat)?.headcount ?? null,
      }),
    note: (seat, note) => change(seat, { note }),
    talk: (seat) => patch({ talks: seat === null ? [] : [{ operator: 'me', seat }] }),
    admit: (ids) => {
      const { guests, seats } = view.get();
      const coming = guests.waiting.filter(({ id }) => ids === 'all' || ids.includes(id));
      const like = seats[0];
      if (!like) return;
      patch({
        guests: {
          ...guests,
          waiting: guests.waiting.filter((each) => !coming.includes(each)),
          seats: [...guests.seats, ...coming.map(({ id, card }, at) => guestSeat(id, card, like, at))],
        },
      });
    },
    refuseGuest: (gone) => {
      const { guests } = view.get();
      patch({ guests: { ...guests, waiting: guests.waiting.filter(({ id }) => id !== gone) } });
    },
    call: (of) => {
      if (of !== 'all') for (const id of of) change(id, { state: 'RINGING', tries: 2 });
    },
    suspend: () =>
      patch({
        meeting: { ...view.get().meeting, state: 'SUSPENDED' },
        programme: { ...view.get().programme, card: 'BREAK' },
      }),
    resume: () =>
      patch({
        meeting: { ...view.get().meeting, state: 'IN_SESSION' },
        programme: { ...view.get().programme, card: null },
      }),
    end: () =>
      patch({
        meeting: { ...view.get().meeting, state: 'ENDED' },
        programme: { ...view.get().programme, card: 'THANKS' },
      }),
    duty: (duty) =>
      patch({ operators: view.get().operators.map((each) => (each.id === 'me' ? { ...each, duty } : each)) }),
  };
  const names = Object.keys(meetingActs('invented')) as (keyof ConsoleActs)[];
  return Object.fromEntries(
    names.map((name) => [
      name,
      async (...args: never[]) => {
        (played[name] as ((...args: never[]) => void) | undefined)?.(...args);
        return true;
      },
    ]),
  ) as unknown as ConsoleActs;
}

/** Fifty changes of sites a second, as the load test has them; returns the end of it. */
export function disturb({ view }: Console, perSecond = 50): () => void {
  let n = 0;
  const timer = window.setInterval(() => {
    const all = view.get().seats;
    const seat = all[(n * 7) % all.length];
    n++;
    if (!seat || seat.state === 'ON_AIR') return;
    const poor = n % 3 === 0;
    view.update((now) =>
      patched(
        now,
        [{ seats: [{ ...seat, poor: poor ? 'LOSS' : null, lossPercent: n % 9, level: (n % 10) / 10 }] }],
        Date.now(),
      ),
    );
  }, 1000 / perSecond);
  return () => window.clearInterval(timer);
}
