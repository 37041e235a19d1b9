import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';

export interface SiteValues {
  readonly name: string;
  readonly organisation: string;
  readonly phone: string;
  readonly hall: boolean;
  /** Null for a new one: the next free place. */
  readonly order: number | null;
}

interface Props {
  readonly title: string;
  readonly initial: SiteValues;
  /** A clerk keeps the telephone number, nothing else. */
  readonly phoneOnly: boolean;
  /** Names that are known, to be chosen from. */
  readonly organisations: readonly string[];
  readonly submit: string;
  onSave(values: SiteValues): Promise<string | null>;
  onClose(): void;
}

export function SiteForm({ title, initial, phoneOnly, organisations, submit, onSave, onClose }: Props) {
  const { t } = useTranslation();
  const list = useId();
  const [name, setName] = useState(initial.name);
  const [organisation, setOrganisation] = useState(initial.organisation);
  const [phone, setPhone] = useState(initial.phone);
  const [hall, setHall] = useState(initial.hall);
  const [order, setOrder] = useState(initial.order === null ? '' : String(initial.order));
  const [tried, setTried] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const place = /^[1-9]\d{0,5}$/.test(order.trim()) ? Number(order) : null;
  const orderBad = initial.order !== null && place === null;
  const submitted = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (!phoneOnly && (name.trim() === '' || orderBad)) return;
    void onSave({
      name: name.trim(),
      organisation: organisation.trim(),
      phone: phone.trim(),
      hall,
      order: place,
    }).then((why) => {
      setFault(why);
      if (why === null) onClose();
    });
  };
  return (
    <form
      className="site-form"
      aria-label={title}
      onSubmit={submitted}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
    >
      <h4>{title}</h4>
      {phoneOnly ? null : (
        <TextField
          label={t('directory.siteName')}
          hint={t('directory.siteNameHint')}
          name="site-name"
          value={name}
          maxLength={200}
          autoFocus
          fault={tried && name.trim() === '' ? t('directory.siteNameMissing') : null}
          onChange={(event) => setName(event.target.value)}
        />
      )}
      {phoneOnly ? null : (
        <TextField
          label={t('directory.organisation')}
          hint={t('directory.organisationHint')}
          name="organisation"
          value={organisation}
          maxLength={200}
          list={list}
          onChange={(event) => setOrganisation(event.target.value)}
        />
      )}
      <TextField
        label={t('directory.phone')}
        name="phone"
        inputMode="tel"
        value={phone}
        maxLength={60}
        autoFocus={phoneOnly}
        onChange={(event) => setPhone(event.target.value)}
      />
      {phoneOnly || initial.order === null ? null : (
        <TextField
          label={t('directory.order')}
          name="order"
          inputMode="numeric"
          value={order}
          fault={tried && orderBad ? t('directory.orderWrong') : null}
          onChange={(event) => setOrder(event.target.value)}
        />
      )}
      {phoneOnly ? null : (
        <label className="tick">
          <input type="checkbox" checked={hall} onChange={(event) => setHall(event.target.checked)} />
          {t('directory.hall')}
        </label>
      )}
      <datalist id={list}>
        {organisations.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
      {fault === null ? null : (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
      <div className="site-form-acts">
        <Button look="primary" type="submit">
          {submit}
        </Button>
        <Button onClick={onClose}>{t('directory.cancel')}</Button>
      </div>
    </form>
  );
}
