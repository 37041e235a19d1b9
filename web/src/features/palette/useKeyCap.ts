import { useTranslation } from 'react-i18next';
import { type ConsoleCommandId, consoleCommand } from '../../model/consoleCommands';

/** What stands on the cap of an act's key; empty for an act without one. */
export function useKeyCap(): (id: ConsoleCommandId) => string {
  const { t } = useTranslation();
  return (id) => {
    const { key, ctrl } = consoleCommand(id);
    if (key === null) return '';
    const cap = key === ' ' ? t('key.space') : key === 'enter' ? t('key.enter') : key.toUpperCase();
    return ctrl ? t('key.ctrl', { key: cap }) : cap;
  };
}
