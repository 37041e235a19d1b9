import { MonitorCheck, MonitorX, PencilLine, Phone, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SiteLine } from '../../api/wire';
import { day } from '../../model/dates';
import { isEquipped, isOpen } from '../../model/units';
import { Button } from '../../ui/Button';
import { DateField } from '../../ui/DateField';
import { HoldButton } from '../../ui/HoldButton';
import type { SiteActs, SiteRights } from './acts';
import { Endpoints } from './Endpoints';
import { NewEndpoint } from './NewEndpoint';
import { Pair } from './Pair';
import { SiteForm } from './SiteForm';

interface Props {
  readonly site: SiteLine;
  readonly today: string;
  readonly code: string;
  readonly may: SiteRights;
  readonly organisations: readonly string[];
  readonly acts: SiteActs;
}

type Open = 'edit' | 'endpoint' | null;

/** One room: whom to phone, what stands in it, and its ways of changing. */
export function SiteCard({ site, today, code, may, organisations, acts }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Open>(null);
  const equipped = isEquipped(site);
  const here = isOpen(site, today);
  const state =
    site.closedOn === null
      ? equipped
        ? ''
        : t('directory.noScreen')
      : t(here ? 'directory.closesOn' : 'directory.closedSince', { date: day(site.closedOn) });
  return (
    <article className={here ? 'site' : 'site site-closed'} aria-label={site.name} data-site={site.id}>
      <header>
        {equipped && here ? (
          <MonitorCheck size={20} aria-hidden="true" className="site-well" />
        ) : (
          <MonitorX size={20} aria-hidden="true" className="site-bare" />
        )}
        <div>
          <h4>{site.name}</h4>
          <p>{[site.organisation ?? '', state].filter(Boolean).join(' · ')}</p>
        </div>
        {site.phone === '' ? null : (
          <p className="site-phone">
            <Phone size={16} aria-hidden="true" />
            {site.phone}
          </p>
        )}
        {may.looksAfter && here ? (
          <span className="site-acts">
            <Button
              look="quiet"
              icon={<PencilLine size={18} aria-hidden="true" />}
              aria-expanded={open === 'edit'}
              onClick={() => setOpen(open === 'edit' ? null : 'edit')}
            >
              {t('directory.edit')}
            </Button>
            <Button
              look="quiet"
              icon={<Plus size={18} aria-hidden="true" />}
              aria-expanded={open === 'endpoint'}
              onClick={() => setOpen(open === 'endpoint' ? null : 'endpoint')}
            >
              {t('directory.addEndpoint')}
            </Button>
          </span>
        ) : null}
        {may.administers && site.closedOn !== null ? (
          <Button onClick={() => void acts.onChangeSite(site, { reopened: true })}>
            {t('directory.reopen')}
          </Button>
        ) : null}
      </header>
      {open === 'edit' ? (
        <>
          <SiteForm
            title={`${t('directory.edit')}: ${site.name}`}
            initial={{
              name: site.name,
              organisation: site.organisation ?? '',
              phone: site.phone,
              hall: site.hall,
              order: site.order,
            }}
            phoneOnly={!may.administers}
            organisations={organisations}
            submit={t('directory.save')}
            onSave={(values) =>
              acts.onChangeSite(
                site,
                may.administers ? { ...values, order: values.order ?? site.order } : { phone: values.phone },
              )
            }
            onClose={() => setOpen(null)}
          />
          {may.administers && site.closedOn === null ? (
            <Closing
              today={today}
              onClose={async (closedOn) => {
                const why = await acts.onChangeSite(site, { closedOn });
                if (why === null) setOpen(null);
                return why;
              }}
            />
          ) : null}
        </>
      ) : null}
      {open === 'endpoint' ? (
        <NewEndpoint onAdd={(endpoint) => acts.onAddEndpoint(site, endpoint)} onClose={() => setOpen(null)} />
      ) : null}
      <Endpoints site={site} may={may.looksAfter && here} acts={acts} />
      {may.looksAfter && here ? <Pair site={site} code={code} onPair={acts.onPair} /> : null}
    </article>
  );
}

interface ClosingProps {
  readonly today: string;
  onClose(closedOn: string): Promise<string | null>;
}

function Closing({ today, onClose }: ClosingProps) {
  const { t } = useTranslation();
  const [from, setFrom] = useState(today);
  const [fault, setFault] = useState<string | null>(null);
  return (
    <div className="site-closing">
      <DateField
        label={t('directory.closeFrom')}
        value={from}
        hint={t('directory.dateHint')}
        wrong={t('directory.dateWrong')}
        onChange={setFrom}
      />
      <HoldButton
        seconds={1}
        again={t('directory.again')}
        act="close-site"
        onDone={() => void onClose(from).then(setFault)}
      >
        {t('directory.close')}
      </HoldButton>
      {fault === null ? null : (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
