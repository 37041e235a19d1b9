import { useTranslation } from 'react-i18next';
import { commands } from '../../model/commands';

interface Props {
  readonly enabled: boolean;
  onEnable(enabled: boolean): void;
}

export function KeysPanel({ enabled, onEnable }: Props) {
  const { t } = useTranslation();
  return (
    <div className="keys">
      <label className="tick">
        <input type="checkbox" checked={enabled} onChange={(event) => onEnable(event.target.checked)} />
        {t('help.enabled')}
      </label>
      <p className="field-hint">{t('help.inFields')}</p>
      <dl className={enabled ? 'keys-list' : 'keys-list keys-off'}>
        {commands.map((command) => (
          <div key={command.id}>
            <dt>
              <kbd>{command.key.toUpperCase()}</kbd>
            </dt>
            <dd>{t(`help.${command.id}`)}</dd>
          </div>
        ))}
        <div>
          <dt>
            <kbd>{t('help.escapeKey')}</kbd>
          </dt>
          <dd>{t('help.escape')}</dd>
        </div>
      </dl>
    </div>
  );
}
