import { Check, Circle } from 'lucide-react';
import { useState } from 'react';
import { TextField } from './Field';

export interface Rule {
  readonly words: string;
  readonly kept: boolean;
}

interface Props {
  readonly label: string;
  readonly againLabel: string;
  readonly showLabel: string;
  readonly hint: string;
  readonly password: string;
  readonly again: string;
  /** The server's rules, each with whether it is kept; shown from the beginning, so that nobody guesses at them. */
  readonly rules: readonly Rule[];
  /** Said beside the field; null while nothing is wrong. */
  readonly fault: string | null;
  onPassword(password: string): void;
  onAgain(again: string): void;
}

/** A password chosen twice, with its rules beside it. */
export function NewPassword({ label, againLabel, showLabel, hint, rules, fault, ...rest }: Props) {
  const [shown, setShown] = useState(false);
  const type = shown ? 'text' : 'password';
  return (
    <div className="new-password">
      <TextField
        label={label}
        hint={hint}
        name="new-password"
        type={type}
        autoComplete="new-password"
        spellCheck={false}
        autoCapitalize="none"
        maxLength={400}
        fault={fault}
        value={rest.password}
        onChange={(event) => rest.onPassword(event.target.value)}
      />
      <TextField
        label={againLabel}
        name="password-again"
        type={type}
        autoComplete="new-password"
        spellCheck={false}
        autoCapitalize="none"
        maxLength={400}
        value={rest.again}
        onChange={(event) => rest.onAgain(event.target.value)}
      />
      <label className="tick">
        <input type="checkbox" checked={shown} onChange={(event) => setShown(event.target.checked)} />
        {showLabel}
      </label>
      <ul className="rules">
        {rules.map(({ words, kept }) => (
          <li key={words} className={kept ? 'rule-kept' : undefined}>
            {kept ? <Check size={16} aria-hidden="true" /> : <Circle size={16} aria-hidden="true" />}
            {words}
          </li>
        ))}
      </ul>
    </div>
  );
}
