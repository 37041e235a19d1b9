import { useEffect, useId, useState } from 'react';
import { dateOf, day } from '../model/dates';

interface Props {
  readonly label: string;
  /** yyyy-MM-dd */
  readonly value: string;
  /** What to write, for who has not: "dd/mm/yyyy". */
  readonly hint: string;
  /** Said while what is written is no day. */
  readonly wrong: string;
  onChange(date: string): void;
}

/**
 * A day, written day first. The browser's own date field follows the language the browser was installed in, and where that
 * is English it shows 07/08 for the seventh of August to one and for the eighth of July to another.
 */
export function DateField({ label, value, hint, wrong, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState(day(value));
  useEffect(() => setTyped(day(value)), [value]);
  const bad = dateOf(typed) === null;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        className="input"
        inputMode="numeric"
        autoComplete="off"
        placeholder={hint}
        value={typed}
        aria-invalid={bad ? true : undefined}
        aria-describedby={bad ? `${id}-wrong` : undefined}
        onChange={(event) => {
          setTyped(event.target.value);
          const date = dateOf(event.target.value);
          if (date !== null && date !== value) onChange(date);
        }}
        onBlur={() => {
          if (bad) setTyped(day(value));
        }}
      />
      {bad ? (
        <p className="field-fault" id={`${id}-wrong`}>
          {wrong}
        </p>
      ) : null}
    </div>
  );
}
