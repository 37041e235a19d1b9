import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActRefused } from '../api/acts';
import {
  changePassword,
  endOtherSessions,
  endOwnSession,
  ownSessions,
  readMe,
  removeSecondStep,
  verifySecondStep,
} from '../api/me';
import type { Me, OwnSession } from '../api/wire';
import { Own } from '../features/own/Own';
import { useTheme } from '../useTheme';
import { Language } from './Language';
import { useStepActs, useWhy } from './useStepActs';
import '../ui/console.css';
import './office.css';
import '../features/directory/directory.css';
import '../features/own/own.css';

/** `/account`: the own account. */
export default function OwnPage() {
  const { t } = useTranslation();
  useTheme('system');
  const [me, setMe] = useState<Me | null>(null);
  const [sessions, setSessions] = useState<readonly OwnSession[]>([]);
  const [fault, setFault] = useState<string | null>(null);
  const [last, setLast] = useState<string | null>(null);
  const why = useWhy();
  const latest = useRef(why);
  latest.current = why;
  const read = useCallback(async () => {
    try {
      const [newMe, newSessions] = await Promise.all([readMe(), ownSessions()]);
      setMe(newMe);
      setSessions(newSessions);
      setFault(null);
    } catch (error) {
      setFault(latest.current(error));
    }
  }, []);
  useEffect(() => {
    document.title = t('own.title');
    void read();
  }, [t, read]);
  const account = sessions.find(({ current }) => current)?.account ?? '';
  const step = useStepActs(account, () => {
    setLast(t('secondStep.turnedOn'));
    void read();
  });
  /** @param wrong what a refused secret is called here, where only one was asked for */
  const done = async (act: Promise<unknown>, said: string, wrong: string | null = null) => {
    try {
      await act;
      setLast(said);
      await read();
      return null;
    } catch (error) {
      return wrong !== null && error instanceof ActRefused && error.code === 'sign-in-refused'
        ? wrong
        : why(error);
    }
  };
  return (
    <Own
      me={me}
      sessions={sessions}
      fault={fault}
      done={last}
      language={<Language />}
      acts={{
        ...step,
        onPassword: (old, password) =>
          done(changePassword(old, password), t('password.changed'), t('password.oldWrong')),
        onVerify: (code) => done(verifySecondStep(code), t('secondStep.verified'), t('secondStep.codeWrong')),
        onRemove: (code) => done(removeSecondStep(code), t('secondStep.removed'), t('secondStep.codeWrong')),
        onEnd: (session) => done(endOwnSession(session), t('own.ended')),
        onEndOthers: () => done(endOtherSessions(), t('own.endedOthers')),
      }}
    />
  );
}
