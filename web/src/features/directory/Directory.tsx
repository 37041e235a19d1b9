import { Search } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { SiteLine, UnitImportPlan, UnitLine } from '../../api/wire';
import { search, searchIndex } from '../../model/search';
import { findableUnits, unitTree } from '../../model/units';
import { DateField } from '../../ui/DateField';
import { Mark } from '../../ui/Mark';
import { Notice } from '../../ui/Notice';
import { Segments } from '../../ui/Segments';
import { type ImportActs, ImportPanel } from './ImportPanel';
import { type DetailActs, UnitDetail } from './UnitDetail';
import { UnitTree } from './UnitTree';

export type DirectoryView = 'unit' | 'import';

interface Props extends DetailActs, ImportActs {
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
  readonly plan?: UnitImportPlan;
  /** The switch of languages. */
  readonly language: ReactNode;
  onDay(on: string): void;
  onView(view: DirectoryView): void;
  onType(typed: string): void;
  onSelect(unit: string): void;
  onOpen(unit: string, open: boolean): void;
}

const MOST_HITS = 20;

/** The province as it was or will be on one day, at the left; one unit of it, or a new official list, at the right. */
export function Directory({ units, sites, fault, on, today, view, typed, code, demo, ...rest }: Props) {
  const { t } = useTranslation();
  const tree = useMemo(() => unitTree(units ?? [], sites), [units, sites]);
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
        <Segments<DirectoryView>
          label={t('directory.view')}
          value={view}
          choices={[
            { id: 'unit', label: t('directory.units') },
            { id: 'import', label: t('directory.import') },
          ]}
          onChoose={rest.onView}
        />
        <nav className="directory-nav">
          <a href="/">{t('office.home')}</a>
          <a href="/health">{t('health.title')}</a>
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
          {view === 'import' ? (
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
              code={code}
              onPair={rest.onPair}
              onRevoke={rest.onRevoke}
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
