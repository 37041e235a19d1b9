import { MonitorSpeaker, Waypoints } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewEndpoint as Wanted } from '../../api/directory';
import { Button } from '../../ui/Button';
import { Select, TextField } from '../../ui/Field';

interface Props {
  onAdd(endpoint: Wanted): Promise<string | null>;
  onClose(): void;
}

const kinds = ['KIOSK', 'BROWSER', 'TELEPHONE'] as const;
const roles = ['MAIN', 'SPARE'] as const;

/** Another device of a site. A telephone is called, the others are paired afterwards. */
export function NewEndpoint({ onAdd, onClose }: Props) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<(typeof kinds)[number]>('KIOSK');
  const [role, setRole] = useState<(typeof roles)[number]>('SPARE');
  const [name, setName] = useState('');
  const [address, setAddress] = useState('');
  const [tried, setTried] = useState(false);
  const [fault, setFault] = useState<string | null>(null);
  const called = kind === 'TELEPHONE';
  return (
    <form
      className="site-form"
      aria-label={t('directory.addEndpoint')}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        setTried(true);
        if (name.trim() === '') return;
        void onAdd({
          kind,
          role: called ? 'TELEPHONE' : role,
          name: name.trim(),
          address: called ? address.trim() : '',
        }).then((why) => {
          setFault(why);
          if (why === null) onClose();
        });
      }}
    >
      <Select
        label={t('directory.endpointKind')}
        icon={<MonitorSpeaker size={18} aria-hidden="true" />}
        value={kind}
        choices={kinds.map((id) => ({ id, label: t(`endpointKind.${id}`) }))}
        none=""
        onChoose={(id) => setKind(id as typeof kind)}
      />
      {called ? (
        <TextField
          label={t('directory.endpointAddress')}
          value={address}
          inputMode="tel"
          maxLength={60}
          onChange={(event) => setAddress(event.target.value)}
        />
      ) : (
        <Select
          label={t('directory.role')}
          icon={<Waypoints size={18} aria-hidden="true" />}
          value={role}
          choices={roles.map((id) => ({ id, label: t(`endpointRole.${id}`) }))}
          none=""
          onChoose={(id) => setRole(id as typeof role)}
        />
      )}
      <TextField
        label={t('directory.endpointName')}
        value={name}
        maxLength={200}
        fault={tried && name.trim() === '' ? t('directory.endpointNameMissing') : null}
        onChange={(event) => setName(event.target.value)}
      />
      {fault === null ? null : (
        <p className="field-fault" role="alert">
          {fault}
        </p>
      )}
      <div className="site-form-acts">
        <Button look="primary" type="submit">
          {t('directory.addEndpoint')}
        </Button>
        <Button onClick={onClose}>{t('directory.cancel')}</Button>
      </div>
    </form>
  );
}
