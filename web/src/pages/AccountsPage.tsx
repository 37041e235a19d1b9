import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  addAccount,
  allAccounts,
  allDelays,
  changeAccount,
  endSessions,
  forgetDelay,
  forgetSecondStep,
  forgetTries,
  newCode,
  placesOf,
} from '../api/accounts';
import { unitsOn } from '../api/directory';
import { readMe } from '../api/me';
import type { AccountLine, Delay, Me, UnitLine } from '../api/wire';
import { Accounts, type AccountsView } from '../features/accounts/Accounts';
import type { AccountActs, Handover, Place, Places } from '../features/accounts/acts';
import type { AccountFilter } from '../model/accounts';
import { todayHere } from '../model/dates';
import { useTheme } from '../useTheme';
import { Language } from './Language';
import { useWhy } from './useStepActs';
import '../ui/console.css';
import './office.css';
import '../features/directory/directory.css';
import '../features/accounts/accounts.css';

interface Done {
  readonly words: string;
  /** Null where the server cannot take it back. */
  readonly undo: (() => Promise<unknown>) | null;
}

/** Where the reader's own power begins: the whole house, or the first unit it is given for. */
function topOf(me: Me | null, units: readonly UnitLine[]): Place {
  const held = (me?.roles ?? []).filter(({ role }) => role === 'ADMINISTRATOR');
  const house = held.find((each) => each.house);
  if (house) return { id: null, name: units.find(({ parent }) => parent === null)?.name ?? '' };
  return { id: held[0]?.unit ?? null, name: held[0]?.unitName ?? '' };
}

/** `/accounts`: who may sign in. Read once, after each act, and when somebody looks at the page anew. */
export default function AccountsPage() {
  const { t } = useTranslation();
  useTheme('system');
  const [me, setMe] = useState<Me | null>(null);
  const [accounts, setAccounts] = useState<readonly AccountLine[] | null>(null);
  const [units, setUnits] = useState<readonly UnitLine[]>([]);
  const [delays, setDelays] = useState<readonly Delay[] | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  const [view, setView] = useState<AccountsView>('accounts');
  const [typed, setTyped] = useState('');
  const [filter, setFilter] = useState<AccountFilter>('all');
  const [selected, setSelected] = useState<string | null>(null);
  const [adding, setAdding] = useState(false);
  const [places, setPlaces] = useState<Places | null>(null);
  const [handover, setHandover] = useState<Handover | null>(null);
  const [last, setLast] = useState<Done | null>(null);
  const why = useWhy();
  const latest = useRef(why);
  latest.current = why;

  const read = useCallback(async () => {
    try {
      const [newMe, newAccounts, newUnits] = await Promise.all([
        readMe(),
        allAccounts(),
        unitsOn(todayHere()),
      ]);
      setMe(newMe);
      setAccounts(newAccounts);
      setUnits(newUnits);
      setFault(null);
      // Of the whole house only; refused to everybody else.
      const house = newMe.roles.some((each) => each.role === 'ADMINISTRATOR' && each.house);
      setDelays(house ? await allDelays() : null);
    } catch (error) {
      setFault(latest.current(error));
    }
  }, []);
  useEffect(() => {
    document.title = t('accounts.title');
    void read();
    const look = () => {
      if (document.visibilityState === 'visible') void read();
    };
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, [t, read]);

  // Who waits is let in again by the clock: then it is read anew.
  useEffect(() => {
    const ends = [
      ...(accounts ?? []).flatMap(({ delay }) => (delay === null ? [] : delay.until)),
      ...(delays ?? []).map(({ until }) => until),
    ].map((until) => Date.parse(until) - Date.now());
    if (ends.length === 0) return;
    const timer = window.setTimeout(() => void read(), Math.max(1_000, Math.min(...ends) + 500));
    return () => window.clearTimeout(timer);
  }, [accounts, delays, read]);

  const shown = accounts?.find(({ id }) => id === selected);
  const readable = shown?.changeable ? shown.id : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each act they are read anew
  useEffect(() => {
    let gone = false;
    setPlaces(null);
    if (readable !== null)
      placesOf(readable)
        .then((found) => {
          if (!gone) setPlaces(found);
        })
        .catch(() => {
          if (!gone) setPlaces([]);
        });
    return () => {
      gone = true;
    };
  }, [readable, accounts]);

  const done = async (act: Promise<unknown>, said: Done | null): Promise<string | null> => {
    try {
      await act;
      setLast(said);
      await read();
      return null;
    } catch (error) {
      return why(error);
    }
  };
  const acts: AccountActs = {
    onAdd: (wish) =>
      done(
        addAccount(wish).then((code) => {
          setHandover({ account: wish.account, name: wish.name, code });
          setAdding(false);
          setSelected(code.id);
        }),
        { words: t('accounts.didAdd', { name: wish.name }), undo: null },
      ),
    onChange: (account, change) => {
      const { name } = account;
      const back = {
        ...(change.name === undefined ? {} : { name }),
        ...(change.disabled === undefined ? {} : { disabled: account.disabled }),
        ...(change.grants === undefined
          ? {}
          : { grants: account.grants.map(({ role, unit }) => ({ role, unit })) }),
      };
      const words =
        change.grants !== undefined
          ? t('accounts.didGrant', { name })
          : change.disabled === undefined
            ? t('accounts.didRename', { name: change.name ?? name })
            : t(change.disabled ? 'accounts.didDisable' : 'accounts.didEnable', { name });
      return done(changeAccount(account.id, change), {
        words,
        undo: () => changeAccount(account.id, back),
      });
    },
    onCode: (account) =>
      done(
        newCode(account.id).then((code) =>
          setHandover({ account: account.account, name: account.name, code }),
        ),
        null,
      ),
    onForgetStep: (account) =>
      done(forgetSecondStep(account.id), {
        words: t('accounts.didForget', { name: account.name }),
        undo: null,
      }),
    onEndSessions: (account) =>
      done(endSessions(account.id), { words: t('accounts.didEnd', { name: account.name }), undo: null }),
    onLetIn: (account) =>
      done(forgetTries(account.id), { words: t('accounts.didLetIn', { name: account.name }), undo: null }),
    onForgetDelay: (delay) =>
      done(forgetDelay(delay.door, delay.account ?? '', delay.address), {
        words: t('accounts.didLetIn', { name: delay.account || delay.address }),
        undo: null,
      }),
  };
  const top = useMemo(() => topOf(me, units), [me, units]);
  return (
    <Accounts
      accounts={accounts}
      units={units}
      delays={delays}
      fault={fault}
      own={me?.id ?? ''}
      demo={me?.demo ?? false}
      top={top}
      view={view}
      typed={typed}
      filter={filter}
      selected={selected}
      adding={adding}
      places={places}
      handover={handover}
      passwordPage={new URL('/password', window.location.href).href}
      done={last === null ? null : { words: last.words, undoable: last.undo !== null }}
      language={<Language />}
      acts={acts}
      onView={setView}
      onType={setTyped}
      onFilter={setFilter}
      onSelect={(account) => {
        setSelected(account);
        setAdding(false);
        setHandover(null);
        setView('accounts');
      }}
      onAdding={(wanted) => {
        setAdding(wanted);
        setHandover(null);
        setView('accounts');
      }}
      onKept={() => setHandover(null)}
      onUndo={() => {
        const undo = last?.undo;
        if (undo) void done(undo(), null).then(setFault);
      }}
    />
  );
}
