import { useTranslation } from 'react-i18next';
import { ActRefused } from '../api/acts';
import { confirmSecondStep, offerSecondStep } from '../api/me';
import type { EnrolActs } from '../features/own/SecondStep';
import { useProblem } from '../problem';
import { saveFile } from './saveFile';

/** Why an act was not done, in words. */
export function useWhy(): (error: unknown) => string {
  const problem = useProblem();
  return (error) => problem(error instanceof ActRefused ? error : new ActRefused(0, 'unreachable'));
}

/** Enrolment wired to the server. @param account what one signs in with, for the file of recovery codes */
export function useStepActs(account: string, onDone: () => void): EnrolActs {
  const { t } = useTranslation();
  const why = useWhy();
  /** "Account, password or code" would be three guesses where only the code was asked for. */
  const ofCode = (error: unknown) =>
    error instanceof ActRefused && error.code === 'sign-in-refused' ? t('secondStep.codeWrong') : why(error);
  return {
    onOffer: (code) => offerSecondStep(code).catch(ofCode),
    onConfirm: (code) =>
      confirmSecondStep(code)
        .then(({ codes }) => codes)
        .catch(ofCode),
    onSave: (codes) =>
      saveFile(
        new Blob([`${codes.join('\r\n')}\r\n`], { type: 'text/plain;charset=utf-8' }),
        t('secondStep.file', { account: account === '' ? 'nharong' : account }),
      ),
    onDone,
  };
}
