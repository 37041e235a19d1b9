import type { ReactNode } from 'react';

interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly {
    readonly id: T;
    readonly label: string;
    readonly icon?: ReactNode;
    readonly lang?: string;
  }[];
  onChoose(id: T): void;
}

export function Segments<T extends string>({ label, value, choices, onChoose }: Props<T>) {
  return (
    <fieldset className="segments" aria-label={label}>
      {choices.map((choice) => (
        <button
          key={choice.id}
          type="button"
          className="segment"
          lang={choice.lang}
          aria-pressed={choice.id === value}
          onClick={() => onChoose(choice.id)}
        >
          {choice.icon}
          {choice.label}
        </button>
      ))}
    </fieldset>
  );
}
