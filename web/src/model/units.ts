// The tree of units as it is on one day, and finding in it. Pure.
import type { Endpoint, Me, Role, SiteLine, UnitLine } from '../api/wire';
import type { Findable } from './search';

export interface UnitNode {
  readonly unit: UnitLine;
  readonly children: readonly UnitNode[];
  /** Sites in it and below. */
  readonly sites: number;
  /** Of these, how many have a screen that is paired and not revoked. */
  readonly equipped: number;
}

/** Whether a site has a device that may join for it. */
export function isEquipped(site: SiteLine): boolean {
  return site.endpoints.some((endpoint) => endpoint.pairedAt !== null && !endpoint.revoked);
}

/** Whether it is shown a code by and given a key; the others are called. */
export const pairable = ({ kind }: Endpoint): boolean => kind === 'KIOSK' || kind === 'BROWSER';

/** Whether a site still is one on that day, yyyy-MM-dd. */
export const isOpen = (site: SiteLine, on: string): boolean => site.closedOn === null || site.closedOn > on;

/** Whether one of the roles holds at a unit: for it, or for something that it is part of. The server decides. */
export function holdsAt(
  me: Pick<Me, 'roles'>,
  units: readonly UnitLine[],
  unit: string,
  ...roles: readonly Role[]
): boolean {
  const path = new Set(pathTo(units, unit).map(({ id }) => id));
  return me.roles.some((held) => roles.includes(held.role) && (held.house || path.has(held.unit)));
}

/** The tree in official order. A unit whose parent is not in the list stands at the top: nothing is lost. */
export function unitTree(units: readonly UnitLine[], sites: readonly SiteLine[]): readonly UnitNode[] {
  const known = new Set(units.map((unit) => unit.id));
  const below = new Map<string | null, UnitLine[]>();
  for (const unit of [...units].sort((a, b) => a.order - b.order)) {
    const parent = unit.parent !== null && known.has(unit.parent) ? unit.parent : null;
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  const here = new Map<string, SiteLine[]>();
  for (const site of sites) here.set(site.unit, [...(here.get(site.unit) ?? []), site]);
  const node = (unit: UnitLine): UnitNode => {
    const children = (below.get(unit.id) ?? []).map(node);
    const own = here.get(unit.id) ?? [];
    return {
      unit,
      children,
      sites: own.length + children.reduce((sum, child) => sum + child.sites, 0),
      equipped: own.filter(isEquipped).length + children.reduce((sum, child) => sum + child.equipped, 0),
    };
  };
  return (below.get(null) ?? []).map(node);
}

/** Of the root down to the unit itself; empty when it is not there on that day. */
export function pathTo(units: readonly UnitLine[], id: string): readonly UnitLine[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const path: UnitLine[] = [];
  for (
    let at = byId.get(id);
    at !== undefined && !path.includes(at);
    at = at.parent === null ? undefined : byId.get(at.parent)
  )
    path.unshift(at);
  return path;
}

/** A line of the tree as it is drawn: what lies under a closed one is left out. */
export interface TreeRow {
  readonly node: UnitNode;
  readonly depth: number;
  readonly open: boolean;
}

export function treeRows(
  tree: readonly UnitNode[],
  open: ReadonlySet<string>,
  depth = 1,
): readonly TreeRow[] {
  return tree.flatMap((node) => {
    const isOpen = node.children.length > 0 && open.has(node.unit.id);
    return [{ node, depth, open: isOpen }, ...(isOpen ? treeRows(node.children, open, depth + 1) : [])];
  });
}

/** What the search looks through: every unit with what it lies in. */
export function findableUnits(units: readonly UnitLine[]): readonly Findable[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return units.map((unit) => ({
    id: unit.id,
    name: unit.name,
    type: unit.type,
    within: unit.parent === null ? '' : (byId.get(unit.parent)?.name ?? ''),
    order: unit.order,
  }));
}

/** A pairing code as people write it: "4f7 k2m" → "4F7-K2M". */
export function pairingCode(typed: string): string {
  const letters = typed
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(0, 6);
  return letters.length > 3 ? `${letters.slice(0, 3)}-${letters.slice(3)}` : letters;
}

export const isWholeCode = (code: string): boolean => /^[A-Z0-9]{3}-[A-Z0-9]{3}$/.test(code);
