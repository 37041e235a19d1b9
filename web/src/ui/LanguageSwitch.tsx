import { Segments } from './Segments';

interface Props {
  readonly label: string;
  readonly language: string;
  readonly choices: readonly { readonly id: 'vi' | 'en'; readonly label: string }[];
  onChoose(language: 'vi' | 'en'): void;
}

/** Each language under its own name, so that nobody is lost in the other. */
export function LanguageSwitch({ label, language, choices, onChoose }: Props) {
  return (
    <Segments<'vi' | 'en'>
      label={label}
      value={language === 'en' ? 'en' : 'vi'}
      choices={choices.map((choice) => ({ ...choice, lang: choice.id }))}
      onChoose={onChoose}
    />
  );
}
