import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Delay } from '../../api/wire';
import { moment } from '../../model/dates';
import { Button } from '../../ui/Button';
import type { AccountActs } from './acts';

interface Props {
  readonly delays: readonly Delay[];
  readonly onForget: AccountActs['onForgetDelay'];
}

/** Accounts and addresses at every door that have to wait after wrong tries, the longest first. */
export function Waiting({ delays, onForget }: Props) {
  const { t } = useTranslation();
  const [fault, setFault] = useState<string | null>(null);
  return (
    <div className="account">
      <h2>{t('accounts.waiting')}</h2>
      <p className="accounts-how">{t('accounts.delayedHow')}</p>
      {fault === null ? null : (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
      {delays.length === 0 ? (
        <p className="accounts-how">{t('accounts.noneWaiting')}</p>
      ) : (
        <table className="below">
          <thead>
            <tr>
              <th scope="col">{t('accounts.door')}</th>
              <th scope="col">{t('accounts.who')}</th>
              <th scope="col">{t('accounts.failures')}</th>
              <th scope="col">{t('accounts.until')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {delays.map((delay) => (
              <tr key={`${delay.door} ${delay.account} ${delay.address}`}>
                <th scope="row">{t(`guessedDoor.${delay.door}`)}</th>
                <td>{delay.account || delay.address}</td>
                <td>{delay.failures}</td>
                <td>{moment(delay.until)}</td>
                <td>
                  <Button onClick={() => void onForget(delay).then(setFault)}>{t('accounts.letIn')}</Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
