import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, type Language } from '../i18n';
import { Segments } from '../ui/Segments';

/** The frame of everything outside a meeting. */
export function Front({ children }: { readonly children: ReactNode }) {
  const { t, i18n } = useTranslation();
  return (
    <div className="front">
      <main className="front-main">{children}</main>
      <footer className="front-foot">
        <Segments<Language>
          label={t('app.language')}
          value={i18n.language === 'en' ? 'en' : 'vi'}
          choices={[
            { id: 'vi', label: t('app.vietnamese'), lang: 'vi' },
            { id: 'en', label: t('app.english'), lang: 'en' },
          ]}
          onChoose={chooseLanguage}
        />
      </footer>
    </div>
  );
}
