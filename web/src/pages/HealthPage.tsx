import { useEffect, useRef, useState } from 'react';
import { ActRefused } from '../api/acts';
import { readHealth } from '../api/directory';
import { listen } from '../api/events';
import type { Health } from '../api/wire';
import { HealthView } from '../features/health/HealthView';
import { useProblem } from '../problem';
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
  const problem = useProblem();
  const latest = useRef(problem);
  latest.current = problem;
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
        setFault(latest.current(error instanceof ActRefused ? error : new ActRefused(0, 'unreachable')));
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
  }, []);
  return <HealthView health={health} fault={fault} language={<Language />} />;
}
