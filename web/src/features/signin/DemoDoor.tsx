import { useTranslation } from 'react-i18next';
import type { Role } from '../../api/wire';

interface Props {
  readonly busy: boolean;
  onEnter(role: Role): void;
}

const roles = ['OPERATOR', 'SECRETARY', 'CHAIR', 'DISTRICT_CLERK', 'ADMINISTRATOR', 'SITE'] as const;

/** The accounts of the sample province by one click; offered only on the server's own machine. */
export function DemoDoor({ busy, onEnter }: Props) {
  const { t } = useTranslation();
  return (
    <section className="demo-door" aria-labelledby="demo-door">
      <h2 id="demo-door">{t('demo.title')}</h2>
      <p>{t('demo.lead')}</p>
      <ul>
        {roles.map((role) => (
          <li key={role}>
            <button
              type="button"
              className="demo-role"
              disabled={busy}
              data-role={role}
              onClick={() => onEnter(role)}
            >
              <b>{t(`role.${role}`)}</b>
              <span>{t(`demo.${role}`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
