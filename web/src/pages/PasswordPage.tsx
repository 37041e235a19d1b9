import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActRefused } from '../api/acts';
import { passwordByCode, signIn } from '../api/me';
import { FirstPassword } from '../features/signin/FirstPassword';
import { useTheme } from '../useTheme';
import { Authority } from './Authority';
import { EntranceCard } from './EntranceCard';
import { Front } from './Front';

/** `/password?account=NAME`: a password by the one-time code. The code itself never stands in an address. */
export default function PasswordPage() {
  const { t } = useTranslation();
  useTheme('system');
  const [refusal, setRefusal] = useState<ActRefused | null>(null);
  const [busy, setBusy] = useState(false);
  const [done, setDone] = useState(false);
  useEffect(() => {
    document.title = t('firstPassword.title');
  }, [t]);
  const set = async (account: string, code: string, password: string) => {
    setBusy(true);
    try {
      await passwordByCode(account, code, password);
      setRefusal(null);
      try {
        await signIn(account, password, '');
        window.location.assign('/');
      } catch {
        // The second step is asked for besides: at the usual door.
        setDone(true);
      }
    } catch (error) {
      setRefusal(error instanceof ActRefused ? error : new ActRefused(0, 'unreachable'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Front foot={<Authority />}>
      <div className="entrance entrance-single entrance-wide">
        <EntranceCard>
          <FirstPassword
            account={new URLSearchParams(window.location.search).get('account') ?? ''}
            refusal={refusal}
            busy={busy}
            done={done}
            onSet={(account, code, password) => void set(account, code, password)}
          />
        </EntranceCard>
      </div>
    </Front>
  );
}
