import { ChevronDown } from 'lucide-react';
import { type InputHTMLAttributes, type ReactNode, useId } from 'react';

interface TextProps extends InputHTMLAttributes<HTMLInputElement> {
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | null;
}

export function TextField({ label, hint, fault, ...rest }: TextProps) {
  const id = useId();
  const says = `${id}-says`;
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <input
        {...rest}
        id={id}
        className="input"
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault || hint ? says : undefined}
      />
      {fault ? (
        <p className="field-fault" id={says}>
          {fault}
        </p>
      ) : hint ? (
        <p className="field-hint" id={says}>
          {hint}
        </p>
      ) : null}
    </div>
  );
}

interface SelectProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly value: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  /** Shown when there is nothing to choose from. */
  readonly none: string;
  readonly disabled?: boolean;
  onChoose(id: string): void;
}

export function Select({ label, icon, value, choices, none, disabled = false, onChoose }: SelectProps) {
  const id = useId();
  const known = choices.some((choice) => choice.id === value);
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="select-box">
        {icon}
        <select
          id={id}
          className="select"
          value={known ? value : (choices[0]?.id ?? '')}
          disabled={disabled || choices.length === 0}
          onChange={(event) => onChoose(event.target.value)}
        >
          {choices.length === 0 ? <option value="">{none}</option> : null}
          {choices.map((choice) => (
            <option key={choice.id} value={choice.id}>
              {choice.label}
            </option>
          ))}
        </select>
        <ChevronDown size={18} aria-hidden="true" />
      </div>
    </div>
  );
}
