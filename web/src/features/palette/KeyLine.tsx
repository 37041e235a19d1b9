import { LogOut } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ConsoleCommandId } from '../../model/consoleCommands';
import { HoldButton } from '../../ui/HoldButton';
import { useConsole, useHindrance, useView } from '../../useConsole';
import { useKeyCap } from './useKeyCap';

const shown: readonly ConsoleCommandId[] = [
  'INTO_PREVIEW',
  'TAKE',
  'NEXT',
  'REDIAL',
  'TALK',
  'PALETTE',
  'KEYS',
];

/** The foot of the console: the keys one learns first, and the end. */
export function KeyLine() {
  const { t } = useTranslation();
  const { perform } = useConsole();
  const cap = useKeyCap();
  const why = useHindrance('END');
  const over = useView((view) => ['ENDED', 'RECORDED', 'CLOSED'].includes(view.meeting.state));
  return (
    <footer className="keyline">
      <span>
        <kbd>{'1'}</kbd>–<kbd>{'9'}</kbd> {t('keyline.layouts')}
      </span>
      {shown.map((id) => (
        <button key={id} type="button" className="keyline-key" onClick={() => perform(id)}>
          <kbd>{cap(id)}</kbd> {t(`keyline.${id as 'TAKE'}`)}
        </button>
      ))}
      {over ? null : (
        <HoldButton
          className="keyline-end"
          icon={<LogOut size={16} aria-hidden="true" />}
          again={t('console.again')}
          disabled={why !== null}
          act="END"
          onDone={() => perform('END')}
        >
          {t('keyline.END')}
        </HoldButton>
      )}
    </footer>
  );
}
