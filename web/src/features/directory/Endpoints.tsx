import { Check, PencilLine, X } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Endpoint, SiteLine } from '../../api/wire';
import { moment } from '../../model/dates';
import { pairable } from '../../model/units';
import { Button, SquareButton } from '../../ui/Button';
import { HoldButton } from '../../ui/HoldButton';
import type { SiteActs } from './acts';

interface Props {
  readonly site: SiteLine;
  readonly may: boolean;
  readonly acts: SiteActs;
}

/** The devices of a site: since when each has its key, when it was seen last, and the key's end. */
export function Endpoints({ site, may, acts }: Props) {
  const { t } = useTranslation();
  return site.endpoints.length === 0 ? null : (
    <table className="endpoints">
      <thead>
        <tr>
          <th scope="col">{t('directory.endpoint')}</th>
          <th scope="col">{t('directory.pairedAt')}</th>
          <th scope="col">{t('directory.lastSeen')}</th>
          <th scope="col">{t('directory.state')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {site.endpoints.map((endpoint) => (
          <Row key={endpoint.id} endpoint={endpoint} may={may} acts={acts} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ endpoint, may, acts }: { readonly endpoint: Endpoint } & Pick<Props, 'may' | 'acts'>) {
  const { t } = useTranslation();
  const [fault, setFault] = useState<string | null>(null);
  const [editing, setEditing] = useState(false);
  const held = endpoint.pairedAt !== null && !endpoint.revoked;
  const untouched = endpoint.pairedAt === null && endpoint.lastSeen === null;
  const keyed = pairable(endpoint);
  return (
    <tr className={endpoint.revoked ? 'endpoint-revoked' : undefined} data-endpoint={endpoint.id}>
      <th scope="row">
        {editing ? (
          <Naming
            endpoint={endpoint}
            onSave={async (change) => {
              const why = await acts.onChangeEndpoint(endpoint, change);
              setFault(why);
              if (why === null) setEditing(false);
            }}
            onCancel={() => setEditing(false)}
          />
        ) : (
          <>
            <span className="endpoint-name">{endpoint.name}</span>
            <span className="endpoint-kind">
              {[t(`endpointKind.${endpoint.kind}`), t(`endpointRole.${endpoint.role}`), endpoint.address]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </>
        )}
      </th>
      <td>{endpoint.pairedAt === null ? '—' : moment(endpoint.pairedAt)}</td>
      <td>{endpoint.lastSeen !== null ? moment(endpoint.lastSeen) : keyed ? t('directory.never') : '—'}</td>
      <td>
        {endpoint.revoked
          ? t('directory.revoked')
          : held
            ? t('directory.inUse')
            : t(keyed ? 'directory.unpaired' : 'directory.noKey')}
        {fault === null ? null : (
          <span className="field-fault" role="alert">
            {fault}
          </span>
        )}
      </td>
      <td>
        {!may || editing ? null : (
          <span className="endpoint-acts">
            <SquareButton
              label={`${t('directory.edit')}: ${endpoint.name}`}
              icon={<PencilLine size={18} aria-hidden="true" />}
              onClick={() => setEditing(true)}
            />
            {held ? (
              <HoldButton
                seconds={1}
                again={t('directory.again')}
                act="revoke"
                onDone={() => void acts.onRevoke(endpoint.id).then(setFault)}
              >
                {t('directory.revoke')}
              </HoldButton>
            ) : untouched ? (
              <HoldButton
                seconds={1}
                again={t('directory.again')}
                act="remove-endpoint"
                onDone={() => void acts.onRemoveEndpoint(endpoint).then(setFault)}
              >
                {t('directory.remove')}
              </HoldButton>
            ) : null}
          </span>
        )}
      </td>
    </tr>
  );
}

interface NamingProps {
  readonly endpoint: Endpoint;
  onSave(change: { readonly name: string; readonly address: string }): void;
  onCancel(): void;
}

function Naming({ endpoint, onSave, onCancel }: NamingProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(endpoint.name);
  const [address, setAddress] = useState(endpoint.address);
  const called = !pairable(endpoint);
  return (
    <form
      className="endpoint-naming"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (name.trim() !== '') onSave({ name: name.trim(), address: address.trim() });
      }}
    >
      <input
        className="input"
        aria-label={t('directory.endpointName')}
        value={name}
        maxLength={200}
        aria-invalid={name.trim() === '' ? true : undefined}
        // biome-ignore lint/a11y/noAutofocus: the pencil was just pressed
        autoFocus
        onChange={(event) => setName(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onCancel();
        }}
      />
      {called ? (
        <input
          className="input"
          aria-label={t('directory.endpointAddress')}
          value={address}
          maxLength={200}
          onChange={(event) => setAddress(event.target.value)}
        />
      ) : null}
      <Button type="submit" icon={<Check size={18} aria-hidden="true" />}>
        {t('directory.save')}
      </Button>
      <SquareButton
        label={t('directory.cancel')}
        icon={<X size={18} aria-hidden="true" />}
        onClick={onCancel}
      />
    </form>
  );
}
