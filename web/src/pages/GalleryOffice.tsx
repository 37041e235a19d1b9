import { useTranslation } from 'react-i18next';
import { Chair } from '../features/chair/Chair';
import { Lobby } from '../features/guests/Lobby';
import { Secretary } from '../features/secretary/Secretary';
import { useTheme } from '../useTheme';
import { NOW, officeStates } from './inventedOffice';
import '../ui/console.css';
import './office.css';
import '../features/chair/chair.css';
import '../features/guests/guests.css';
import '../features/secretary/secretary.css';

const nothing = () => undefined;

const chairStates = Object.keys(officeStates).filter((state) => officeStates[state]?.pasted === undefined);

/** `/ui?screen=chair&state=…`; without a state the list of them. */
export function GalleryChair({ state }: { readonly state: string | null }) {
  const { t } = useTranslation();
  const shown = state === null ? undefined : officeStates[state];
  if (!shown) return <Links title={t('chair.states')} screen="chair" states={chairStates} />;
  return (
    <Light>
      <Chair
        view={shown.view}
        now={NOW}
        cutSince={shown.cutSince ?? null}
        refused={shown.refused ?? null}
        onGrant={nothing}
        onNext={nothing}
        onRevoke={nothing}
        onSilence={nothing}
      />
    </Light>
  );
}

/** `/ui?screen=secretary&state=…`. */
export function GallerySecretary({ state }: { readonly state: string | null }) {
  const { t } = useTranslation();
  const shown = state === null ? undefined : officeStates[state];
  if (!shown)
    return <Links title={t('secretary.states')} screen="secretary" states={Object.keys(officeStates)} />;
  return (
    <Light>
      <Secretary
        view={shown.view}
        now={NOW}
        cutSince={shown.cutSince ?? null}
        refused={shown.refused ?? null}
        pasted={shown.pasted}
        lobby={
          shown.view.guests.link === null ? null : (
            <Lobby
              title={t('guests.lobby')}
              waiting={shown.view.guests.waiting}
              running
              now={NOW}
              onAdmit={nothing}
              onRefuse={nothing}
            />
          )
        }
        onExport={nothing}
        onStartRollCall={nothing}
        onCloseRollCall={nothing}
        onMark={async () => null}
        onRequest={async () => null}
        onOrder={nothing}
        onGrant={nothing}
        onDeck={nothing}
        onNext={nothing}
        onRevoke={nothing}
        onWithdraw={nothing}
      />
    </Light>
  );
}

/** The office is lit. */
export function Light({ children }: { readonly children: React.ReactNode }) {
  useTheme('light');
  return children;
}

interface LinksProps {
  readonly title: string;
  readonly screen: string;
  readonly states: readonly string[];
}

export function Links({ title, screen, states }: LinksProps) {
  return (
    <section className="gallery-group">
      <h2>{title}</h2>
      <div className="gallery-row">
        {states.map((each) => (
          <a key={each} lang="en" translate="no" href={`/ui?screen=${screen}&state=${each}`}>
            {each}
          </a>
        ))}
      </div>
    </section>
  );
}
