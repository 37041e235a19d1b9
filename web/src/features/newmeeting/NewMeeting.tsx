import { type FormEvent, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewMeeting as NewMeetingRequest } from '../../api/acts';
import type { SiteLine, UnitLine } from '../../api/wire';
import { officeField, ofOfficeField } from '../../model/officeTime';
import { searchIndex } from '../../model/search';
import { branches, findableSites } from '../../model/siteTree';
import { clean } from '../../model/text';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Segments } from '../../ui/Segments';
import { SiteSearch } from '../../ui/SiteSearch';
import { Branches } from './Branches';

interface Props {
  readonly sites: readonly SiteLine[];
  readonly units: readonly UnitLine[];
  /** Proposed: the unit of whoever makes it. */
  readonly convener: string;
  readonly busy: boolean;
  /** This machine's clock, in milliseconds since the epoch. */
  readonly now: number;
  onMake(meeting: NewMeetingRequest): void;
}

/** The next full hour at least half an hour away. */
const proposedStart = (now: number) => Math.ceil((now + 1_800_000) / 3_600_000) * 3_600_000;

/** What a meeting is made of. What most have in common is filled in: now, all sites, the first hall as the main one. */
export function NewMeeting({ sites, units, convener, busy, now, onMake }: Props) {
  const { t } = useTranslation();
  const ordered = useMemo(() => [...sites].sort((a, b) => a.order - b.order), [sites]);
  const index = useMemo(() => searchIndex(findableSites(sites, units)), [sites, units]);
  const tree = useMemo(() => branches(sites, units), [sites, units]);
  const [title, setTitle] = useState('');
  const [subject, setSubject] = useState('');
  const [by, setBy] = useState(convener);
  const [chair, setChair] = useState('');
  const [main, setMain] = useState<string | null>(ordered[0]?.id ?? null);
  const [deputy, setDeputy] = useState<string | null>(null);
  const [when, setWhen] = useState<'NOW' | 'AT'>('NOW');
  const [at, setAt] = useState(() => officeField(proposedStart(now)));
  const [which, setWhich] = useState<'ALL' | 'SOME'>('ALL');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(sites.map(({ id }) => id)));
  const [tried, setTried] = useState(false);

  const time = ofOfficeField(at);
  const faults = {
    title: clean(title) === '' ? t('newMeeting.titleMissing') : null,
    main: main === null ? t('newMeeting.mainMissing') : null,
    at: when === 'AT' && !Number.isFinite(time) ? t('newMeeting.timeMissing') : null,
    sites: which === 'SOME' && chosen.size === 0 ? t('newMeeting.sitesMissing') : null,
  };

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    if (main === null || Object.values(faults).some((fault) => fault !== null)) {
      event.currentTarget.querySelector<HTMLElement>('[aria-invalid=true], .newmeeting-fault')?.focus();
      return;
    }
    const some = new Set([...chosen, main, ...(deputy === null ? [] : [deputy])]);
    onMake({
      title: clean(title),
      subject: clean(subject),
      convener: clean(by),
      chairName: clean(chair),
      startsAt: when === 'NOW' ? null : new Date(time).toISOString(),
      mainSite: main,
      deputySite: deputy,
      sites: which === 'ALL' ? 'all' : ordered.map(({ id }) => id).filter((id) => some.has(id)),
    });
  }

  return (
    <form className="newmeeting" onSubmit={submit} noValidate>
      <div className="newmeeting-fields">
        <TextField
          label={t('newMeeting.name')}
          placeholder={t('newMeeting.nameExample')}
          fault={tried ? faults.title : null}
          maxLength={160}
          autoFocus
          value={title}
          onChange={(event) => setTitle(event.target.value)}
        />
        <TextField
          label={t('newMeeting.subject')}
          placeholder={t('newMeeting.subjectExample')}
          maxLength={200}
          value={subject}
          onChange={(event) => setSubject(event.target.value)}
        />
        <TextField
          label={t('newMeeting.convener')}
          maxLength={120}
          value={by}
          onChange={(event) => setBy(event.target.value)}
        />
        <TextField
          label={t('newMeeting.chair')}
          placeholder={t('newMeeting.chairExample')}
          maxLength={120}
          value={chair}
          onChange={(event) => setChair(event.target.value)}
        />
        <SiteField
          label={t('newMeeting.main')}
          hint={t('newMeeting.mainHint')}
          fault={tried ? faults.main : null}
          site={ordered.find(({ id }) => id === main)}
          index={index}
          onChoose={setMain}
        />
        <SiteField
          label={t('newMeeting.deputy')}
          hint={t('newMeeting.deputyHint')}
          fault={null}
          site={ordered.find(({ id }) => id === deputy)}
          index={index}
          onChoose={setDeputy}
        />
        <div className="field">
          <span className="field-label">{t('newMeeting.when')}</span>
          <div className="newmeeting-when">
            <Segments<'NOW' | 'AT'>
              label={t('newMeeting.when')}
              value={when}
              choices={[
                { id: 'NOW', label: t('newMeeting.now') },
                { id: 'AT', label: t('newMeeting.at') },
              ]}
              onChoose={setWhen}
            />
            {when === 'AT' ? (
              <input
                type="datetime-local"
                className="input"
                aria-label={t('newMeeting.at')}
                aria-invalid={tried && faults.at !== null}
                value={at}
                onChange={(event) => setAt(event.target.value)}
              />
            ) : null}
          </div>
          {tried && faults.at !== null ? <p className="field-fault">{faults.at}</p> : null}
        </div>
        <div className="field">
          <span className="field-label">{t('newMeeting.sites')}</span>
          <div className="newmeeting-when">
            <Segments<'ALL' | 'SOME'>
              label={t('newMeeting.sites')}
              value={which}
              choices={[
                { id: 'ALL', label: t('newMeeting.all', { count: sites.length }) },
                { id: 'SOME', label: t('newMeeting.some') },
              ]}
              onChoose={setWhich}
            />
            {which === 'SOME' ? (
              <span className="newmeeting-count">
                {t('newMeeting.chosen', { count: chosen.size, of: sites.length })}
              </span>
            ) : null}
          </div>
          {tried && faults.sites !== null ? (
            <p className="field-fault newmeeting-fault" tabIndex={-1}>
              {faults.sites}
            </p>
          ) : null}
        </div>
      </div>
      {which === 'SOME' ? <Branches tree={tree} chosen={chosen} onChange={setChosen} /> : null}
      <div className="newmeeting-foot">
        <Button look="primary" type="submit" disabled={busy}>
          {when === 'NOW' ? t('newMeeting.makeNow') : t('newMeeting.make')}
        </Button>
      </div>
    </form>
  );
}

interface SiteFieldProps {
  readonly label: string;
  readonly hint: string;
  readonly fault: string | null;
  readonly site: SiteLine | undefined;
  readonly index: ReturnType<typeof searchIndex>;
  onChoose(id: string | null): void;
}

/** A site chosen by a few letters; what is chosen stands there with a way to another one. */
function SiteField({ label, hint, fault, site, index, onChoose }: SiteFieldProps) {
  const { t } = useTranslation();
  const [searching, setSearching] = useState(false);
  return (
    <div className="field">
      <span className="field-label">{label}</span>
      {site && !searching ? (
        <p className="newmeeting-site">
          <b>{site.name}</b>
          <button type="button" className="newmeeting-other" onClick={() => setSearching(true)}>
            <span className="hidden">{label}: </span>
            {t('newMeeting.other')}
          </button>
        </p>
      ) : (
        <SiteSearch
          index={index}
          label={label}
          placeholder={t('wall.find')}
          none={t('wall.nobody')}
          autoFocus={searching}
          onPick={(id) => {
            setSearching(false);
            onChoose(id);
          }}
          onClose={() => setSearching(false)}
        />
      )}
      <p className={fault === null ? 'field-hint' : 'field-fault'}>{fault ?? hint}</p>
    </div>
  );
}
