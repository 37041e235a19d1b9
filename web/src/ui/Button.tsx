import type { ButtonHTMLAttributes, ReactNode } from 'react';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'plain' | 'primary' | 'danger' | 'quiet';
  readonly icon?: ReactNode;
  readonly children: ReactNode;
}

export function Button({ look = 'plain', icon, children, className = '', type = 'button', ...rest }: Props) {
  const looks = look === 'plain' ? '' : `button-${look}`;
  return (
    <button {...rest} type={type} className={`button ${looks} ${className}`}>
      {icon}
      {children}
    </button>
  );
}

interface SquareProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children'> {
  /** Read out and shown on hover: a square button has no other words. */
  readonly label: string;
  readonly icon: ReactNode;
}

export function SquareButton({ label, icon, className = '', ...rest }: SquareProps) {
  return (
    <button
      {...rest}
      type="button"
      aria-label={label}
      title={label}
      className={`button button-quiet button-square ${className}`}
    >
      {icon}
    </button>
  );
}
