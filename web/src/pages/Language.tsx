import { useTranslation } from 'react-i18next';
import { chooseLanguage } from '../i18n';
import { LanguageSwitch } from '../ui/LanguageSwitch';

/** The switch, wired to the page's language. */
export function Language() {
  const { t, i18n } = useTranslation();
  return (
    <LanguageSwitch
      label={t('app.language')}
      language={i18n.language}
      choices={[
        { id: 'vi', label: t('app.vietnamese') },
        { id: 'en', label: t('app.english') },
      ]}
      onChoose={chooseLanguage}
    />
  );
}
