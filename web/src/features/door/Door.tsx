import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/Button';
import { TextField } from '../../ui/Field';
import { Band, Mark } from '../../ui/Mark';
import { Notice } from '../../ui/Notice';

interface Props {
  readonly room: string;
  readonly name: string;
  readonly unsupported: boolean;
  /** The address that was opened leads nowhere. */
  readonly astray?: boolean;
  onEnter(name: string, room: string): void;
}

export function Door({ room, name, unsupported, astray = false, onEnter }: Props) {
  const { t } = useTranslation();
  const [typedName, setTypedName] = useState(name);
  const [typedRoom, setTypedRoom] = useState(room);
  const [tried, setTried] = useState(false);
  const nameMissing = typedName.trim() === '';
  const roomMissing = typedRoom.trim() === '';

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setTried(true);
    if (nameMissing || roomMissing) {
      event.currentTarget
        .querySelector<HTMLInputElement>(nameMissing ? '[name=name]' : '[name=room]')
        ?.focus();
      return;
    }
    onEnter(typedName, typedRoom);
  }

  return (
    <div className="door">
      <div className="door-card">
        <Band />
        <div className="door-inside">
          <div className="door-brand">
            <Mark />
            <p>
              <strong>{t('app.name')}</strong>
              <span>{t('app.tagline')}</span>
            </p>
          </div>
          <h1>{t('door.title')}</h1>
          <p className="door-lead">{t('door.lead')}</p>
          {astray && !unsupported ? (
            <div className="door-astray">
              <Notice look="warn" title={t('door.astray')}>
                {t('door.astrayHow')}
              </Notice>
            </div>
          ) : null}
          {unsupported ? (
            <Notice look="bad" title={t('door.unsupported')}>
              {t('door.unsupportedHow')}
            </Notice>
          ) : (
            <form className="door-form" onSubmit={submit} noValidate>
              <TextField
                label={t('door.name')}
                name="name"
                hint={t('door.nameHint')}
                fault={tried && nameMissing ? t('door.nameMissing') : null}
                value={typedName}
                maxLength={80}
                autoComplete="name"
                onChange={(event) => setTypedName(event.target.value)}
              />
              <TextField
                label={t('door.room')}
                name="room"
                hint={t('door.roomHint')}
                fault={tried && roomMissing ? t('door.roomMissing') : null}
                value={typedRoom}
                maxLength={64}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                onChange={(event) => setTypedRoom(event.target.value)}
              />
              <Button look="primary" type="submit" className="door-go">
                {t('door.continue')}
              </Button>
            </form>
          )}
        </div>
      </div>
    </div>
  );
}
