import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActRefused } from '../api/acts';
import {
  addEndpoint,
  addSite,
  changeEndpoint,
  changeSite,
  everySite,
  importUnits,
  pairScreen,
  previewUnits,
  removeEndpoint,
  revokeEndpoint,
  type SiteChange,
  unitsOn,
} from '../api/directory';
import { type Door, hasRole, whoAmI } from '../api/me';
import type { Me, SiteLine, UnitLine } from '../api/wire';
import { NEW, type SiteActs } from '../features/directory/acts';
import { Directory, type DirectoryView } from '../features/directory/Directory';
import { day, todayHere } from '../model/dates';
import { holdsAt, pairingCode, pathTo } from '../model/units';
import { useProblem } from '../problem';
import { useTheme } from '../useTheme';
import { Language } from './Language';
import '../ui/console.css';
import './office.css';
import '../features/directory/directory.css';
import '../features/directory/sites.css';

interface Done {
  readonly words: string;
  /** Null where the server cannot take it back. */
  readonly undo: (() => Promise<unknown>) | null;
}

/** What makes a site again what it was before a change. */
function wayBack(site: SiteLine, change: SiteChange): SiteChange {
  const end: SiteChange =
    change.closedOn === undefined && change.reopened === undefined
      ? {}
      : site.closedOn === null
        ? { reopened: true }
        : { closedOn: site.closedOn };
  return {
    ...end,
    ...(change.name === undefined ? {} : { name: site.name }),
    ...(change.organisation === undefined ? {} : { organisation: site.organisation ?? '' }),
    ...(change.phone === undefined ? {} : { phone: site.phone }),
    ...(change.hall === undefined ? {} : { hall: site.hall }),
    ...(change.order === undefined ? {} : { order: site.order }),
  };
}

/** A screen that is there fetches its key within a second. In milliseconds, and how often it is looked at meanwhile. */
const CLAIM_MILLIS = 700;
const CLAIM_LOOKS = 8;

/** Whether the screen has fetched its key: only then is it paired. @param before when it last got one, or null */
async function claimed(endpoint: string, before: string | null): Promise<boolean> {
  for (let look = 0; look < CLAIM_LOOKS; look++) {
    const sites = await everySite();
    const found = sites.flatMap(({ endpoints }) => endpoints).find(({ id }) => id === endpoint);
    if (found && !found.revoked && found.pairedAt !== null && found.pairedAt !== before) return true;
    await new Promise((resolve) => window.setTimeout(resolve, CLAIM_MILLIS));
  }
  return false;
}

/** Enters a spare and pairs it; what could not be paired is not left behind. */
async function pairNew(site: string, code: string, name: string): Promise<{ readonly endpoint: string }> {
  const { id } = await addEndpoint(site, { kind: 'KIOSK', role: 'SPARE', name, address: '' });
  try {
    return await pairScreen(site, code, id);
  } catch (error) {
    await removeEndpoint(id).catch(() => undefined);
    throw error;
  }
}

/** `/directory`: units, sites, equipment. `?pair=CODE` comes from a screen's square code. */
export default function DirectoryPage() {
  const { t } = useTranslation();
  useTheme('system');
  const [today] = useState(todayHere);
  const [on, setOn] = useState(today);
  const [units, setUnits] = useState<readonly UnitLine[] | null>(null);
  const [sites, setSites] = useState<readonly SiteLine[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const [me, setMe] = useState<Me | Door | null>(null);
  const [view, setView] = useState<DirectoryView>('unit');
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string | null>(null);
  const [code, setCode] = useState(() =>
    pairingCode(new URLSearchParams(window.location.search).get('pair') ?? ''),
  );

  const problem = useProblem();
  const latest = useRef(problem);
  latest.current = problem;
  const words = useCallback(
    (error: unknown): string =>
      latest.current(error instanceof ActRefused ? error : new ActRefused(0, 'unreachable')),
    [],
  );
  const read = useCallback(
    async (day: string) => {
      try {
        const [newUnits, newSites] = await Promise.all([unitsOn(day), everySite()]);
        setUnits(newUnits);
        setSites(newSites);
        setFault(null);
        // The root is open at first: there is but one.
        setOpen((before) =>
          before.size > 0
            ? before
            : new Set(newUnits.filter((unit) => unit.parent === null).map((unit) => unit.id)),
        );
      } catch (error) {
        setFault(words(error));
      }
    },
    [words],
  );
  useEffect(() => {
    void whoAmI().then(setMe);
  }, []);
  useEffect(() => {
    void read(on);
  }, [on, read]);

  const [last, setLast] = useState<Done | null>(null);
  useEffect(() => {
    document.title = t('directory.title');
  }, [t]);
  /** @param said once it is done, with the way back where there is one */
  const done = async (act: Promise<unknown>, said: Done | null = null): Promise<string | null> => {
    try {
      await act;
      await read(on);
      setLast(said);
      return null;
    } catch (error) {
      return words(error);
    }
  };
  const acts: SiteActs = {
    onAddSite: (site) =>
      done(addSite(site), { words: t('directory.siteAdded', { name: site.name }), undo: null }),
    onChangeSite: (site, change) =>
      done(changeSite(site.id, change), {
        words:
          change.closedOn !== undefined
            ? t('directory.siteClosed', { name: site.name, date: day(change.closedOn) })
            : change.reopened
              ? t('directory.siteReopened', { name: site.name })
              : t('directory.siteChanged', { name: change.name ?? site.name }),
        undo: () => changeSite(site.id, wayBack(site, change)),
      }),
    onAddEndpoint: (site, endpoint) => done(addEndpoint(site.id, endpoint)),
    onChangeEndpoint: (endpoint, change) =>
      done(changeEndpoint(endpoint.id, change), {
        words: t('directory.siteChanged', { name: change.name }),
        undo: () => changeEndpoint(endpoint.id, { name: endpoint.name, address: endpoint.address }),
      }),
    onRemoveEndpoint: (endpoint) => done(removeEndpoint(endpoint.id)),
    onPair: async (site, typedCode, endpoint) => {
      try {
        const known = new Map(
          sites.flatMap(({ endpoints }) => endpoints.map(({ id, pairedAt }) => [id, pairedAt])),
        );
        const paired = await (endpoint === NEW
          ? pairNew(site, typedCode, t('directory.spareName'))
          : pairScreen(site, typedCode, endpoint));
        setCode('');
        const there = await claimed(paired.endpoint, known.get(paired.endpoint) ?? null);
        await read(on);
        return there ? null : t('directory.pairedNotYet');
      } catch (error) {
        return words(error);
      }
    },
    onRevoke: (endpoint) => done(revokeEndpoint(endpoint)),
  };
  const person = me !== null && typeof me === 'object' ? me : null;
  // The rights of today; on another day one looks.
  const holds = (...roles: Parameters<typeof hasRole>[1][]) =>
    person !== null && selected !== null && on === today && holdsAt(person, units ?? [], selected, ...roles);
  const select = (unit: string) => {
    setSelected(unit);
    setView('unit');
    const above = pathTo(units ?? [], unit).slice(0, -1);
    setOpen((before) => new Set([...before, ...above.map((each) => each.id)]));
  };
  return (
    <Directory
      units={units}
      sites={sites}
      fault={fault}
      on={on}
      today={today}
      view={view}
      typed={typed}
      open={open}
      selected={selected}
      code={code}
      demo={person?.demo ?? false}
      may={{ administers: holds('ADMINISTRATOR'), looksAfter: holds('ADMINISTRATOR', 'DISTRICT_CLERK') }}
      imports={person !== null && hasRole(person, 'ADMINISTRATOR')}
      acts={acts}
      done={last === null ? null : { words: last.words, undoable: last.undo !== null }}
      language={<Language />}
      onUndo={() => {
        const undo = last?.undo;
        if (!undo) return;
        void done(undo()).then(setFault);
      }}
      onDay={setOn}
      onView={setView}
      onType={setTyped}
      onSelect={select}
      onOpen={(unit, wanted) => {
        const next = new Set(open);
        if (wanted) next.add(unit);
        else next.delete(unit);
        setOpen(next);
      }}
      onPreview={(file, from) => previewUnits(file, from).catch(words)}
      onImport={async (file, from) => {
        try {
          const plan = await importUnits(file, from);
          await read(on);
          return plan;
        } catch (error) {
          return words(error);
        }
      }}
    />
  );
}
