import { Check, OctagonAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Health } from '../../api/wire';
import { moment } from '../../model/dates';
import {
  bytes,
  certificateDays,
  type HealthMood,
  type HealthPart,
  moodsOf,
  outgrown,
} from '../../model/health';
import { Mark } from '../../ui/Mark';
import { Notice } from '../../ui/Notice';

interface Props {
  /** The last answer of the server; null before the first. */
  readonly health: Health | null;
  /** Why there is no newer one. */
  readonly fault: string | null;
  readonly language: ReactNode;
}

const titles = {
  process: 'health.process',
  database: 'health.database',
  disk: 'health.disk',
  certificate: 'health.certificate',
  clock: 'health.clock',
  loops: 'health.loops',
  sites: 'health.sites',
  audit: 'health.audit',
} as const satisfies Record<HealthPart, string>;

const advices = {
  process: 'health.processHow',
  database: 'health.databaseHow',
  disk: 'health.diskHow',
  certificate: 'health.certificateHow',
  clock: 'health.clockHow',
  loops: 'health.loopsHow',
  sites: 'health.sitesHow',
  audit: 'health.auditHow',
} as const satisfies Record<HealthPart, string>;

const moodWords = { well: 'health.well', look: 'health.look', act: 'health.act' } as const;
const icons = { well: Check, look: TriangleAlert, act: OctagonAlert };

/** How the server is: quiet where all is well, a sentence where it is not. */
export function HealthView({ health, fault, language }: Props) {
  const { t } = useTranslation();
  return (
    <main className="office office-long">
      <header className="office-top">
        <div className="office-top-name">
          <Mark />
          <h1>{t('health.title')}</h1>
        </div>
        <nav className="directory-nav">
          <a href="/">{t('office.home')}</a>
          <a href="/directory">{t('directory.title')}</a>
          {language}
        </nav>
      </header>
      <div className="health">
        {fault === null ? null : <Notice look="bad" title={fault} />}
        {health === null ? (
          fault === null ? (
            <p className="office-empty">{t('health.loading')}</p>
          ) : null
        ) : (
          <Parts health={health} />
        )}
      </div>
    </main>
  );
}

function Parts({ health }: { readonly health: Health }) {
  const { t, i18n } = useTranslation();
  const locale = i18n.language === 'en' ? 'en-GB' : 'vi-VN';
  const figure = (value: number, digits = 0) =>
    new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value);
  const amount = (value: number) => {
    const { figure: much, unit } = bytes(value);
    return `${figure(much, 1)}\u00a0${unit}`;
  };
  const percent = (share: number) => `${figure(share * 100)}\u00a0%`;
  const moods = moodsOf(health);
  const days = certificateDays(health);
  const bad = Object.values(moods).filter((mood) => mood !== 'well').length;

  const card = (part: HealthPart, main: string, lines: readonly string[]) => (
    <Card
      key={part}
      mood={moods[part]}
      title={t(titles[part])}
      main={main}
      lines={lines}
      advice={t(
        part === 'database' && health.database.ok && outgrown(health)
          ? 'health.databaseLarge'
          : advices[part],
      )}
    />
  );
  return (
    <>
      <p className="health-sum">
        {bad === 0 ? t('health.allWell') : t('health.someNot', { count: bad })}
        <span>{t('health.readAt', { time: moment(health.at) })}</span>
      </p>
      <div className="health-cards">
        {card(
          'sites',
          t('health.connected', { connected: health.sites.connected, expected: health.sites.expected }),
          [t('health.meetings', { count: health.meetings }), t('health.pages', { count: health.pages })],
        )}
        {card(
          'loops',
          health.loops.length === 0
            ? t('health.noLoops')
            : t('health.busiest', { share: percent(Math.max(...health.loops.map(({ load }) => load))) }),
          [
            t('health.sending', {
              rate: figure(health.loops.reduce((sum, { sendBps }) => sum + sendBps, 0) / 1e6),
            }),
            t('health.receiving', {
              rate: figure(health.loops.reduce((sum, { receiveBps }) => sum + receiveBps, 0) / 1e6),
            }),
          ],
        )}
        {card('disk', t('health.free', { free: amount(health.disk.freeBytes) }), [
          t('health.ofTotal', { total: amount(health.disk.totalBytes) }),
        ])}
        {card('database', health.database.ok ? t('health.databaseOk') : t('health.databaseDown'), [
          health.database.kind === 'H2' ? t('health.h2') : t('health.postgresql'),
          health.database.writeMillis === null
            ? ''
            : t('health.write', { millis: figure(health.database.writeMillis) }),
          health.database.lastBackupAt === null
            ? t('health.noBackup')
            : t('health.backup', { time: moment(health.database.lastBackupAt) }),
        ])}
        {card(
          'certificate',
          days === null
            ? t('health.noCertificate')
            : days < 0
              ? t('health.certificateOver')
              : t('health.days', { count: days }),
          health.certificate === null ? [] : [health.certificate.subject, moment(health.certificate.until)],
        )}
        {card(
          'clock',
          health.clock.offMillis === null
            ? t('health.clockUnknown')
            : t('health.off', { millis: figure(Math.abs(health.clock.offMillis)) }),
          [
            health.clock.source === null
              ? t('health.noSource')
              : t('health.source', { name: health.clock.source }),
          ],
        )}
        {card(
          'process',
          t('health.cores', { busy: figure(health.process.cpuBusy, 1), cores: health.process.cpuCores }),
          [
            t('health.heap', {
              used: amount(health.process.heapBytes),
              limit: amount(health.process.heapLimitBytes),
            }),
            t('health.startedAt', { time: moment(health.startedAt), version: health.version }),
          ],
        )}
        {card('audit', health.audit.ok ? t('health.auditOk') : t('health.auditBroken'), [
          t('health.events', { count: health.audit.events, figure: figure(health.audit.events) }),
          health.audit.verifiedAt === null
            ? t('health.neverVerified')
            : t('health.verifiedAt', { time: moment(health.audit.verifiedAt) }),
        ])}
      </div>
      <section className="office-panel" aria-label={t('health.loops')}>
        <div className="office-panel-head">
          <h2>{t('health.loops')}</h2>
        </div>
        <table className="endpoints health-table">
          <thead>
            <tr>
              <th scope="col">{t('health.loop')}</th>
              <th scope="col" className="health-figure">
                {t('health.port')}
              </th>
              <th scope="col" className="health-figure">
                {t('health.participants')}
              </th>
              <th scope="col" className="health-figure">
                {t('health.load')}
              </th>
              <th scope="col" className="health-figure">
                {t('health.sent')}
              </th>
              <th scope="col" className="health-figure">
                {t('health.received')}
              </th>
            </tr>
          </thead>
          <tbody>
            {health.loops.map((loop) => (
              <tr key={loop.name}>
                <th scope="row">{loop.name}</th>
                <td className="health-figure">{loop.port}</td>
                <td className="health-figure">{figure(loop.participants)}</td>
                <td className="health-figure">{percent(loop.load)}</td>
                <td className="health-figure">{t('health.rate', { rate: figure(loop.sendBps / 1e6) })}</td>
                <td className="health-figure">{t('health.rate', { rate: figure(loop.receiveBps / 1e6) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className="office-panel" aria-label={t('health.delays')}>
        <div className="office-panel-head">
          <h2>{t('health.delays')}</h2>
        </div>
        {health.delays.length === 0 ? (
          <p className="office-empty">{t('health.noDelays')}</p>
        ) : (
          <table className="endpoints health-table">
            <thead>
              <tr>
                <th scope="col">{t('health.door')}</th>
                <th scope="col">{t('health.account')}</th>
                <th scope="col">{t('health.address')}</th>
                <th scope="col" className="health-figure">
                  {t('health.failures')}
                </th>
                <th scope="col">{t('health.until')}</th>
              </tr>
            </thead>
            <tbody>
              {health.delays.map((delay) => (
                <tr key={`${delay.door} ${delay.account} ${delay.address}`}>
                  <th scope="row">{t(`guessedDoor.${delay.door}`)}</th>
                  <td>{delay.account ?? '—'}</td>
                  <td>{delay.address === '' ? '—' : delay.address}</td>
                  <td className="health-figure">{figure(delay.failures)}</td>
                  <td>{moment(delay.until)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </>
  );
}

interface CardProps {
  readonly mood: HealthMood;
  readonly title: string;
  readonly main: string;
  readonly lines: readonly string[];
  readonly advice: string;
}

function Card({ mood, title, main, lines, advice }: CardProps) {
  const { t } = useTranslation();
  const Icon = icons[mood];
  return (
    <section className={`health-card health-${mood}`} aria-label={title}>
      <h2>
        <Icon size={18} aria-hidden="true" />
        {title}
        <span className="hidden">{t(moodWords[mood])}</span>
      </h2>
      <p className="health-main">{main}</p>
      {lines
        .filter((each) => each !== '')
        .map((each) => (
          <p key={each} className="health-line">
            {each}
          </p>
        ))}
      {mood === 'well' ? null : <p className="health-advice">{advice}</p>}
    </section>
  );
}
