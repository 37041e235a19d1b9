import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActRefused } from '../../api/acts';
import { useProblem } from '../../problem';
import { Button } from '../../ui/Button';
import { Notice } from '../../ui/Notice';
import { useNewPassword } from '../../useNewPassword';
import { AccountField, OneTimeCodeField } from './SignInFields';

interface Props {
  /** That came with the address; empty for none. */
  readonly account: string;
  readonly refusal: ActRefused | null;
  readonly busy: boolean;
  /** It is set, but the account has a second step besides: sign in. */
  readonly done: boolean;
  onSet(account: string, code: string, password: string): void;
}

/** The owner of an account sets its password by the one-time code that was handed over. */
export function FirstPassword({ account: given, refusal, busy, done, onSet }: Props) {
  const { t } = useTranslation();
  const problem = useProblem();
  const [account, setAccount] = useState(given);
  const [code, setCode] = useState('');
  const [tried, setTried] = useState(false);
  const chosen = useNewPassword(account);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    chosen.check();
    if (account.trim() !== '' && code.trim() !== '' && chosen.good)
      onSet(account.trim(), code.trim(), chosen.password);
  };
  if (done)
    return (
      <div className="signin">
        <h2>{t('firstPassword.title')}</h2>
        <Notice
          look="info"
          title={t('firstPassword.done')}
          acts={
            <a className="button button-primary" href="/">
              {t('firstPassword.signIn')}
            </a>
          }
        />
      </div>
    );
  return (
    <form className="signin" onSubmit={submit} noValidate>
      <h2>{t('firstPassword.title')}</h2>
      <p className="signin-lead">{t('firstPassword.lead')}</p>
      {refusal === null ? null : (
        <Notice look="warn" title={t('firstPassword.refused')}>
          {problem(refusal)}
        </Notice>
      )}
      <AccountField
        label={t('signIn.account')}
        autoFocus={given === ''}
        fault={tried && account.trim() === '' ? t('signIn.accountMissing') : null}
        value={account}
        onType={setAccount}
      />
      <OneTimeCodeField
        label={t('firstPassword.code')}
        hint={t('firstPassword.codeHint')}
        autoFocus={given !== ''}
        fault={tried && code.trim() === '' ? t('firstPassword.codeMissing') : null}
        value={code}
        onType={setCode}
      />
      {chosen.fields}
      <Button look="primary" type="submit" disabled={busy}>
        {t('firstPassword.go')}
      </Button>
      <a className="signin-other" href="/">
        {t('firstPassword.back')}
      </a>
    </form>
  );
}
