import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Band, Mark } from '../ui/Mark';

/** The card with the name of the house. */
export function EntranceCard({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="entrance-card">
      <Band />
      <div className="entrance-inside">
        <div className="door-brand">
          <Mark />
          <div>
            <h1>{t('app.name')}</h1>
            <span>{t('app.tagline')}</span>
          </div>
        </div>
        {children}
      </div>
    </div>
  );
}
