import { MonitorCheck } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SiteLine } from '../../api/wire';
import { isWholeCode, pairable, pairingCode } from '../../model/units';
import { Button } from '../../ui/Button';
import { Select } from '../../ui/Field';
import { NEW, type SiteActs } from './acts';

interface Props {
  readonly site: SiteLine;
  /** That came with the address: scanned from a screen. */
  readonly code: string;
  readonly onPair: SiteActs['onPair'];
}

const MAIN = '';

/** A screen shows a code; typed here it becomes this site's. */
export function Pair({ site, code, onPair }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(pairingCode(code));
  const [as, setAs] = useState(MAIN);
  const [says, setSays] = useState<{ readonly words: string; readonly bad: boolean } | null>(null);
  const others = site.endpoints.filter(
    (each) => pairable(each) && !(each.kind === 'KIOSK' && each.role === 'MAIN'),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isWholeCode(typed)) {
      setSays({ words: t('directory.codeShort'), bad: true });
      return;
    }
    void onPair(site.id, typed, as === MAIN ? null : as).then((why) => {
      setSays(
        why === null
          ? { words: t('directory.paired', { code: typed }), bad: false }
          : { words: why, bad: true },
      );
      if (why === null) setTyped('');
    });
  };
  return (
    <form className="pair" onSubmit={submit}>
      <label className="pair-label">
        <span>{t('directory.pair')}</span>
        <input
          className="input pair-code"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('directory.codeExample')}
          value={typed}
          aria-invalid={says?.bad ? true : undefined}
          onChange={(event) => {
            setTyped(pairingCode(event.target.value));
            setSays(null);
          }}
        />
      </label>
      <Select
        label={t('directory.pairWhich')}
        icon={<MonitorCheck size={18} aria-hidden="true" />}
        value={as}
        choices={[
          { id: MAIN, label: t('directory.pairMain') },
          ...others.map((each) => ({ id: each.id, label: each.name })),
          { id: NEW, label: t('directory.pairNew') },
        ]}
        none=""
        onChoose={setAs}
      />
      <Button type="submit" look={code === '' ? 'plain' : 'primary'}>
        {t('directory.pairDo')}
      </Button>
      <p role="status" className={says?.bad ? 'field-fault' : 'pair-done'}>
        {says?.words ?? t('directory.pairHow')}
      </p>
    </form>
  );
}
