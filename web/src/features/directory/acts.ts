import type { NewEndpoint, NewSite, SiteChange } from '../../api/directory';
import type { Endpoint, SiteLine } from '../../api/wire';

/** What the reader may do at the selected unit. The server decides; this keeps from offering what it would refuse. */
export interface SiteRights {
  /** Adds, changes and closes sites. */
  readonly administers: boolean;
  /** Telephone numbers, devices and their pairing. */
  readonly looksAfter: boolean;
}

/** Each resolves to why it was not done, or null. */
export interface SiteActs {
  onAddSite(site: NewSite): Promise<string | null>;
  onChangeSite(site: SiteLine, change: SiteChange): Promise<string | null>;
  onAddEndpoint(site: SiteLine, endpoint: NewEndpoint): Promise<string | null>;
  onChangeEndpoint(
    endpoint: Endpoint,
    change: { readonly name: string; readonly address: string },
  ): Promise<string | null>;
  onRemoveEndpoint(endpoint: Endpoint): Promise<string | null>;
  /** @param endpoint which device; null: the main screen; NEW: another spare */
  onPair(site: string, code: string, endpoint: string | null): Promise<string | null>;
  onRevoke(endpoint: string): Promise<string | null>;
}

/** Instead of a device's id: one that is not entered yet. */
export const NEW = 'new';
