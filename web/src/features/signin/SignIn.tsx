import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActRefused } from '../../api/acts';
import { useProblem } from '../../problem';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Notice } from '../../ui/Notice';

interface Props {
  /** Why the last try was refused. */
  readonly refusal: ActRefused | null;
  readonly busy: boolean;
  onSignIn(account: string, password: string, code: string): void;
}

/** Account, password, and the second step where the account has one. */
export function SignIn({ refusal, busy, onSignIn }: Props) {
  const { t } = useTranslation();
  const problem = useProblem();
  const [account, setAccount] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  // Once asked for it stays: after a wrong code the server only says that something is wrong.
  const [second, setSecond] = useState(false);
  if (refusal?.code === 'code-required' && !second) setSecond(true);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (account.trim() !== '' && password !== '') onSignIn(account.trim(), password, code.trim());
  };
  return (
    <form className="signin" onSubmit={submit} noValidate>
      <h2>{t('signIn.title')}</h2>
      {refusal === null || refusal.code === 'code-required' ? null : (
        <Notice look="warn" title={t('signIn.refused')}>
          {problem(refusal)}
        </Notice>
      )}
      <TextField
        label={t('signIn.account')}
        name="account"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        fault={tried && account.trim() === '' ? t('signIn.accountMissing') : null}
        value={account}
        onChange={(event) => setAccount(event.target.value)}
      />
      <TextField
        label={t('signIn.password')}
        name="password"
        type="password"
        autoComplete="current-password"
        fault={tried && password === '' ? t('signIn.passwordMissing') : null}
        value={password}
        onChange={(event) => setPassword(event.target.value)}
      />
      {second ? (
        <TextField
          label={t('signIn.code')}
          hint={t('signIn.codeHint')}
          name="code"
          autoComplete="one-time-code"
          maxLength={24}
          autoFocus
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
      ) : null}
      <Button look="primary" type="submit" disabled={busy}>
        {t('signIn.go')}
      </Button>
      <a className="signin-other" href="/password">
        {t('firstPassword.have')}
      </a>
    </form>
  );
}
