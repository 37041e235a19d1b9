// Which address shows which page. A page is a file in pages/ with a default export that takes no properties and reads its
// address itself; it is loaded when it is needed.
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';

type PageName =
  | 'ConsolePage'
  | 'ChairPage'
  | 'SecretaryPage'
  | 'KioskPage'
  | 'DirectoryPage'
  | 'HealthPage'
  | 'GuestPage'
  | 'AccountsPage'
  | 'OwnPage'
  | 'PasswordPage'
  | 'Gallery';

interface Entry {
  readonly path: RegExp;
  readonly page: PageName;
  /** Whether somebody must be signed in; a site's own screen has its device's key instead. */
  readonly signedIn: boolean;
}

const table: readonly Entry[] = [
  { path: /^\/m\/[^/]+$/, page: 'ConsolePage', signedIn: true },
  { path: /^\/m\/[^/]+\/chair$/, page: 'ChairPage', signedIn: true },
  { path: /^\/m\/[^/]+\/secretary$/, page: 'SecretaryPage', signedIn: true },
  { path: /^\/directory$/, page: 'DirectoryPage', signedIn: true },
  { path: /^\/health$/, page: 'HealthPage', signedIn: true },
  { path: /^\/accounts$/, page: 'AccountsPage', signedIn: true },
  { path: /^\/account$/, page: 'OwnPage', signedIn: true },
  { path: /^\/password$/, page: 'PasswordPage', signedIn: false },
  { path: /^\/kiosk$/, page: 'KioskPage', signedIn: false },
  { path: /^\/khach\/[^/]+$/, page: 'GuestPage', signedIn: false },
  { path: /^\/ui$/, page: 'Gallery', signedIn: false },
];

type Load = () => Promise<{ readonly default: ComponentType }>;

const files = import.meta.glob<{ readonly default: ComponentType }>([
  './pages/ConsolePage.tsx',
  './pages/ChairPage.tsx',
  './pages/SecretaryPage.tsx',
  './pages/KioskPage.tsx',
  './pages/DirectoryPage.tsx',
  './pages/HealthPage.tsx',
  './pages/GuestPage.tsx',
  './pages/AccountsPage.tsx',
  './pages/OwnPage.tsx',
  './pages/PasswordPage.tsx',
  './pages/Gallery.tsx',
]);

const pages = new Map<PageName, LazyExoticComponent<ComponentType>>(
  table.flatMap(({ page }) => {
    const load = files[`./pages/${page}.tsx`] as Load | undefined;
    return load ? [[page, lazy(load)]] : [];
  }),
);

export interface FoundPage {
  readonly Page: LazyExoticComponent<ComponentType>;
  readonly signedIn: boolean;
}

/** The page of an address, or null: then it is the door, a guest room, or nothing. */
export function pageOf(pathname: string): FoundPage | null {
  const path = pathname.replace(/\/+$/, '');
  const entry = table.find((each) => each.path.test(path));
  const Page = entry && pages.get(entry.page);
  return Page ? { Page, signedIn: entry.signedIn } : null;
}

/** `/khach/{link}` → the link; empty for any other address. */
export function guestLinkOf(pathname: string): string {
  return /^\/khach\/([a-z0-9-]+)\/?$/i.exec(pathname)?.[1] ?? '';
}

/** `/m/{meeting}/…` → its id; empty for any other address. */
export function meetingOf(pathname: string): string {
  const match = /^\/m\/([^/]+)/.exec(pathname);
  try {
    return match?.[1] ? decodeURIComponent(match[1]) : '';
  } catch {
    return '';
  }
}
