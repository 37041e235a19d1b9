import { FileUp } from 'lucide-react';
import { type FormEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UnitImportPlan } from '../../api/wire';
import { day } from '../../model/dates';
import { Button } from '../../ui/Button';
import { DateField } from '../../ui/DateField';
import { Notice } from '../../ui/Notice';

export interface ImportActs {
  /** Resolves to the plan, or to why there is none. */
  onPreview(file: File, validFrom: string): Promise<UnitImportPlan | string>;
  onImport(file: File, validFrom: string): Promise<UnitImportPlan | string>;
}

interface Props extends ImportActs {
  /** yyyy-MM-dd */
  readonly today: string;
  /** A plan shown at first; for looking at it. */
  readonly initial?: UnitImportPlan;
}

const good = (plan: UnitImportPlan) => plan.refusal === null && plan.problems.length === 0;
const changes = (plan: UnitImportPlan) => plan.begins.length + plan.ends.length + plan.changes.length;

/** An official list, looked at before anything is changed: what begins, what ends, what is called otherwise. */
export function ImportPanel({ today, initial, onPreview, onImport }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [validFrom, setValidFrom] = useState(today);
  const [plan, setPlan] = useState<UnitImportPlan | null>(initial ?? null);
  const [fault, setFault] = useState<string | null>(null);
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);

  const forget = () => {
    setPlan(null);
    setFault(null);
    setDone(false);
  };
  const ask = async (call: ImportActs['onPreview'], imported: boolean) => {
    if (file === null) {
      setFault(t('directory.fileMissing'));
      return;
    }
    setBusy(true);
    const answer = await call(file, validFrom);
    setBusy(false);
    if (typeof answer === 'string') {
      setFault(answer);
      return;
    }
    setFault(null);
    setPlan(answer);
    setDone(imported && good(answer));
  };
  return (
    <div className="import">
      <h2>{t('directory.import')}</h2>
      <p className="import-how">{t('directory.importHow')}</p>
      <form
        className="import-form"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          void ask(onPreview, false);
        }}
      >
        <div className="field import-file">
          <span className="field-label" id={`${id}-of`}>
            {t('directory.file')}
          </span>
          <span className="import-chosen">
            <input
              id={`${id}-file`}
              className="hidden import-native"
              type="file"
              accept=".csv,text/csv"
              aria-labelledby={`${id}-of ${id}-choose`}
              onChange={(event) => {
                setFile(event.target.files?.[0] ?? null);
                forget();
              }}
            />
            <label className="button" htmlFor={`${id}-file`} id={`${id}-choose`}>
              {t('directory.chooseFile')}
            </label>
            <span>{file?.name ?? t('directory.noFile')}</span>
          </span>
        </div>
        <DateField
          label={t('directory.validFrom')}
          value={validFrom}
          hint={t('directory.dateHint')}
          wrong={t('directory.dateWrong')}
          onChange={(date) => {
            setValidFrom(date);
            forget();
          }}
        />
        <Button type="submit" disabled={busy} icon={<FileUp size={18} aria-hidden="true" />}>
          {t('directory.preview')}
        </Button>
      </form>
      {fault === null ? null : <Notice look="bad" title={fault} />}
      {plan === null ? null : <Plan plan={plan} done={done} />}
      {plan !== null && good(plan) && !done ? (
        <div className="import-do">
          <Button
            look="primary"
            disabled={busy || changes(plan) === 0}
            onClick={() => void ask(onImport, true)}
          >
            {changes(plan) === 0
              ? t('directory.nothingToDo')
              : t('directory.importDo', { count: changes(plan), date: day(plan.validFrom) })}
          </Button>
          <p>{t('directory.importAll')}</p>
        </div>
      ) : null}
    </div>
  );
}

function Plan({ plan, done }: { readonly plan: UnitImportPlan; readonly done: boolean }) {
  const { t } = useTranslation();
  if (!good(plan))
    return (
      <Notice look="bad" title={plan.refusal ?? t('directory.problems', { count: plan.problems.length })}>
        <ol className="import-problems">
          {plan.problems.map((problem) => (
            <li key={problem}>{problem}</li>
          ))}
        </ol>
        <p>{t('directory.problemsHow')}</p>
      </Notice>
    );
  return (
    <>
      {done ? <Notice look="info" title={t('directory.imported', { date: day(plan.validFrom) })} /> : null}
      <ul className="import-sums">
        <li>
          <b>{plan.begins.length}</b> {t('directory.begins')}
        </li>
        <li>
          <b>{plan.ends.length}</b> {t('directory.ends')}
        </li>
        <li>
          <b>{plan.changes.length}</b> {t('directory.changes')}
        </li>
        <li>
          <b>{plan.unchanged}</b> {t('directory.unchanged')}
        </li>
      </ul>
      <div className="import-lists">
        <List title={t('directory.begins')} names={plan.begins} />
        <List title={t('directory.ends')} names={plan.ends} />
        <List title={t('directory.changes')} names={plan.changes} />
      </div>
    </>
  );
}

function List({ title, names }: { readonly title: string; readonly names: readonly string[] }) {
  return names.length === 0 ? null : (
    <section>
      <h3>{title}</h3>
      <ul>
        {counted(names).map(({ name, nth }) => (
          <li key={`${name} ${nth}`}>{name}</li>
        ))}
      </ul>
    </section>
  );
}

/** Four names of communes occur twice in the province. */
function counted(names: readonly string[]): readonly { readonly name: string; readonly nth: number }[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    return { name, nth };
  });
}
