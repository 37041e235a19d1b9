import { ChevronDown, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Branch } from '../../model/siteTree';

interface Props {
  readonly tree: readonly Branch[];
  readonly chosen: ReadonlySet<string>;
  onChange(chosen: ReadonlySet<string>): void;
}

/** Whole districts by one tick, single sites by opening them. */
export function Branches({ tree, chosen, onChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const all = tree.flatMap((branch) => branch.sites.map(({ id }) => id));
  const set = (ids: readonly string[], on: boolean) => {
    const next = new Set(chosen);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    onChange(next);
  };
  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  return (
    <fieldset className="branches" aria-label={t('newMeeting.sites')}>
      <div className="branches-all">
        <button type="button" className="button" onClick={() => set(all, true)}>
          {t('newMeeting.tickAll')}
        </button>
        <button type="button" className="button" onClick={() => set(all, false)}>
          {t('newMeeting.tickNone')}
        </button>
      </div>
      <ul className="branches-list">
        {tree.map((branch) => {
          const ids = branch.sites.map(({ id }) => id);
          const on = ids.filter((id) => chosen.has(id)).length;
          const name = branch.name === '' ? t('newMeeting.elsewhere') : branch.name;
          const shown = open.has(branch.id);
          return (
            <li key={branch.id}>
              <div className="branch">
                <label>
                  <input
                    type="checkbox"
                    checked={on === ids.length}
                    ref={(box) => {
                      if (box) box.indeterminate = on > 0 && on < ids.length;
                    }}
                    onChange={(event) => set(ids, event.target.checked)}
                  />
                  {name}{' '}
                  <span>
                    {on}/{ids.length}
                  </span>
                </label>
                <button
                  type="button"
                  className="branch-open"
                  aria-expanded={shown}
                  aria-label={t('newMeeting.open', { name })}
                  onClick={() => toggle(branch.id)}
                >
                  {shown ? (
                    <ChevronDown size={16} aria-hidden="true" />
                  ) : (
                    <ChevronRight size={16} aria-hidden="true" />
                  )}
                </button>
              </div>
              {shown ? (
                <ul className="branch-sites">
                  {branch.sites.map((site) => (
                    <li key={site.id}>
                      <label>
                        <input
                          type="checkbox"
                          checked={chosen.has(site.id)}
                          onChange={(event) => set([site.id], event.target.checked)}
                        />
                        {site.name}
                      </label>
                    </li>
                  ))}
                </ul>
              ) : null}
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}
