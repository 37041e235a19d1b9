import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AUTHORITY, hasAuthority } from '../api/authority';

/** The way to the server's certificate, once it is known that there is one to be installed. */
export function Authority() {
  const [there, setThere] = useState(false);
  useEffect(() => {
    let gone = false;
    void hasAuthority().then((has) => {
      if (!gone) setThere(has);
    });
    return () => {
      gone = true;
    };
  }, []);
  return there ? <AuthorityLink /> : null;
}

/** Beside the page, so that what was typed into it stays while one reads. */
export function AuthorityLink() {
  const { t } = useTranslation();
  return (
    <a className="front-link" href={AUTHORITY} target="_blank" rel="noreferrer">
      {t('door.authority')}
    </a>
  );
}
