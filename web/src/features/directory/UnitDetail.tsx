import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SiteLine, UnitLine } from '../../api/wire';
import { day } from '../../model/dates';
import { isEquipped, isOpen, pathTo } from '../../model/units';
import { Button } from '../../ui/Button';
import type { SiteActs, SiteRights } from './acts';
import { SiteCard } from './SiteCard';
import { SiteForm } from './SiteForm';

interface Props {
  readonly units: readonly UnitLine[];
  /** Also those that are no more. */
  readonly sites: readonly SiteLine[];
  readonly selected: string | null;
  readonly today: string;
  /** A code that came with the address: scanned from a screen. */
  readonly code: string;
  readonly may: SiteRights;
  readonly acts: SiteActs;
  onSelect(unit: string): void;
}

/** One unit: what it is and since when, its sites, and what stands there. */
export function UnitDetail({ units, sites, selected, today, code, may, acts, onSelect }: Props) {
  const { t } = useTranslation();
  const path = selected === null ? [] : pathTo(units, selected);
  const unit = path.at(-1);
  if (!unit) return <p className="office-empty">{t('directory.chooseUnit')}</p>;
  return (
    <div className="unit">
      <p className="unit-path">
        {path
          .slice(0, -1)
          .map((each) => each.name)
          .join(' › ')}
      </p>
      <h2>{unit.name}</h2>
      <dl className="unit-facts">
        <div>
          <dt>{t('directory.type')}</dt>
          <dd>{unit.type}</dd>
        </div>
        <div>
          <dt>{t('directory.code')}</dt>
          <dd>{unit.code}</dd>
        </div>
        <div>
          <dt>{t('directory.valid')}</dt>
          <dd>
            {unit.validTo === null
              ? t('directory.validSince', { from: day(unit.validFrom) })
              : t('directory.validBetween', { from: day(unit.validFrom), to: day(unit.validTo) })}
          </dd>
        </div>
      </dl>
      <SitesOf unit={unit} sites={sites} today={today} code={code} may={may} acts={acts} />
      <Below
        unit={unit}
        units={units}
        sites={sites.filter((site) => isOpen(site, today))}
        onSelect={onSelect}
      />
    </div>
  );
}

interface SitesProps extends Pick<Props, 'sites' | 'today' | 'code' | 'may' | 'acts'> {
  readonly unit: UnitLine;
}

/** Several rooms may stand in one unit. */
function SitesOf({ unit, sites, today, code, may, acts }: SitesProps) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const [closedToo, setClosedToo] = useState(false);
  const all = sites.filter((site) => site.unit === unit.id).sort((a, b) => a.order - b.order);
  const closed = all.filter((site) => !isOpen(site, today)).length;
  const here = closedToo ? all : all.filter((site) => isOpen(site, today));
  const organisations = [...new Set(all.flatMap(({ organisation }) => organisation ?? []))];
  return (
    <>
      <div className="unit-bar">
        <h3>{t('directory.sites')}</h3>
        {closed === 0 ? null : (
          <label className="tick">
            <input
              type="checkbox"
              checked={closedToo}
              onChange={(event) => setClosedToo(event.target.checked)}
            />
            {t('directory.showClosed', { count: closed })}
          </label>
        )}
        {may.administers && !adding ? (
          <Button icon={<Plus size={18} aria-hidden="true" />} onClick={() => setAdding(true)}>
            {t('directory.addSite')}
          </Button>
        ) : null}
      </div>
      {adding ? (
        <div className="site">
          <SiteForm
            title={t('directory.newSite', { unit: unit.name })}
            initial={{ name: '', organisation: '', phone: '', hall: false, order: null }}
            phoneOnly={false}
            organisations={organisations}
            submit={t('directory.addSite')}
            onSave={({ name, organisation, phone, hall }) =>
              acts.onAddSite({ unit: unit.id, name, organisation, phone, hall })
            }
            onClose={() => setAdding(false)}
          />
        </div>
      ) : null}
      {here.length === 0 && !adding ? <p className="office-empty">{t('directory.noSites')}</p> : null}
      {here.map((site) => (
        <SiteCard
          key={site.id}
          site={site}
          today={today}
          code={code}
          may={may}
          organisations={organisations}
          acts={acts}
        />
      ))}
    </>
  );
}

interface BelowProps {
  readonly unit: UnitLine;
  readonly units: readonly UnitLine[];
  readonly sites: readonly SiteLine[];
  onSelect(unit: string): void;
}

/** The telephone list of a district: whom to call at which commune, and where a screen is missing. */
function Below({ unit, units, sites, onSelect }: BelowProps) {
  const { t } = useTranslation();
  const below = units.filter((each) => each.parent === unit.id).sort((a, b) => a.order - b.order);
  if (below.length === 0) return null;
  return (
    <>
      <h3>{t('directory.below', { count: below.length })}</h3>
      <table className="below">
        <thead>
          <tr>
            <th scope="col">{t('directory.unit')}</th>
            <th scope="col">{t('directory.phone')}</th>
            <th scope="col">{t('directory.screen')}</th>
          </tr>
        </thead>
        <tbody>
          {below.map((each) => {
            const own = sites.filter((site) => site.unit === each.id);
            const equipped = own.length > 0 && own.every(isEquipped);
            return (
              <tr key={each.id}>
                <th scope="row">
                  <button type="button" onClick={() => onSelect(each.id)}>
                    {each.name}
                  </button>
                </th>
                <td>
                  {own
                    .map((site) => site.phone)
                    .filter(Boolean)
                    .join(', ') || '—'}
                </td>
                <td className={equipped ? undefined : 'below-bare'}>
                  {own.length === 0
                    ? t('directory.noSites')
                    : equipped
                      ? t('directory.inUse')
                      : t('directory.noScreen')}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
