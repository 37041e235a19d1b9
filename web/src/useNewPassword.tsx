import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DIFFERENT, goodPassword, passwordRules, SHORTEST } from './model/password';
import { NewPassword } from './ui/NewPassword';

interface Chosen {
  readonly password: string;
  /** It keeps the rules and was typed twice alike. */
  readonly good: boolean;
  readonly fields: ReactNode;
  /** From now on what is wrong is said. */
  check(): void;
  clear(): void;
}

/** The fields for a new password, in the words of the page. @param account what one signs in with; empty while not known */
export function useNewPassword(account: string): Chosen {
  const { t } = useTranslation();
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [checked, setChecked] = useState(false);
  const rules = passwordRules(password, account);
  const same = password !== '' && password === again;
  const good = goodPassword(password, account) && same;
  return {
    password,
    good,
    check: () => setChecked(true),
    clear: () => {
      setPassword('');
      setAgain('');
      setChecked(false);
    },
    fields: (
      <NewPassword
        label={t('password.new')}
        againLabel={t('password.again')}
        showLabel={t('password.show')}
        hint={t('password.how')}
        password={password}
        again={again}
        rules={[
          { words: t('password.length', { count: SHORTEST }), kept: rules.length },
          { words: t('password.different', { count: DIFFERENT }), kept: rules.different },
          { words: t('password.name'), kept: rules.name },
          { words: t('password.same'), kept: same },
        ]}
        fault={checked && !good ? t('password.weak') : null}
        onPassword={setPassword}
        onAgain={setAgain}
      />
    ),
  };
}
