import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextField } from '../../ui/Field';
import { HoldButton } from '../../ui/HoldButton';

interface Props {
  /** Resolves to why it was not done, or null. */
  onRemove(code: string): Promise<string | null>;
}

/** The second step is given up: by a code of it, and held. */
export function RemoveStep({ onRemove }: Props) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<string | null>(null);
  return (
    <div className="step">
      <p className="step-how">{t('secondStep.removeHow')}</p>
      <div className="step-code">
        <TextField
          label={t('secondStep.code')}
          name="totp-remove"
          autoComplete="one-time-code"
          maxLength={24}
          fault={fault}
          value={code}
          onChange={(event) => setCode(event.target.value)}
        />
        <HoldButton
          seconds={1}
          again={t('secondStep.again')}
          act="remove-step"
          onDone={() => {
            if (code.trim() === '') setFault(t('secondStep.codeMissing'));
            else void onRemove(code.trim()).then(setFault);
          }}
        >
          {t('secondStep.remove')}
        </HoldButton>
      </div>
    </div>
  );
}
