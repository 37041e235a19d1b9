import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant } from '../../api/wire';
import { accountName } from '../../model/password';
import type { SearchIndex } from '../../model/search';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import type { AccountActs, Place } from './acts';
import { Grants } from './Grants';

interface Props {
  readonly units: SearchIndex;
  readonly top: Place;
  /** Whether an account without any role may be made: by who has the whole house. */
  readonly bareToo: boolean;
  nameOf(unit: string): string;
  readonly onAdd: AccountActs['onAdd'];
  onClose(): void;
}

export function NewAccount({ units, top, bareToo, nameOf, onAdd, onClose }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const [account, setAccount] = useState('');
  const [grants, setGrants] = useState<readonly Grant[]>([]);
  const [tried, setTried] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const login = accountName(account);
  const grantMissing = grants.length === 0 && !bareToo;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (name.trim() === '' || login === null || grantMissing) return;
    setBusy(true);
    setFault(
      await onAdd({
        account: login,
        name: name.trim(),
        grants: grants.map(({ role, unit }) => ({ role, unit })),
      }),
    );
    setBusy(false);
  };
  return (
    <form className="account" noValidate onSubmit={(event) => void submit(event)}>
      <h2>{t('accounts.addTitle')}</h2>
      <p className="accounts-how">{t('accounts.addHow')}</p>
      {fault === null ? null : (
        <Notice look="warn" title={t('accounts.refused')}>
          {fault}
        </Notice>
      )}
      <div className="account-fields">
        <TextField
          label={t('accounts.name')}
          name="name"
          autoComplete="off"
          maxLength={120}
          autoFocus
          fault={tried && name.trim() === '' ? t('accounts.nameMissing') : null}
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField
          label={t('accounts.account')}
          hint={t('accounts.accountWrong')}
          name="account"
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          maxLength={60}
          fault={tried && login === null ? t('accounts.accountWrong') : null}
          value={account}
          onChange={(event) => setAccount(event.target.value)}
        />
      </div>
      <h3>{t('accounts.grants')}</h3>
      <p className="accounts-how">{t('accounts.grantsHow')}</p>
      <Grants grants={grants} units={units} top={top} nameOf={nameOf} onChange={setGrants} />
      {tried && grantMissing ? (
        <p className="field-fault" role="alert">
          {t('accounts.grantMissing')}
        </p>
      ) : null}
      <div className="account-acts">
        <Button look="primary" type="submit" disabled={busy}>
          {t('accounts.create')}
        </Button>
        <Button onClick={onClose}>{t('accounts.cancel')}</Button>
      </div>
    </form>
  );
}
