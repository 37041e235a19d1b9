import { useTranslation } from 'react-i18next';
import { ActRefused } from '../api/acts';
import { Accounts } from '../features/accounts/Accounts';
import type { AccountActs } from '../features/accounts/acts';
import { Own, type OwnActs } from '../features/own/Own';
import { FirstPassword } from '../features/signin/FirstPassword';
import { SetUp } from '../features/signin/SetUp';
import { SignIn } from '../features/signin/SignIn';
import { EntranceCard } from './EntranceCard';
import { Front } from './Front';
import { Light, Links } from './GalleryOffice';
import { accountStates, accounts, delays, offer, ownSessions, person, recovery } from './inventedAccounts';
import { units } from './inventedDirectory';
import { Language } from './Language';
import { GateView } from './StepGate';
import '../ui/console.css';
import './office.css';
import '../features/directory/directory.css';
import '../features/accounts/accounts.css';
import '../features/own/own.css';

const nothing = () => undefined;
const done = async () => null;
const acts: AccountActs = {
  onAdd: done,
  onChange: done,
  onCode: done,
  onForgetStep: done,
  onEndSessions: done,
  onLetIn: done,
  onForgetDelay: done,
};
const ownActs: OwnActs = {
  onOffer: async () => offer,
  onConfirm: async () => recovery,
  onSave: nothing,
  onDone: nothing,
  onPassword: done,
  onVerify: done,
  onRemove: done,
  onEnd: done,
  onEndOthers: done,
};

interface Props {
  readonly state: string | null;
}

/** `/ui?screen=accounts&state=…`. */
export function GalleryAccounts({ state }: Props) {
  const { t } = useTranslation();
  const shown = state === null ? undefined : accountStates[state];
  if (!shown)
    return <Links title={t('accounts.states')} screen="accounts" states={Object.keys(accountStates)} />;
  return (
    <Light>
      <Accounts
        accounts={shown.accounts === undefined ? accounts : shown.accounts}
        units={units}
        delays={shown.fault === undefined ? delays : null}
        fault={shown.fault ?? null}
        own="a0"
        demo={false}
        top={{ id: null, name: 'Tỉnh Gia Lai' }}
        view={shown.view ?? 'accounts'}
        typed={shown.typed ?? ''}
        filter={shown.filter ?? 'all'}
        selected={shown.selected ?? null}
        adding={shown.adding ?? false}
        places={shown.selected === 'a1' ? ownSessions : []}
        handover={shown.handover ?? null}
        passwordPage="https://hop.gialai.gov.vn/password"
        done={shown.done === undefined ? null : { words: shown.done, undoable: true }}
        language={<Language />}
        acts={acts}
        onView={nothing}
        onType={nothing}
        onFilter={nothing}
        onSelect={nothing}
        onAdding={nothing}
        onKept={nothing}
        onUndo={nothing}
      />
    </Light>
  );
}

const ownStates = ['bare', 'on', 'wanted', 'moving', 'administrator', 'sample', 'fault'] as const;

/** `/ui?screen=own&state=…`. */
export function GalleryOwn({ state }: Props) {
  const { t } = useTranslation();
  if (state === null) return <Links title={t('own.states')} screen="own" states={ownStates} />;
  const administrator = state === 'administrator';
  return (
    <Light>
      <Own
        me={
          state === 'fault'
            ? null
            : {
                ...person,
                demo: state === 'sample',
                secondStep: state === 'bare' ? 'NONE' : state === 'wanted' ? 'WANTED' : 'TAKEN',
                roles: administrator
                  ? [{ role: 'ADMINISTRATOR', unit: '64', unitName: 'Tỉnh Gia Lai', house: true }]
                  : person.roles,
              }
        }
        sessions={administrator ? ownSessions.slice(0, 1) : ownSessions}
        fault={state === 'fault' ? t('problem.unreachable') : null}
        done={state === 'on' ? t('password.changed') : null}
        moving={state === 'moving'}
        language={<Language />}
        acts={ownActs}
      />
    </Light>
  );
}

const doorStates = [
  'set-up',
  'set-up-refused',
  'sign-in-code',
  'password',
  'password-refused',
  'gate',
  'gate-wanted',
  'gate-scan',
  'gate-codes',
] as const;

/** `/ui?screen=doors&state=…`: what stands between the address and the home. */
export function GalleryDoors({ state }: Props) {
  const { t } = useTranslation();
  if (state === null) return <Links title={t('gallery.doors')} screen="doors" states={doorStates} />;
  if (state.startsWith('gate'))
    return (
      <Light>
        <GateView
          wanted={state === 'gate-wanted'}
          acts={ownActs}
          later={t('secondStep.later')}
          initial={
            state === 'gate-scan'
              ? { kind: 'scan', offer }
              : state === 'gate-codes'
                ? { kind: 'codes', codes: recovery }
                : undefined
          }
          onVerify={done}
          onLater={nothing}
        />
      </Light>
    );
  const refused = new ActRefused(403, 'code-refused');
  return (
    <Light>
      <Front>
        <div className="entrance entrance-single entrance-wide">
          <EntranceCard>
            {state.startsWith('set-up') ? (
              <SetUp refusal={state === 'set-up-refused' ? refused : null} busy={false} onSetUp={nothing} />
            ) : state === 'sign-in-code' ? (
              <SignIn refusal={new ActRefused(401, 'code-required')} busy={false} onSignIn={nothing} />
            ) : (
              <FirstPassword
                account={state === 'password' ? '' : 'ha.pham'}
                refusal={state === 'password-refused' ? refused : null}
                busy={false}
                done={false}
                onSet={nothing}
              />
            )}
          </EntranceCard>
        </div>
      </Front>
    </Light>
  );
}
