import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { consoleCommands } from '../../model/consoleCommands';
import { Panel } from '../../ui/Panel';
import { useConsole, useDesk } from '../../useConsole';
import { useKeyCap } from './useKeyCap';

/** All keys of the console; single ones can be switched off (WCAG 2.1.4). */
export function KeyTable() {
  const { t } = useTranslation();
  const { change } = useConsole();
  const cap = useKeyCap();
  const enabled = useDesk((desk) => desk.singleKeys);
  return (
    <Panel
      title={t('palette.keys')}
      end={
        <button
          type="button"
          className="icon-act"
          aria-label={t('console.close')}
          onClick={() => change({ aid: null })}
        >
          <X size={16} aria-hidden="true" />
        </button>
      }
      className="aid"
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must reach it */}
      <div className="palette-list" tabIndex={0} role="region" aria-label={t('palette.keys')}>
        <label className="everyone-tick key-switch">
          <input
            type="checkbox"
            checked={enabled}
            onChange={(event) => change({ singleKeys: event.target.checked })}
          />
          {t('palette.single')}
        </label>
        <dl className="key-table">
          {consoleCommands
            .filter(({ key }) => key !== null)
            .map(({ id }) => (
              <div key={id}>
                <dt>
                  <kbd>{cap(id)}</kbd>
                </dt>
                <dd>{t(`command.${id}`)}</dd>
              </div>
            ))}
          <div>
            <dt>
              <kbd>{t('key.arrows')}</kbd>
            </dt>
            <dd>{t('palette.arrows')}</dd>
          </div>
        </dl>
        <p className="palette-note">{t('palette.inFields')}</p>
      </div>
    </Panel>
  );
}
