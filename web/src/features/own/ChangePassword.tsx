import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { useNewPassword } from '../../useNewPassword';

interface Props {
  readonly account: string;
  /** Resolves to why it was not done, or null. */
  onChange(old: string, password: string): Promise<string | null>;
}

export function ChangePassword({ account, onChange }: Props) {
  const { t } = useTranslation();
  const [old, setOld] = useState('');
  const [tried, setTried] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const chosen = useNewPassword(account);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    chosen.check();
    if (old === '' || !chosen.good) return;
    setBusy(true);
    const why = await onChange(old, chosen.password);
    setBusy(false);
    setFault(why);
    if (why !== null) return;
    setOld('');
    setTried(false);
    chosen.clear();
  };
  return (
    <form className="own-form" noValidate onSubmit={(event) => void submit(event)}>
      <input className="hidden" autoComplete="username" readOnly tabIndex={-1} value={account} aria-hidden />
      <TextField
        label={t('password.old')}
        name="old-password"
        type="password"
        autoComplete="current-password"
        maxLength={400}
        fault={tried && old === '' ? t('password.oldMissing') : fault}
        value={old}
        onChange={(event) => setOld(event.target.value)}
      />
      {chosen.fields}
      <Button look="primary" type="submit" disabled={busy}>
        {t('password.change')}
      </Button>
    </form>
  );
}
