import { TextField } from '../../ui/Field';

interface Props {
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with it, or null. */
  readonly fault: string | null;
  readonly value: string;
  readonly autoFocus?: boolean;
  onType(value: string): void;
}

/** What one signs in with. */
export function AccountField({ onType, ...rest }: Props) {
  return (
    <TextField
      {...rest}
      name="account"
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={60}
      onChange={(event) => onType(event.target.value)}
    />
  );
}

/** A code that was handed over on paper or by telephone, or stands on the server's own screen. */
export function OneTimeCodeField({ onType, ...rest }: Props) {
  return (
    <TextField
      {...rest}
      name="code"
      autoComplete="off"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={40}
      onChange={(event) => onType(event.target.value)}
    />
  );
}
