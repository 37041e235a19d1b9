import { useEffect } from 'react';

/** Sets the tokens for the whole page: by the system, or dark as in a control room; null leaves it to another part. */
export function useTheme(theme: 'system' | 'dark' | 'light' | null): void {
  useEffect(() => {
    if (theme === null) return;
    const root = document.documentElement;
    if (theme !== 'system') {
      root.dataset.theme = theme;
      return;
    }
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = () => {
      root.dataset.theme = system.matches ? 'dark' : 'light';
    };
    follow();
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, [theme]);
}
