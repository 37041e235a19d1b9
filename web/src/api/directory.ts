// Units, sites and their equipment; and how the server is. All calls throw ActRefused.
import { get, post } from './acts';
import type { EndpointKind, Health, PairRequest, SiteLine, UnitImportPlan, UnitLine } from './wire';

/** @param on yyyy-MM-dd */
export const unitsOn = (on: string) => get<readonly UnitLine[]>(`/api/units?on=${encodeURIComponent(on)}`);
export const allSites = () => get<readonly SiteLine[]>('/api/sites');

export function pairScreen(site: string, code: string, kind: EndpointKind): Promise<unknown> {
  const request: PairRequest = { code, kind };
  return post(`/api/sites/${encodeURIComponent(site)}/pair`, request);
}

export const revokeEndpoint = (endpoint: string) =>
  post(`/api/endpoints/${encodeURIComponent(endpoint)}/revoke`);

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
