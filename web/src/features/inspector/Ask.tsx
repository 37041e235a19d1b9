import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asking } from '../../model/desk';
import { spokenName } from '../../model/meeting';
import { clean } from '../../model/text';
import { useConsole } from '../../useConsole';

const MOST_PEOPLE = 9_999;

/** A line to be filled in place: how many there are, why they are away, what to write on their screen. */
export function Ask({
  kind,
  seat,
}: {
  readonly kind: Exclude<Asking['kind'], 'FLOOR'>;
  readonly seat: string;
}) {
  const { t } = useTranslation();
  const { acts, change, say, view } = useConsole();
  const known = view.get().byId.get(seat);
  const [text, setText] = useState(
    kind === 'NOTE' ? (known?.note ?? '') : kind === 'HEADCOUNT' ? String(known?.headcount ?? '') : '',
  );
  const close = () => change({ asking: null });
  const number = /^\d{1,4}$/.test(text.trim()) ? Number(text.trim()) : null;
  const fits =
    kind === 'HEADCOUNT'
      ? text.trim() === '' || (number !== null && number <= MOST_PEOPLE)
      : kind === 'NOTE' || text.trim() !== '';
  const send = (): Promise<boolean> => {
    switch (kind) {
      case 'HEADCOUNT':
        return acts.mark(seat, 'PRESENT', number);
      case 'REASON':
        return acts.mark(seat, 'EXCUSED', null, clean(text));
      case 'NOTE':
        return acts.note(seat, clean(text));
      case 'MESSAGE':
        return acts.message([seat], clean(text));
    }
  };
  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        if (!fits) return;
        void send().then((done) => {
          if (!done) return;
          if (kind === 'MESSAGE')
            say(t('console.sentTo', { name: known ? spokenName(view.get(), known) : '' }));
          close();
        });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <label>
        <span>{t(`ask.${kind}`)}</span>
        <input
          className="input"
          inputMode={kind === 'HEADCOUNT' ? 'numeric' : undefined}
          maxLength={kind === 'HEADCOUNT' ? 4 : 300}
          aria-invalid={!fits}
          // biome-ignore lint/a11y/noAutofocus: only where the operator has just asked to type
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          onFocus={(event) => event.target.select()}
        />
      </label>
      <button type="submit" className="button" aria-disabled={!fits}>
        {t(kind === 'MESSAGE' ? 'console.send' : 'console.done')}
      </button>
      <button type="button" className="button" onClick={close}>
        {t('console.cancel')}
      </button>
    </form>
  );
}
