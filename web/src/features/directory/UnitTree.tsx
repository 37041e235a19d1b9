import { ChevronDown, ChevronRight } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type TreeRow, treeRows, type UnitNode } from '../../model/units';

interface Props {
  readonly tree: readonly UnitNode[];
  readonly open: ReadonlySet<string>;
  readonly selected: string | null;
  onSelect(unit: string): void;
  onOpen(unit: string, open: boolean): void;
}

/** The units of one day: arrows walk, right opens, left closes or goes up, as in every tree. */
export function UnitTree({ tree, open, selected, onSelect, onOpen }: Props) {
  const { t } = useTranslation();
  const rows = treeRows(tree, open);
  const box = useRef<HTMLDivElement>(null);
  const at = Math.max(
    0,
    rows.findIndex(({ node }) => node.unit.id === selected),
  );
  useEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' });
  }, []);

  const go = (row: TreeRow | undefined) => {
    if (!row) return;
    onSelect(row.node.unit.id);
    window.setTimeout(() => {
      box.current?.querySelector<HTMLElement>(`[data-unit="${CSS.escape(row.node.unit.id)}"]`)?.focus();
    }, 0);
  };
  const press = (event: KeyboardEvent) => {
    const row = rows[at];
    if (!row) return;
    const { id } = row.node.unit;
    switch (event.key) {
      case 'ArrowDown':
        go(rows[at + 1]);
        break;
      case 'ArrowUp':
        go(rows[at - 1]);
        break;
      case 'Home':
        go(rows[0]);
        break;
      case 'End':
        go(rows.at(-1));
        break;
      case 'ArrowRight':
        if (row.node.children.length === 0) return;
        if (row.open) go(rows[at + 1]);
        else onOpen(id, true);
        break;
      case 'ArrowLeft':
        if (row.open) onOpen(id, false);
        else go(rows.slice(0, at).findLast(({ depth }) => depth < row.depth));
        break;
      default:
        return;
    }
    event.preventDefault();
  };
  return (
    <div
      className="units-tree"
      role="tree"
      aria-label={t('directory.units')}
      ref={box}
      onKeyDown={press}
      tabIndex={-1}
    >
      {rows.map(({ node, depth, open: isOpen }, index) => (
        <div
          key={node.unit.id}
          className="units-row"
          role="treeitem"
          aria-level={depth}
          aria-selected={node.unit.id === selected}
          aria-expanded={node.children.length > 0 ? isOpen : undefined}
          tabIndex={index === at ? 0 : -1}
          data-unit={node.unit.id}
          style={{ paddingLeft: 12 + (depth - 1) * 20 }}
          onClick={() => {
            if (node.unit.id === selected && node.children.length > 0) onOpen(node.unit.id, !isOpen);
            onSelect(node.unit.id);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' || event.key === ' ') {
              event.preventDefault();
              onSelect(node.unit.id);
            }
          }}
        >
          {node.children.length === 0 ? (
            <span className="units-leaf" />
          ) : isOpen ? (
            <ChevronDown size={16} aria-hidden="true" />
          ) : (
            <ChevronRight size={16} aria-hidden="true" />
          )}
          <span className="units-name">{node.unit.name}</span>
          {node.sites > 0 ? (
            <span className={node.equipped < node.sites ? 'units-count units-short' : 'units-count'}>
              {t('directory.equipped', { equipped: node.equipped, sites: node.sites })}
            </span>
          ) : null}
        </div>
      ))}
    </div>
  );
}
