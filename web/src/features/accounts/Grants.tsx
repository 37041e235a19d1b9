import { Plus, Tag, X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Grant } from '../../api/wire';
import { type PersonRole, personRoles } from '../../model/accounts';
import type { SearchIndex } from '../../model/search';
import { Button, SquareButton } from '../../ui/Button';
import { Select } from '../../ui/Field';
import { SiteSearch } from '../../ui/SiteSearch';
import type { Place } from './acts';

interface Props {
  readonly grants: readonly Grant[];
  /** What may be searched for. */
  readonly units: SearchIndex;
  /** Where the reader's own power begins: chosen unless another unit is. */
  readonly top: Place;
  /** The unit of an id. */
  nameOf(unit: string): string;
  onChange(grants: readonly Grant[]): void;
}

/** Roles, each for a unit and everything under it; several for one person. */
export function Grants({ grants, units, top, nameOf, onChange }: Props) {
  const { t } = useTranslation();
  const [role, setRole] = useState<PersonRole>('DISTRICT_CLERK');
  const [place, setPlace] = useState<Place>(top);
  const there = grants.some((grant) => grant.role === role && grant.unit === place.id);
  const placeName = place.name === '' ? t('accounts.house') : place.name;
  return (
    <div className="grants">
      {grants.length === 0 ? <p className="accounts-how">{t('accounts.noGrants')}</p> : null}
      <ul className="grants-list">
        {grants.map((grant) => {
          const unit = grant.unitName === '' ? t('accounts.house') : grant.unitName;
          return (
            <li key={`${grant.role} ${grant.unit}`}>
              <b>{t(`role.${grant.role}`)}</b>
              <span>{unit}</span>
              <SquareButton
                label={t('accounts.removeGrant', { role: t(`role.${grant.role}`), unit })}
                icon={<X size={18} aria-hidden="true" />}
                onClick={() => onChange(grants.filter((each) => each !== grant))}
              />
            </li>
          );
        })}
      </ul>
      <div className="grants-new">
        <Select
          label={t('accounts.role')}
          icon={<Tag size={18} aria-hidden="true" />}
          value={role}
          choices={personRoles.map((id) => ({ id, label: t(`role.${id}`) }))}
          none=""
          onChoose={(id) => setRole(id as PersonRole)}
        />
        <div className="field">
          <span className="field-label">
            {t('accounts.unit')}
            {': '}
            <b data-place={place.id ?? ''}>{placeName}</b>
          </span>
          <SiteSearch
            index={units}
            label={t('accounts.findUnit')}
            placeholder={t('accounts.findUnit')}
            none={t('accounts.noUnit')}
            onPick={(id) => setPlace({ id, name: nameOf(id) })}
          />
        </div>
        <Button
          icon={<Plus size={18} aria-hidden="true" />}
          disabled={there}
          onClick={() => onChange([...grants, { role, unit: place.id, unitName: place.name }])}
        >
          {t('accounts.addGrant')}
        </Button>
        <p className="accounts-how">
          {t(`role.${role}`)}
          {': '}
          {t(`roleDoes.${role}`)}
        </p>
      </div>
    </div>
  );
}
