import { useTranslation } from 'react-i18next';
import type { SiteActs } from '../features/directory/acts';
import { Directory } from '../features/directory/Directory';
import { HealthView } from '../features/health/HealthView';
import { Light, Links } from './GalleryOffice';
import { directoryStates, healthStates, sites, units } from './inventedDirectory';
import { Language } from './Language';
import '../ui/console.css';
import './office.css';
import '../features/directory/directory.css';
import '../features/directory/sites.css';
import '../features/health/health.css';

const nothing = () => undefined;
const done = async () => null;
const acts: SiteActs = {
  onAddSite: done,
  onChangeSite: done,
  onAddEndpoint: done,
  onChangeEndpoint: done,
  onRemoveEndpoint: done,
  onPair: done,
  onRevoke: done,
};
const TODAY = '2020-07-15';

/** `/ui?screen=directory&state=…`. */
export function GalleryDirectory({ state }: { readonly state: string | null }) {
  const { t } = useTranslation();
  const shown = state === null ? undefined : directoryStates[state];
  if (!shown)
    return <Links title={t('directory.states')} screen="directory" states={Object.keys(directoryStates)} />;
  return (
    <Light>
      <Directory
        units={shown.units === undefined ? units : shown.units}
        sites={sites}
        fault={shown.fault ?? null}
        on={TODAY}
        today={TODAY}
        view={shown.view ?? 'unit'}
        typed={shown.typed ?? ''}
        open={new Set(shown.open ?? [])}
        selected={shown.selected ?? null}
        code={shown.code ?? ''}
        demo={false}
        may={{ administers: !shown.clerk, looksAfter: true }}
        imports={!shown.clerk}
        acts={acts}
        done={shown.done === undefined ? null : { words: shown.done, undoable: true }}
        onUndo={nothing}
        plan={shown.plan}
        language={<Language />}
        onDay={nothing}
        onView={nothing}
        onType={nothing}
        onSelect={nothing}
        onOpen={nothing}
        onPreview={async () => t('directory.failed')}
        onImport={async () => t('directory.failed')}
      />
    </Light>
  );
}

/** `/ui?screen=health&state=…`. */
export function GalleryHealth({ state }: { readonly state: string | null }) {
  const { t } = useTranslation();
  const shown = state === null ? undefined : healthStates[state];
  if (shown === undefined)
    return <Links title={t('health.states')} screen="health" states={Object.keys(healthStates)} />;
  return (
    <Light>
      <HealthView
        health={typeof shown === 'string' ? null : shown}
        fault={typeof shown === 'string' ? shown : null}
        language={<Language />}
      />
    </Light>
  );
}
