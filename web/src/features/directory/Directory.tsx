import { Search } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SiteLine, UnitImportPlan, UnitLine } from '../../api/wire';
import { search, searchIndex } from '../../model/search';
import { findableUnits, isOpen, unitTree } from '../../model/units';
import { DateField } from '../../ui/DateField';
import { Mark } from '../../ui/Mark';
import { Notice } from '../../ui/Notice';
import { Segments } from '../../ui/Segments';
import { Undo } from '../../ui/Undo';
import type { SiteActs, SiteRights } from './acts';
import { type ImportActs, ImportPanel } from './ImportPanel';
import { UnitDetail } from './UnitDetail';
import { UnitTree } from './UnitTree';

export type DirectoryView = 'unit' | 'import';

interface Props extends ImportActs {
  /** Null while they are fetched. */
  readonly units: readonly UnitLine[] | null;
  readonly sites: readonly SiteLine[];
  /** Why there are none. */
  readonly fault: string | null;
  /** The day looked at, yyyy-MM-dd. */
  readonly on: string;
  readonly today: string;
  readonly view: DirectoryView;
  readonly typed: string;
  readonly open: ReadonlySet<string>;
  readonly selected: string | null;
  readonly code: string;
  readonly demo: boolean;
  readonly may: SiteRights;
  /** Whether new official lists are the reader's. */
  readonly imports: boolean;
  readonly acts: SiteActs;
  /** What was done last, and whether it can be taken back. */
  readonly done: { readonly words: string; readonly undoable: boolean } | null;
  readonly plan?: UnitImportPlan;
  /** The switch of languages. */
  readonly language: ReactNode;
  onDay(on: string): void;
  onView(view: DirectoryView): void;
  onType(typed: string): void;
  onSelect(unit: string): void;
  onOpen(unit: string, open: boolean): void;
  onUndo(): void;
}

const MOST_HITS = 20;

/** The province as it was or will be on one day, at the left; one unit of it, or a new official list, at the right. */
export function Directory({ units, sites, fault, on, today, view, typed, code, demo, ...rest }: Props) {
  const { t } = useTranslation();
  const tree = useMemo(
    () =>
      unitTree(
        units ?? [],
        sites.filter((site) => isOpen(site, today)),
      ),
    [units, sites, today],
  );
  const index = useMemo(() => searchIndex(findableUnits(units ?? [])), [units]);
  const hits = typed.trim() === '' ? null : search(index, typed, MOST_HITS);
  return (
    <main className="office">
      <header className="office-top">
        <div className="office-top-name">
          <Mark />
          <h1>{t('directory.title')}</h1>
          {demo ? <p className="office-sample">{t('kiosk.sample')}</p> : null}
        </div>
        {rest.imports ? (
          <Segments<DirectoryView>
            label={t('directory.view')}
            value={view}
            choices={[
              { id: 'unit', label: t('directory.units') },
              { id: 'import', label: t('directory.import') },
            ]}
            onChoose={rest.onView}
          />
        ) : null}
        <nav className="directory-nav">
          <a href="/">{t('office.home')}</a>
          {rest.language}
        </nav>
      </header>
      {code === '' ? null : (
        <div className="directory-code">
          <Notice look="info" title={t('directory.codeHere', { code })}>
            <p>{t('directory.codeHereHow')}</p>
          </Notice>
        </div>
      )}
      <div className={rest.done === null ? undefined : 'directory-done'}>
        <Undo
          words={rest.done?.words ?? null}
          label={t('directory.undo')}
          onUndo={rest.done?.undoable ? rest.onUndo : null}
        />
      </div>
      <div className="office-columns directory-columns">
        <section className="office-panel" aria-label={t('directory.units')}>
          <div className="office-panel-head">
            <label className="office-find directory-find">
              <Search size={16} aria-hidden="true" />
              <span className="hidden">{t('directory.find')}</span>
              <input
                className="input"
                type="search"
                value={typed}
                placeholder={t('directory.find')}
                onChange={(event) => rest.onType(event.target.value)}
              />
            </label>
            <div className="directory-day">
              <DateField
                label={t('directory.on')}
                value={on}
                hint={t('directory.dateHint')}
                wrong={t('directory.dateWrong')}
                onChange={rest.onDay}
              />
            </div>
          </div>
          {fault !== null ? (
            <div className="directory-fault">
              <Notice look="bad" title={fault} />
            </div>
          ) : units === null ? (
            <p className="office-empty">{t('directory.loading')}</p>
          ) : units.length === 0 ? (
            <p className="office-empty">{t('directory.noUnits')}</p>
          ) : hits !== null ? (
            <Hits hits={hits} selected={rest.selected} onSelect={rest.onSelect} />
          ) : (
            <UnitTree
              tree={tree}
              open={rest.open}
              selected={rest.selected}
              onSelect={rest.onSelect}
              onOpen={rest.onOpen}
            />
          )}
        </section>
        <section className="office-panel directory-detail">
          {view === 'import' && rest.imports ? (
            <ImportPanel
              today={today}
              initial={rest.plan}
              onPreview={rest.onPreview}
              onImport={rest.onImport}
            />
          ) : (
            <UnitDetail
              key={rest.selected ?? ''}
              units={units ?? []}
              sites={sites}
              selected={rest.selected}
              today={today}
              code={code}
              may={rest.may}
              acts={rest.acts}
              onSelect={rest.onSelect}
            />
          )}
        </section>
      </div>
    </main>
  );
}

interface HitsProps {
  readonly hits: readonly { readonly id: string; readonly name: string; readonly within: string }[];
  readonly selected: string | null;
  onSelect(unit: string): void;
}

function Hits({ hits, selected, onSelect }: HitsProps) {
  const { t } = useTranslation();
  return hits.length === 0 ? (
    <p className="office-empty">{t('directory.noHits')}</p>
  ) : (
    <ul className="units-tree">
      {hits.map((hit) => (
        <li key={hit.id}>
          <button
            type="button"
            className="units-row units-hit"
            aria-pressed={hit.id === selected}
            onClick={() => onSelect(hit.id)}
          >
            <span className="units-name">{hit.name}</span>
            <span className="units-count">{hit.within}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
