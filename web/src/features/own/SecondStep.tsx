import { Download } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SecondStepOffer } from '../../api/wire';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { QrCode } from '../../ui/QrCode';

export interface EnrolActs {
  /** Each resolves to what the server said, or to why not. @param code of the present application; empty for none */
  onOffer(code: string): Promise<SecondStepOffer | string>;
  onConfirm(code: string): Promise<readonly string[] | string>;
  /** The recovery codes as a file. */
  onSave(codes: readonly string[]): void;
  /** The recovery codes were put away. */
  onDone(): void;
}

type Step =
  | { readonly kind: 'begin' }
  | { readonly kind: 'scan'; readonly offer: SecondStepOffer }
  | { readonly kind: 'codes'; readonly codes: readonly string[] };

interface Props extends EnrolActs {
  /** It is on already and moves to another telephone: its owner shows a code first. */
  readonly on: boolean;
  /** Where it begins; for looking at it. */
  readonly initial?: Step;
}

/** From nothing to the second step: a square to scan, a code to show that it works, recovery codes to put away. */
export function Enrol({ on, initial, ...acts }: Props) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>(initial ?? { kind: 'begin' });
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const offer = async (code: string) => {
    setBusy(true);
    const answer = await acts.onOffer(code);
    setBusy(false);
    setFault(typeof answer === 'string' ? answer : null);
    if (typeof answer !== 'string') setStep({ kind: 'scan', offer: answer });
  };
  const confirm = async (code: string) => {
    setBusy(true);
    const answer = await acts.onConfirm(code);
    setBusy(false);
    setFault(typeof answer === 'string' ? answer : null);
    if (typeof answer !== 'string') setStep({ kind: 'codes', codes: answer });
  };
  switch (step.kind) {
    case 'begin':
      return on ? (
        <div className="step">
          <p className="step-how">{t('secondStep.moveHow')}</p>
          <CodeForm
            label={t('secondStep.presentCode')}
            submit={t('secondStep.go')}
            busy={busy}
            fault={fault}
            onCode={offer}
          />
        </div>
      ) : (
        <div className="step">
          {fault === null ? null : (
            <p className="field-fault" role="alert">
              {fault}
            </p>
          )}
          <Button look="primary" disabled={busy} onClick={() => void offer('')}>
            {t('secondStep.start')}
          </Button>
        </div>
      );
    case 'scan':
      return (
        <div className="step">
          <h3>{t('secondStep.scan')}</h3>
          <p className="step-how">{t('secondStep.scanHow')}</p>
          <div className="step-scan">
            <QrCode className="step-qr" text={step.offer.uri} />
            <div>
              <p className="step-how">{t('secondStep.type')}</p>
              <p className="step-secret" data-secret={step.offer.secret}>
                {(step.offer.secret.match(/.{1,4}/g) ?? []).join(' ')}
              </p>
            </div>
          </div>
          <h3>{t('secondStep.confirm')}</h3>
          <CodeForm
            label={t('secondStep.code')}
            submit={t('secondStep.confirmDo')}
            busy={busy}
            fault={fault}
            onCode={confirm}
          />
        </div>
      );
    case 'codes':
      return <Recovery codes={step.codes} onSave={acts.onSave} onDone={acts.onDone} />;
  }
}

interface CodeFormProps {
  readonly label: string;
  readonly submit: string;
  readonly busy: boolean;
  readonly fault: string | null;
  onCode(code: string): Promise<void>;
}

/** One code, and what is done with it. */
export function CodeForm({ label, submit, busy, fault, onCode }: CodeFormProps) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <form
      className="step-code"
      noValidate
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        setMissing(code.trim() === '');
        if (code.trim() !== '') void onCode(code.trim());
      }}
    >
      <TextField
        label={label}
        name="totp"
        autoComplete="one-time-code"
        maxLength={24}
        fault={missing ? t('secondStep.codeMissing') : fault}
        value={code}
        onChange={(event) => setCode(event.target.value)}
      />
      <Button look="primary" type="submit" disabled={busy}>
        {submit}
      </Button>
    </form>
  );
}

interface RecoveryProps extends Pick<EnrolActs, 'onSave' | 'onDone'> {
  readonly codes: readonly string[];
}

function Recovery({ codes, onSave, onDone }: RecoveryProps) {
  const { t } = useTranslation();
  const [kept, setKept] = useState(false);
  return (
    <div className="step">
      <h3>{t('secondStep.recovery')}</h3>
      <p className="step-how">{t('secondStep.recoveryHow')}</p>
      <ul className="step-recovery">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Button icon={<Download size={18} aria-hidden="true" />} onClick={() => onSave(codes)}>
        {t('secondStep.save')}
      </Button>
      <label className="tick">
        <input type="checkbox" checked={kept} onChange={(event) => setKept(event.target.checked)} />
        {t('secondStep.kept')}
      </label>
      <Button look="primary" disabled={!kept} onClick={onDone}>
        {t('secondStep.finish')}
      </Button>
    </div>
  );
}
