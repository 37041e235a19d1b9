// Sites under the units they stand in, for choosing them by branches. Pure.
import type { SiteLine, UnitLine } from '../api/wire';

export interface Branch {
  readonly id: string;
  readonly name: string;
  readonly sites: readonly SiteLine[];
}

/**
 * The sites in branches: one for each unit right below the root with all that stands in it or below, and one for what stands
 * at the root itself. In official order; sites of unknown units come last, under no name.
 */
export function branches(sites: readonly SiteLine[], units: readonly UnitLine[]): Branch[] {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const roots = new Set(
    units.filter((unit) => unit.parent === null || !byId.has(unit.parent)).map((unit) => unit.id),
  );
  const branchOf = (unit: string): string => {
    let id = unit;
    // As many steps as there are units, in case somebody's tree bites its tail.
    for (let step = 0; step < units.length; step++) {
      const parent = byId.get(id)?.parent;
      if (roots.has(id) || parent === null || parent === undefined || roots.has(parent)) return id;
      id = parent;
    }
    return id;
  };
  const found = new Map<string, SiteLine[]>();
  for (const site of [...sites].sort((a, b) => a.order - b.order)) {
    const branch = byId.has(site.unit) ? branchOf(site.unit) : '';
    const list = found.get(branch) ?? [];
    list.push(site);
    found.set(branch, list);
  }
  const rank = (id: string) => (roots.has(id) ? -1 : (byId.get(id)?.order ?? Number.POSITIVE_INFINITY));
  return [...found]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([id, list]) => ({ id, name: byId.get(id)?.name ?? '', sites: list }));
}

/** What a search for sites looks through, with the unit each lies in. */
export function findableSites(sites: readonly SiteLine[], units: readonly UnitLine[]) {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return sites.map((site) => {
    const unit = byId.get(site.unit);
    const above = unit?.parent ? byId.get(unit.parent) : undefined;
    const within = unit === undefined || unit.name === site.name ? above : unit;
    return {
      id: site.id,
      name: site.name,
      type: /^(Xã|Phường|Thị trấn|Thị xã|Thành phố|Huyện|Đặc khu)(?= )/u.exec(site.name)?.[0] ?? '',
      within: within?.name ?? '',
      order: site.order,
    };
  });
}
