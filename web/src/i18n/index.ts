import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from './en';
import vi from './vi';

export type Language = 'vi' | 'en';

const KEY = 'nharong.language';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof vi };
  }
}

/** Vietnamese unless the person chose otherwise on this machine, or the address says `?lang=en`. */
export function firstLanguage(search: string, kept: string | null): Language {
  const asked = new URLSearchParams(search).get('lang');
  if (asked === 'vi' || asked === 'en') return asked;
  return kept === 'en' ? 'en' : 'vi';
}

export async function startLanguages(language: Language): Promise<void> {
  i18next.on('languageChanged', (lng) => {
    document.documentElement.lang = lng;
  });
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: 'vi',
    resources: { vi: { translation: vi }, en: { translation: en } },
    interpolation: { escapeValue: false },
  });
}

export function keptLanguage(): string | null {
  return localStorage.getItem(KEY);
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  void i18next.changeLanguage(language);
}
