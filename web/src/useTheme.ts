import { useEffect } from 'react';

/** Sets the tokens for the whole page: by the system, or dark as in a control room. */
export function useTheme(theme: 'system' | 'dark' | 'light'): void {
  useEffect(() => {
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
