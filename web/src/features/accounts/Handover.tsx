import { useTranslation } from 'react-i18next';
import { moment } from '../../model/dates';
import { Button } from '../../ui/Button';
import { QrCode } from '../../ui/QrCode';
import type { Handover as Given } from './acts';

interface Props {
  readonly given: Given;
  /** Address of the page where the code is used, with the account's name; the code itself stands in no address. */
  readonly address: string;
  onKept(): void;
}

/** A one-time code, large enough to be read over the telephone; it is shown this once. */
export function Handover({ given, address, onKept }: Props) {
  const { t } = useTranslation();
  return (
    <section className="handover" aria-labelledby="handover">
      <div>
        <h3 id="handover">{t('accounts.code', { name: given.name })}</h3>
        <p className="handover-code" data-code={given.code.code}>
          {given.code.code}
        </p>
        <p>
          {t('accounts.account')}
          {': '}
          <b>{given.account}</b>
        </p>
        <p className="accounts-how">{t('accounts.codeHow', { until: moment(given.code.expiresAt) })}</p>
        <p className="accounts-how">
          {t('accounts.codeWhere')} <b className="handover-address">{address}</b>
        </p>
        <Button onClick={onKept}>{t('accounts.codeKept')}</Button>
      </div>
      <QrCode className="handover-qr" text={address} />
    </section>
  );
}
