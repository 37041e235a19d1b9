import { useTranslation } from 'react-i18next';
import type { ActRefused } from './api/acts';

/** The server's own sentence says more than the code does: what is wrong with the one value. */
const detailed: readonly string[] = ['input', 'wrong-value', 'list-refused'];

/** Why the server did not do it, in the language of the page: by its code, else in the server's own words. */
export function useProblem(): (refusal: ActRefused) => string {
  const { t, i18n } = useTranslation();
  return (refusal) => {
    const key = `problem.${refusal.code}`;
    const spoken = refusal.detail !== '' && i18n.language !== 'en';
    if (i18n.exists(key) && !(spoken && detailed.includes(refusal.code)))
      return (t as unknown as (key: string, values: object) => string)(key, refusal.values);
    if (spoken) return refusal.detail;
    const { status } = refusal;
    if (status === 0) return t('problem.unreachable');
    if (status === 401 || status === 403) return t('problem.forbidden');
    if (status === 404 || status === 410) return t('problem.gone');
    if (status === 409 || status === 412) return t('problem.conflict');
    if (status === 429 || status >= 500) return t('problem.busy');
    return refusal.detail !== '' ? refusal.detail : t('problem.other', { code: refusal.code });
  };
}
