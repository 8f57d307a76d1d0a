import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import type { GridGroup } from './columns';
import classes from './DataGrid.module.css';

interface GroupRowProps {
  group: GridGroup;
  line: number;
  start: number;
  columns: number;
}

/** The head of a group between the rows. */
export function GroupRow({ group, line, start, columns }: GroupRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      className={classes.groupRow}
      style={{ transform: `translateY(${start}px)` }}
    >
      <div role="gridcell" aria-colspan={columns} className={classes.groupCell}>
        <GroupHead group={group} />
      </div>
    </div>
  );
}

function GroupHead({ group }: { group: GridGroup }) {
  const Chevron = group.open ? IconChevronDown : IconChevronRight;
  return (
    <button
      type="button"
      className={classes.groupHead}
      aria-expanded={group.open}
      onClick={group.onToggle}
      data-testid={`group-${group.key}`}
    >
      <Chevron size={14} stroke={1.8} aria-hidden="true" />
      {group.title}
    </button>
  );
}

/** The line under the rows of a group that leads to more of them. */
export function MoreRow({ group, line, start, columns }: GroupRowProps) {
  return (
    <div
      role="row"
      aria-rowindex={line + 2}
      className={classes.moreRow}
      style={{ transform: `translateY(${start}px)` }}
    >
      <div role="gridcell" aria-colspan={columns} className={classes.groupCell}>
        <button
          type="button"
          className={classes.groupHead}
          onClick={group.more?.run}
          data-testid="group-more"
        >
          {group.more?.text}
        </button>
      </div>
    </div>
  );
}

/** The head of the group whose rows are on top, for as long as its own place is scrolled away. */
export function StickyGroup({ group }: { group: GridGroup | undefined }) {
  if (!group) return null;
  const Chevron = group.open ? IconChevronDown : IconChevronRight;
  return (
    <div className={classes.sticky} aria-hidden="true">
      <button type="button" className={classes.groupHead} tabIndex={-1} onClick={group.onToggle}>
        <Chevron size={14} stroke={1.8} />
        {group.title}
      </button>
    </div>
  );
}
