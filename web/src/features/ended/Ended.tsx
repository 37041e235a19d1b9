import { useTranslation } from 'react-i18next';
import type { EndReason } from '../../model/connection';
import { refusalKey } from '../../model/refusal';
import { Button } from '../../ui/Button';
import { Band } from '../../ui/Mark';

interface Props {
  readonly reason: EndReason;
  onAgain(): void;
  onDoor(): void;
}

export function Ended({ reason, onAgain, onDoor }: Props) {
  const { t } = useTranslation();
  return (
    <div className="ended">
      <Band />
      <div className="ended-inside" role="status">
        <h1>{t(`ended.${reason.kind}`)}</h1>
        <p>{reason.kind === 'refused' ? t(refusalKey(reason)) : t(`ended.${reason.kind}Hint`)}</p>
        <div className="ended-acts">
          <Button look="primary" onClick={onAgain}>
            {t('ended.again')}
          </Button>
          <Button onClick={onDoor}>{t('ended.door')}</Button>
        </div>
      </div>
    </div>
  );
}
