import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { verifySecondStep } from '../api/me';
import type { Me } from '../api/wire';
import { Verify } from '../features/own/Own';
import { Enrol, type EnrolActs } from '../features/own/SecondStep';
import { Button } from '../ui/Button';
import { useTheme } from '../useTheme';
import { EntranceCard } from './EntranceCard';
import { Front } from './Front';
import { useStepActs, useWhy } from './useStepActs';
import '../features/own/own.css';

/** Whether somebody administers and has not taken the second step here: the server withholds those rights. */
export const wantsStep = (me: Me): boolean =>
  !me.demo && me.secondStep !== 'TAKEN' && me.roles.some(({ role }) => role === 'ADMINISTRATOR');

interface Props {
  readonly me: Me;
  /** Taken, or put off. */
  onPassed(): void;
}

/** Between the door and the home of an administrator without the second step. */
export function StepGate({ me, onPassed }: Props) {
  const { t } = useTranslation();
  const why = useWhy();
  useTheme('system');
  return (
    <GateView
      wanted={me.secondStep === 'WANTED'}
      acts={useStepActs('', onPassed)}
      onVerify={async (code) => {
        try {
          await verifySecondStep(code);
          onPassed();
          return null;
        } catch (error) {
          return why(error);
        }
      }}
      later={t('secondStep.later')}
      onLater={onPassed}
    />
  );
}

interface ViewProps {
  readonly wanted: boolean;
  readonly acts: EnrolActs;
  readonly later: string;
  readonly initial?: Parameters<typeof Enrol>[0]['initial'];
  onVerify(code: string): Promise<string | null>;
  onLater(): void;
}

export function GateView({ wanted, acts, later, initial, onVerify, onLater }: ViewProps) {
  const { t } = useTranslation();
  const [begun, setBegun] = useState(initial !== undefined);
  return (
    <Front>
      <div className="entrance entrance-single entrance-wide">
        <EntranceCard>
          <section className="signin" aria-labelledby="gate">
            <h2 id="gate">{t('secondStep.gate')}</h2>
            <p className="signin-lead">{t('secondStep.gateHow')}</p>
            {wanted ? (
              <Verify onVerify={onVerify} />
            ) : (
              <Enrol
                on={false}
                initial={initial}
                {...acts}
                onOffer={async (code) => {
                  const answer = await acts.onOffer(code);
                  if (typeof answer !== 'string') setBegun(true);
                  return answer;
                }}
              />
            )}
            {begun ? null : (
              <Button look="quiet" onClick={onLater}>
                {later}
              </Button>
            )}
          </section>
        </EntranceCard>
      </div>
    </Front>
  );
}
