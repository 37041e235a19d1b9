import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clean } from '../../model/text';
import { useConsole, useView } from '../../useConsole';

/** A notice on the screens of all sites, or of one district. */
export function NoticeForm() {
  const { t } = useTranslation();
  const { acts, change, say } = useConsole();
  const rows = useView((view) => view.rows);
  const [group, setGroup] = useState('');
  const [text, setText] = useState('');
  const row = rows.find((each) => each.group.id === group);
  const close = () => change({ asking: null });
  return (
    <form
      className="everyone-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (clean(text) === '') return;
        void acts.message(row?.seats ?? 'all', clean(text)).then((done) => {
          if (!done) return;
          say(row ? t('console.sentTo', { name: row.group.shortName }) : t('console.sentToAll'));
          close();
        });
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <label className="everyone-field">
        <span>{t('everyone.noticeText')}</span>
        <textarea
          className="input"
          rows={2}
          maxLength={300}
          // biome-ignore lint/a11y/noAutofocus: only where the operator has just asked to type
          autoFocus
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </label>
      <label className="everyone-field">
        <span>{t('everyone.noticeTo')}</span>
        <select className="input" value={group} onChange={(event) => setGroup(event.target.value)}>
          <option value="">{t('everyone.noticeToAll')}</option>
          {rows.map(({ group: { id, shortName }, seats }) => (
            <option key={id} value={id}>
              {t('everyone.noticeToGroup', { name: shortName, count: seats.length })}
            </option>
          ))}
        </select>
      </label>
      <div className="everyone-foot">
        <button type="submit" className="button" aria-disabled={clean(text) === ''}>
          {row ? t('everyone.sendTo', { name: row.group.shortName }) : t('everyone.sendAll')}
        </button>
        <button type="button" className="button" onClick={close}>
          {t('console.cancel')}
        </button>
      </div>
    </form>
  );
}
