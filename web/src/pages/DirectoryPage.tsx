import { useCallback, useEffect, useRef, useState } from 'react';
import { ActRefused } from '../api/acts';
import { allSites, importUnits, pairScreen, previewUnits, revokeEndpoint, unitsOn } from '../api/directory';
import { type Door, whoAmI } from '../api/me';
import type { Me, SiteLine, UnitLine } from '../api/wire';
import { Directory, type DirectoryView } from '../features/directory/Directory';
import { officeField } from '../model/officeTime';
import { pairingCode, pathTo } from '../model/units';
import { useProblem } from '../problem';
import { useTheme } from '../useTheme';
import { Language } from './Language';
import '../ui/console.css';
import './office.css';
import '../features/directory/directory.css';

/** Today where the province lies, yyyy-MM-dd. */
const todayHere = (): string => officeField(Date.now()).slice(0, 10);

/** `/directory`: units, sites, equipment. `?pair=CODE` comes from a screen's square code. */
export default function DirectoryPage() {
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
        const [newUnits, newSites] = await Promise.all([unitsOn(day), allSites()]);
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

  const done = async (act: Promise<unknown>): Promise<string | null> => {
    try {
      await act;
      await read(on);
      return null;
    } catch (error) {
      return words(error);
    }
  };
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
      demo={me !== null && typeof me === 'object' && me.demo}
      language={<Language />}
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
      onPair={async (site, typedCode, kind) => {
        const why = await done(pairScreen(site, typedCode, kind));
        if (why === null) setCode('');
        return why;
      }}
      onRevoke={(endpoint) => done(revokeEndpoint(endpoint))}
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
