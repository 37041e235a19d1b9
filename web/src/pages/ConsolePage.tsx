import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActRefused, type MeetingActs, meetingActs, stillPath } from '../api/acts';
import { readGuestLink } from '../api/guest';
import { type Door, whoAmI } from '../api/me';
import type { Composition, Me } from '../api/wire';
import { wish, wishes } from '../media/keys';
import { LiveMeeting } from '../media/liveMeeting';
import { Store } from '../media/store';
import { Watch } from '../media/watch';
import { type Desk, emptyDesk, selecting } from '../model/desk';
import { isOver, isRunning, type MeetingView } from '../model/meeting';
import { meetingOf } from '../pageTable';
import { useProblem } from '../problem';
import { Mark } from '../ui/Mark';
import type { Console, ConsoleActs } from '../useConsole';
import { useSelect, useStore } from '../useStore';
import { useTheme } from '../useTheme';
import { ConsoleView } from './ConsoleView';
import { performer } from './consolePerform';
import './console.css';

/** A desk in front of a running meeting, from the page's start to its end. */
class Sitting {
  readonly live: LiveMeeting;
  readonly refusal = new Store<{ readonly act: keyof MeetingActs; readonly why: ActRefused } | null>(null);
  readonly said = new Store<string | null>(null);
  /** Made with the first snapshot. */
  readonly console = new Store<Console | null>(null);
  private readonly watch: Watch;
  private readonly ends: (() => void)[] = [];
  private watching = false;
  private looked: { readonly preview: Composition | null; readonly selected: string | null } = {
    preview: null,
    selected: null,
  };

  /** @param stills the programme by stills, for a desk whose machine draws badly */
  constructor(
    readonly meeting: string,
    private readonly me: string,
    private readonly stills: boolean,
  ) {
    this.live = new LiveMeeting(meeting);
    this.watch = new Watch(() => meetingActs(meeting).ticket(), !stills);
    window.__nharong = { room: this.watch.room };
    this.ends.push(this.live.view.subscribe(() => this.follow()));
    this.follow();
  }

  dispose(): void {
    for (const end of this.ends) end();
    this.live.dispose();
    this.watch.dispose();
  }

  private follow(): void {
    const view = this.live.view.get();
    if (view === null) return;
    if (this.console.get() === null) this.sitDown(view);
    if (!this.watching && isRunning(view)) {
      this.watching = true;
      this.watch.start();
    } else if (this.watching && isOver(view)) {
      this.watching = false;
      this.watch.stop();
    }
    const mine = view.talks.find((talk) => talk.operator === this.me)?.seat ?? null;
    void this.watch.talk(mine).then((fine) => {
      if (!fine) this.refusal.set({ act: 'talk', why: new ActRefused(0, 'own-microphone') });
    });
    this.look();
  }

  /** The cells of preview and the selected site: nothing else is worth a picture. */
  private look(): void {
    const view = this.live.view.get();
    const desk = this.console.get()?.desk.get();
    if (!view || !desk) return;
    // Sites change many times a second; whom one looks at does not.
    if (this.looked.preview === view.preview && this.looked.selected === desk.selected) return;
    this.looked = { preview: view.preview, selected: desk.selected };
    const cameras = new Set<string>();
    const screens = new Set<string>();
    for (const { seat, slides } of view.preview.cells)
      if (seat !== null) (slides ? screens : cameras).add(seat);
    if (desk.selected !== null) cameras.add(desk.selected);
    this.watch.look({ cameras: [...cameras], screens: [...screens] });
  }

  private sitDown(first: MeetingView): void {
    const view = new Store<MeetingView>(first);
    this.ends.push(
      this.live.view.subscribe(() => {
        const now = this.live.view.get();
        if (now !== null) view.set(now);
      }),
    );
    const desk = new Store<Desk>({ ...emptyDesk, singleKeys: wishes().singleKeys });
    let { selected, singleKeys } = desk.get();
    this.ends.push(
      desk.subscribe(() => {
        const now = desk.get();
        if (now.selected !== selected) {
          selected = now.selected;
          this.look();
        }
        if (now.singleKeys !== singleKeys) {
          singleKeys = now.singleKeys;
          wish({ singleKeys });
        }
      }),
    );
    const acts = this.actsOf(this.meeting);
    this.console.set({
      view,
      desk,
      link: this.live.link,
      acts,
      pictures: this.watch.pictures,
      hearing: this.watch.hearing,
      me: this.me,
      stills: this.stills,
      still: (seat) => (seat.still === 0 ? null : stillPath(this.meeting, seat.id, seat.still)),
      guestLink: () => readGuestLink(this.meeting),
      perform: performer({ view, desk, acts, me: this.me }),
      select: (seat) => desk.update((now) => selecting(now, seat)),
      change: (part) => desk.update((now) => ({ ...now, ...part })),
      hear: (on) => void this.watch.hear(on),
      say: (text) => this.said.set(text),
    });
  }

  private actsOf(meeting: string): ConsoleActs {
    const acts = meetingActs(meeting);
    const names = Object.keys(acts) as (keyof MeetingActs)[];
    return Object.fromEntries(
      names.map((name) => [
        name,
        async (...args: never[]) => {
          try {
            await (acts[name] as (...args: never[]) => Promise<unknown>)(...args);
            this.refusal.set(null);
            return true;
          } catch (error) {
            const why = error instanceof ActRefused ? error : new ActRefused(0, 'unreachable');
            this.refusal.set({ act: name, why });
            return false;
          }
        },
      ]),
    ) as unknown as ConsoleActs;
  }
}

/** `/m/{meeting}`: the operator's desk. */
export default function ConsolePage() {
  const { t } = useTranslation();
  useTheme('dark');
  const [me, setMe] = useState<Me | Door | null>(null);
  useEffect(() => {
    void whoAmI().then(setMe);
  }, []);
  if (me === null) return <Away title={t('console.loading')} />;
  // The entrance has let in nobody else; a sign-out in another tab leads back to it.
  if (typeof me === 'string') return <Away title={t('strip.signedOut')} home />;
  return <AtDesk me={me.id} />;
}

function AtDesk({ me }: { readonly me: string }) {
  const meeting = meetingOf(window.location.pathname);
  const [sitting, setSitting] = useState<Sitting | null>(null);
  useEffect(() => {
    const asked = new URLSearchParams(window.location.search);
    const made = new Sitting(meeting, me, asked.get('show') === 'stills');
    setSitting(made);
    return () => made.dispose();
  }, [meeting, me]);
  return sitting && <Seated sitting={sitting} />;
}

function Seated({ sitting }: { readonly sitting: Sitting }) {
  const { t } = useTranslation();
  const problem = useProblem();
  const console = useStore(sitting.console);
  const link = useStore(sitting.live.link);
  const refusal = useStore(sitting.refusal);
  const said = useStore(sitting.said);
  const title = useSelect(sitting.live.view, (view) => view?.meeting.title ?? '');
  useEffect(() => {
    if (title !== '') document.title = title;
  }, [title]);
  if (console === null) {
    if (link.kind === 'refused')
      return <Away title={t('console.noMeeting')} how={t('console.noMeetingHow')} home />;
    return <Away title={link.kind === 'cut' ? t('strip.cutSays') : t('console.loading')} />;
  }
  const why =
    refusal === null
      ? null
      : refusal.why.code === 'own-microphone'
        ? t('console.microphoneFault')
        : t('console.refused', { act: t(`act.${refusal.act}`), why: problem(refusal.why) });
  return (
    <ConsoleView
      console={console}
      refusal={why}
      toast={said}
      onRefusalRead={() => sitting.refusal.set(null)}
      onToastGone={() => sitting.said.set(null)}
    />
  );
}

function Away({
  title,
  how,
  home = false,
}: {
  readonly title: string;
  readonly how?: string;
  readonly home?: boolean;
}) {
  const { t } = useTranslation();
  return (
    <main className="console-away">
      <Mark />
      <h1>{title}</h1>
      {how === undefined ? null : <p>{how}</p>}
      {home ? <a href="/">{t('console.toMeetings')}</a> : null}
    </main>
  );
}
