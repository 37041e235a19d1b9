import { MonitorCheck, MonitorX, Phone } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Endpoint, EndpointKind, SiteLine, UnitLine } from '../../api/wire';
import { day, moment } from '../../model/dates';
import { isEquipped, isWholeCode, pairingCode, pathTo } from '../../model/units';
import { Button } from '../../ui/Button';
import { HoldButton } from '../../ui/HoldButton';

export interface DetailActs {
  /** Each resolves to why it was not done, or null. */
  onPair(site: string, code: string, kind: EndpointKind): Promise<string | null>;
  onRevoke(endpoint: string): Promise<string | null>;
}

interface Props extends DetailActs {
  readonly units: readonly UnitLine[];
  readonly sites: readonly SiteLine[];
  readonly selected: string | null;
  /** A code that came with the address: scanned from a screen. */
  readonly code: string;
  onSelect(unit: string): void;
}

export const kindWords = {
  KIOSK: 'directory.kiosk',
  SPARE: 'directory.spare',
  BROWSER: 'directory.browser',
  TELEPHONE: 'directory.telephone',
} as const satisfies Record<EndpointKind, string>;

/** One unit: what it is and since when, its sites, and what stands there. */
export function UnitDetail({ units, sites, selected, code, onPair, onRevoke, onSelect }: Props) {
  const { t } = useTranslation();
  const path = selected === null ? [] : pathTo(units, selected);
  const unit = path.at(-1);
  if (!unit) return <p className="office-empty">{t('directory.chooseUnit')}</p>;
  const here = sites.filter((site) => site.unit === unit.id).sort((a, b) => a.order - b.order);
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
      <h3>{t('directory.sites')}</h3>
      {here.length === 0 ? <p className="office-empty">{t('directory.noSites')}</p> : null}
      {here.map((site) => (
        <Site key={site.id} site={site} code={code} onPair={onPair} onRevoke={onRevoke} />
      ))}
      <Below unit={unit} units={units} sites={sites} onSelect={onSelect} />
    </div>
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
            <th scope="col">{t('directory.telephone')}</th>
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
                <td>{own.map((site) => site.phone).join(', ') || '—'}</td>
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

interface SiteProps extends DetailActs {
  readonly site: SiteLine;
  readonly code: string;
}

function Site({ site, code, onPair, onRevoke }: SiteProps) {
  const { t } = useTranslation();
  const equipped = isEquipped(site);
  return (
    <article className="site" aria-label={site.name} data-site={site.id}>
      <header>
        {equipped ? (
          <MonitorCheck size={20} aria-hidden="true" className="site-well" />
        ) : (
          <MonitorX size={20} aria-hidden="true" className="site-bare" />
        )}
        <div>
          <h4>{site.name}</h4>
          <p>{[site.organisation, equipped ? '' : t('directory.noScreen')].filter(Boolean).join(' · ')}</p>
        </div>
        {site.phone === '' ? null : (
          <p className="site-phone">
            <Phone size={16} aria-hidden="true" />
            {site.phone}
          </p>
        )}
      </header>
      {site.endpoints.length === 0 ? null : (
        <table className="endpoints">
          <thead>
            <tr>
              <th scope="col">{t('directory.endpoint')}</th>
              <th scope="col">{t('directory.pairedAt')}</th>
              <th scope="col">{t('directory.lastSeen')}</th>
              <th scope="col">{t('directory.state')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {site.endpoints.map((endpoint) => (
              <EndpointRow key={endpoint.id} endpoint={endpoint} onRevoke={onRevoke} />
            ))}
          </tbody>
        </table>
      )}
      <Pair site={site} code={code} onPair={onPair} />
    </article>
  );
}

function EndpointRow({ endpoint, onRevoke }: { readonly endpoint: Endpoint } & Pick<DetailActs, 'onRevoke'>) {
  const { t } = useTranslation();
  const [fault, setFault] = useState<string | null>(null);
  return (
    <tr className={endpoint.revoked ? 'endpoint-revoked' : undefined}>
      <th scope="row">{[t(kindWords[endpoint.kind]), endpoint.name].filter(Boolean).join(' · ')}</th>
      <td>{endpoint.pairedAt === null ? '—' : moment(endpoint.pairedAt)}</td>
      <td>{endpoint.lastSeen === null ? t('directory.never') : moment(endpoint.lastSeen)}</td>
      <td>
        {endpoint.revoked
          ? t('directory.revoked')
          : endpoint.pairedAt === null
            ? t('directory.unpaired')
            : t('directory.inUse')}
        {fault === null ? null : (
          <span className="field-fault" role="alert">
            {fault}
          </span>
        )}
      </td>
      <td>
        {endpoint.revoked || endpoint.pairedAt === null ? null : (
          <HoldButton
            seconds={1}
            again={t('directory.revokeAgain')}
            className="button-danger"
            onDone={() => void onRevoke(endpoint.id).then(setFault)}
          >
            {t('directory.revoke')}
          </HoldButton>
        )}
      </td>
    </tr>
  );
}

function Pair({
  site,
  code,
  onPair,
}: { readonly site: SiteLine; readonly code: string } & Pick<DetailActs, 'onPair'>) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(pairingCode(code));
  const [spare, setSpare] = useState(false);
  const [says, setSays] = useState<{ readonly words: string; readonly bad: boolean } | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isWholeCode(typed)) {
      setSays({ words: t('directory.codeShort'), bad: true });
      return;
    }
    void onPair(site.id, typed, spare ? 'SPARE' : 'KIOSK').then((why) => {
      setSays(
        why === null
          ? { words: t('directory.paired', { code: typed }), bad: false }
          : { words: why, bad: true },
      );
      if (why === null) setTyped('');
    });
  };
  return (
    <form className="pair" onSubmit={submit}>
      <label className="pair-label">
        <span>{t('directory.pair')}</span>
        <input
          className="input pair-code"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('directory.codeExample')}
          value={typed}
          aria-invalid={says?.bad ? true : undefined}
          onChange={(event) => {
            setTyped(pairingCode(event.target.value));
            setSays(null);
          }}
        />
      </label>
      <label className="tick">
        <input type="checkbox" checked={spare} onChange={(event) => setSpare(event.target.checked)} />
        {t('directory.asSpare')}
      </label>
      <Button type="submit" look={code === '' ? 'plain' : 'primary'}>
        {t('directory.pairDo')}
      </Button>
      <p role="status" className={says?.bad ? 'field-fault' : 'pair-done'}>
        {says?.words ?? t('directory.pairHow')}
      </p>
    </form>
  );
}
