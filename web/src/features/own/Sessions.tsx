import { Monitor } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnSession } from '../../api/wire';
import { deviceOf } from '../../model/agent';
import { moment } from '../../model/dates';
import { Button } from '../../ui/Button';
import { HoldButton } from '../../ui/HoldButton';

interface Props {
  readonly sessions: readonly OwnSession[];
  /** Each resolves to why it was not done, or null. */
  onEnd(session: string): Promise<string | null>;
  onEndOthers(): Promise<string | null>;
}

/** Where one is signed in: a telephone that was lost is ended from here. */
export function Sessions({ sessions, onEnd, onEndOthers }: Props) {
  const { t } = useTranslation();
  const [fault, setFault] = useState<string | null>(null);
  const others = sessions.some(({ current }) => !current);
  return (
    <>
      <table className="own-table">
        <thead>
          <tr>
            <th scope="col">{t('own.device')}</th>
            <th scope="col">{t('own.address')}</th>
            <th scope="col">{t('own.since')}</th>
            <th scope="col">{t('own.seen')}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <tr key={session.id} data-session={session.current ? 'here' : 'other'}>
              <th scope="row">
                <Monitor size={16} aria-hidden="true" />
                {deviceOf(session.agent) || t('own.unknownDevice')}
              </th>
              <td>{session.from}</td>
              <td>{moment(session.madeAt)}</td>
              <td>{moment(session.lastSeen)}</td>
              <td>
                {session.current ? (
                  <b>{t('own.here')}</b>
                ) : (
                  <Button onClick={() => void onEnd(session.id).then(setFault)}>{t('own.end')}</Button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="own-foot">
        {others ? (
          <HoldButton
            seconds={1}
            again={t('secondStep.again')}
            act="end-others"
            onDone={() => void onEndOthers().then(setFault)}
          >
            {t('own.endOthers')}
          </HoldButton>
        ) : (
          <p>{t('own.onlyHere')}</p>
        )}
        {fault === null ? null : (
          <p className="field-fault" role="alert">
            {fault}
          </p>
        )}
      </div>
    </>
  );
}
