import { Copy, LogOut, Mic, MicOff, RefreshCw, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GuestLink, Seat } from '../../api/wire';
import { guestLine, isOver, isRunning, seatedGuests, signOf } from '../../model/meeting';
import { CommandButton } from '../../ui/CommandButton';
import { HoldButton } from '../../ui/HoldButton';
import { Panel } from '../../ui/Panel';
import { Sign, toneOf } from '../../ui/Sign';
import { useConsole, useServerClock, useView } from '../../useConsole';
import { signWord } from '../../words';
import { Lobby, Who } from './Lobby';

const size = 15;

/** What opens on this machine alone is no address to send to anybody. */
const LOOPBACK = /^https?:\/\/(127\.|localhost|\[::1\])/;

/** The meeting's link for guests, who waits in its lobby, and who was let in. Stands in the side column. */
export function GuestsPanel() {
  const { t } = useTranslation();
  const { change } = useConsole();
  const over = useView(isOver);
  return (
    <Panel
      title={t('guests.title')}
      end={
        <button
          type="button"
          className="icon-act"
          aria-label={t('console.close')}
          onClick={() => change({ aid: null })}
        >
          <X size={16} aria-hidden="true" />
        </button>
      }
      className="aid guests"
    >
      <div className="guests-body">
        {over ? <p className="console-empty">{t('hindrance.OVER')}</p> : <Link />}
        <ConsoleLobby />
        <Seated />
      </div>
    </Panel>
  );
}

/** Address and PIN, to be sent; the PIN is asked for only by who may see it. */
function Link() {
  const { t } = useTranslation();
  const { acts, guestLink, say } = useConsole();
  const opening = useView((view) => view.guests.link);
  const title = useView((view) => view.meeting.title);
  const [known, setKnown] = useState<GuestLink | null>(null);
  useEffect(() => {
    setKnown(null);
    if (opening === null) return;
    let gone = false;
    guestLink()
      .then((link) => {
        if (!gone) setKnown(link);
      })
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [opening, guestLink]);
  if (opening === null) {
    return (
      <section className="guests-link" aria-label={t('guests.link')}>
        <p>{t('guests.closed')}</p>
        <div className="guests-acts">
          <CommandButton label={t('guests.open')} act="GUESTS_OPEN" onClick={() => void acts.openGuests()} />
        </div>
      </section>
    );
  }
  const address = known?.link ? `${window.location.origin}/khach/${known.link}` : '';
  const pin = known?.pin ? `${known.pin.slice(0, 3)} ${known.pin.slice(3)}` : '';
  const copy = () => {
    void navigator.clipboard
      ?.writeText(t('guests.invitation', { title, address, pin }))
      .then(() => say(t('guests.copied')))
      .catch(() => undefined);
  };
  return (
    <section className="guests-link" aria-label={t('guests.link')}>
      <dl className="guests-way">
        <dt>{t('guests.address')}</dt>
        <dd data-link={known?.link ?? ''}>{address}</dd>
        <dt>{t('guests.pin')}</dt>
        <dd className="guests-pin" data-pin={known?.pin ?? ''}>
          {pin}
        </dd>
      </dl>
      {LOOPBACK.test(address) ? <p className="tone-warn">{t('guests.loopback')}</p> : null}
      <div className="guests-acts">
        <CommandButton
          icon={<Copy size={size} aria-hidden="true" />}
          label={t('guests.copy')}
          onClick={copy}
        />
        <CommandButton
          icon={<RefreshCw size={size} aria-hidden="true" />}
          label={t('guests.renew')}
          act="GUESTS_RENEW"
          onClick={() => void acts.openGuests()}
        />
        <CommandButton
          icon={<X size={size} aria-hidden="true" />}
          label={t('guests.close')}
          act="GUESTS_CLOSE"
          onClick={() => void acts.closeGuests()}
        />
      </div>
    </section>
  );
}

function ConsoleLobby() {
  const { acts } = useConsole();
  const waiting = useView((view) => view.guests.waiting);
  const running = useView(isRunning);
  const now = useServerClock();
  return (
    <Lobby
      waiting={waiting}
      running={running}
      now={now}
      onAdmit={(ids) => void acts.admit(ids)}
      onRefuse={(id, reason) => void acts.refuseGuest(id, reason)}
    />
  );
}

function Seated() {
  const { t } = useTranslation();
  const guests = useView((view) => view.guests.seats);
  const seated = seatedGuests({ guests: { link: null, waiting: [], seats: guests } });
  return (
    <section aria-label={t('guests.seated')}>
      <header className="guests-head">
        <h3>
          {t('guests.seated')} {seated.length > 0 ? <b>{seated.length}</b> : null}
        </h3>
      </header>
      {seated.length === 0 ? <p className="console-empty">{t('guests.nobodySeated')}</p> : null}
      <ul className="guests-list">
        {seated.map((seat) => (
          <SeatedRow key={seat.id} seat={seat} />
        ))}
      </ul>
    </section>
  );
}

function SeatedRow({ seat }: { readonly seat: Seat }) {
  const { t } = useTranslation();
  const { acts, select, change } = useConsole();
  const sign = signOf(seat);
  const open = seat.microphone === 'OPEN' || seat.microphone === 'MUTED_THERE';
  return (
    <li className="guest-row" data-seat={seat.id}>
      <Who name={seat.name} line={seat.guest ? guestLine(seat.guest) : ''} />
      <span className={`guest-state tone-${toneOf(sign)}`}>
        <Sign sign={sign} size={13} />
        {seat.state === 'RINGING' ? t('guests.coming') : signWord(t, seat.state)}
        {open ? (
          <Mic size={13} aria-label={t(`microphone.${seat.microphone}`)} />
        ) : (
          <MicOff size={13} aria-label={t(`microphone.${seat.microphone}`)} />
        )}
      </span>
      <div className="guest-acts">
        <CommandButton
          label={t('guests.choose')}
          act="GUEST_CHOOSE"
          onClick={() => {
            select(seat.id);
            change({ aid: null, side: 'SITE' });
          }}
        />
        <HoldButton
          icon={<LogOut size={size} aria-hidden="true" />}
          seconds={1}
          again={t('console.again')}
          act="GUEST_REMOVE"
          onDone={() => void acts.hangUp([seat.id])}
        >
          {t('guests.remove')}
        </HoldButton>
      </div>
    </li>
  );
}
