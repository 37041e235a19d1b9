import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActRefused } from '../api/acts';
import { readHealth } from '../api/directory';
import { listen } from '../api/events';
import type { Health } from '../api/wire';
import { HealthView } from '../features/health/HealthView';
import { useTheme } from '../useTheme';
import { Language } from './Language';
import '../ui/console.css';
import './office.css';
import '../features/directory/directory.css';
import '../features/health/health.css';

/**
 * `/health`: for the administrator. Read once, and again with each word of `/api/health/events` (no page asks again and
 * again) and when the administrator looks at the page anew.
 */
export default function HealthPage() {
  const { t, i18n } = useTranslation();
  useTheme('system');
  const [health, setHealth] = useState<Health | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let gone = false;
    const read = async () => {
      try {
        const answer = await readHealth();
        if (gone) return;
        setHealth(answer);
        setFault(null);
      } catch (error) {
        if (gone) return;
        if (error instanceof ActRefused && error.status === 401) setFault(t('office.signInFirst'));
        else if (error instanceof ActRefused && error.status === 403) setFault(t('office.notYours'));
        else
          setFault(
            error instanceof ActRefused && i18n.language === 'vi' && error.detail
              ? error.detail
              : t('health.failed'),
          );
      }
    };
    const look = () => {
      if (document.visibilityState === 'visible') void read();
    };
    void read();
    document.addEventListener('visibilitychange', look);
    const end = listen('/api/health/events', (news) => {
      if (news.kind === 'event' && news.name === 'snapshot') {
        setHealth(news.data as Health);
        setFault(null);
      }
    });
    return () => {
      gone = true;
      document.removeEventListener('visibilitychange', look);
      end();
    };
  }, [t, i18n.language]);
  return <HealthView health={health} fault={fault} language={<Language />} />;
}
