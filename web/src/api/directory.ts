// Units, sites and their equipment; and how the server is. All calls throw ActRefused.
import { get, patch, post } from './acts';
import type {
  EndpointKind,
  EndpointRole,
  Health,
  PairRequest,
  SiteLine,
  UnitImportPlan,
  UnitLine,
} from './wire';

/** @param on yyyy-MM-dd */
export const unitsOn = (on: string) => get<readonly UnitLine[]>(`/api/units?on=${encodeURIComponent(on)}`);
export const allSites = () => get<readonly SiteLine[]>('/api/sites');
/** With those that are no more. */
export const everySite = () => get<readonly SiteLine[]>('/api/sites?closed=true');

export interface NewSite {
  readonly unit: string;
  readonly name: string;
  /** Empty: the unit's own room. */
  readonly organisation: string;
  readonly phone: string;
  readonly hall: boolean;
}

/** What is left out stays. */
export interface SiteChange {
  readonly name?: string;
  readonly organisation?: string;
  readonly phone?: string;
  readonly hall?: boolean;
  readonly order?: number;
  /** yyyy-MM-dd: the first day on which it is no more. */
  readonly closedOn?: string;
  /** It has no end any more. */
  readonly reopened?: true;
}

export interface NewEndpoint {
  readonly kind: EndpointKind;
  readonly role: EndpointRole;
  readonly name: string;
  readonly address: string;
}

const sitePath = (site: string) => `/api/sites/${encodeURIComponent(site)}`;
const endpointPath = (endpoint: string) => `/api/endpoints/${encodeURIComponent(endpoint)}`;

export const addSite = (site: NewSite) => post<{ readonly id: string }>('/api/sites', site);
export const changeSite = (site: string, change: SiteChange) => patch(sitePath(site), change);
export const addEndpoint = (site: string, endpoint: NewEndpoint) =>
  post<{ readonly id: string }>(`${sitePath(site)}/endpoints`, endpoint);
export const changeEndpoint = (
  endpoint: string,
  change: { readonly name: string; readonly address: string },
) => patch(endpointPath(endpoint), change);
/** Only what never had a key. */
export const removeEndpoint = (endpoint: string) => post(`${endpointPath(endpoint)}/remove`);

/** @param endpoint which of the site's devices; null: its main screen */
export function pairScreen(
  site: string,
  code: string,
  endpoint: string | null,
): Promise<{ readonly endpoint: string }> {
  const request: PairRequest = endpoint === null ? { code } : { code, endpoint };
  return post(`${sitePath(site)}/pair`, request);
}

export const revokeEndpoint = (endpoint: string) => post(`${endpointPath(endpoint)}/revoke`);

/** What the list would do, or what is wrong with it. Changes nothing. */
export const previewUnits = (file: File, validFrom: string) =>
  post<UnitImportPlan>('/api/units/preview', unitForm(file, validFrom));

export const importUnits = (file: File, validFrom: string) =>
  post<UnitImportPlan>('/api/units/import', unitForm(file, validFrom));

function unitForm(file: File, validFrom: string): FormData {
  const form = new FormData();
  form.set('file', file);
  form.set('validFrom', validFrom);
  return form;
}

export const readHealth = () => get<Health>('/api/health');
