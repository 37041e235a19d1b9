import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActRefused } from '../../api/acts';
import { accountName } from '../../model/password';
import { useProblem } from '../../problem';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { useNewPassword } from '../../useNewPassword';
import { AccountField, OneTimeCodeField } from './SignInFields';

interface Props {
  readonly refusal: ActRefused | null;
  readonly busy: boolean;
  onSetUp(code: string, name: string, account: string, password: string): void;
}

/** An empty house: its first administrator, by the code that only whoever started the server has seen. */
export function SetUp({ refusal, busy, onSetUp }: Props) {
  const { t } = useTranslation();
  const problem = useProblem();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const [account, setAccount] = useState('');
  const [tried, setTried] = useState(false);
  const chosen = useNewPassword(account);
  const login = accountName(account);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    chosen.check();
    if (code.trim() === '' || name.trim() === '' || login === null || !chosen.good) return;
    onSetUp(code.trim(), name.trim(), login, chosen.password);
  };
  return (
    <form className="signin" onSubmit={submit} noValidate>
      <h2>{t('setUp.title')}</h2>
      <p className="signin-lead">{t('setUp.lead')}</p>
      {refusal === null ? null : (
        <Notice look="warn" title={t('setUp.refused')}>
          {problem(refusal)}
        </Notice>
      )}
      <OneTimeCodeField
        label={t('setUp.code')}
        hint={t('setUp.codeHint')}
        autoFocus
        fault={tried && code.trim() === '' ? t('setUp.codeMissing') : null}
        value={code}
        onType={setCode}
      />
      <details className="signin-more">
        <summary>{t('setUp.lost')}</summary>
        <p>{t('setUp.lostHow')}</p>
      </details>
      <TextField
        label={t('setUp.name')}
        name="name"
        autoComplete="name"
        maxLength={120}
        fault={tried && name.trim() === '' ? t('setUp.nameMissing') : null}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <AccountField
        label={t('setUp.account')}
        hint={t('setUp.accountHint')}
        fault={tried && login === null ? t('setUp.accountHint') : null}
        value={account}
        onType={setAccount}
      />
      {chosen.fields}
      <Button look="primary" type="submit" disabled={busy}>
        {t('setUp.go')}
      </Button>
    </form>
  );
}
