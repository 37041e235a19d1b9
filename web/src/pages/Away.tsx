import { useTranslation } from 'react-i18next';
import type { StreamState } from '../api/events';
import type { Door } from '../api/me';
import type { Me } from '../api/wire';
import { Mark } from '../ui/Mark';

interface Props {
  readonly link: StreamState;
  readonly me: Me | Door | null;
}

/** In the place of a page of a meeting that has not come yet, or is not given to whoever sits here. */
export function Away({ link, me }: Props) {
  const { t } = useTranslation();
  const signedIn = me !== null && typeof me === 'object';
  const title =
    link.kind === 'refused'
      ? link.status === 404
        ? t('office.noMeeting')
        : signedIn
          ? t('office.notYours')
          : t('office.signInFirst')
      : link.kind === 'cut'
        ? t('office.cut')
        : t('office.loading');
  return (
    <main className="away">
      <Mark />
      <h1>{title}</h1>
      {link.kind === 'refused' ? <a href="/">{signedIn ? t('office.home') : t('office.signIn')}</a> : null}
    </main>
  );
}
