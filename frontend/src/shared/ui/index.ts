export { Avatar } from './Avatar';
export { Confirm } from './confirm/Confirm';
export { confirm } from './confirm/confirming';
export * from './fields';
export { FilterBar } from './filter/FilterBar';
export { useFilterWords } from './filter/filterWords';
export type {
  AfterEdit,
  CellEditing,
  GridColumn,
  GridControl,
  GridGroup,
  GridSelection,
  GridSort,
} from './grid/columns';
export { DataGrid } from './grid/DataGrid';
export { iconic } from './iconic';
export { isIdle, LOCK_AFTER, lockAfter, noteActive, setLockAfter } from './idle';
export { JobReasons } from './jobs/JobReasons';
export { Keycaps } from './Keycaps';
export { type Layout, laneFields, rememberedLayout, useRememberedLayout } from './layout';
export { clashWords } from './leaving/clash';
export { DraftNote } from './leaving/DraftNote';
export { Leaving } from './leaving/Leaving';
export { useTyped } from './leaving/useTyped';
export { useLeave, useUnsaved } from './leaving/useUnsaved';
export { useListedTypes } from './listed';
export { PartHere } from './NotHere';
export { FieldGrid, PageHeader, Section } from './Page';
export { LANGUAGES, THEMES, useKeptTheme, usePersonalSettings } from './personal';
export { DENSITIES, useDensity, usePreferences } from './preferences';
export { useProblem } from './problem';
export { useQuiet } from './quiet';
export { ResourceMultiSelect, ResourceSelect } from './ResourceSelect';
export {
  Bars,
  EmptyState,
  ErrorState,
  NotFound,
  PageSkeleton,
  useErrorText,
  useWholeErrorText,
} from './States';
export { saveFile } from './saveFile';
export { type SyncWords, syncWords } from './syncWords';
export { ICON_NAMES, TypeIcon } from './TypeIcon';
export { theme } from './theme';
export { changing, showToast, useShowError, useUndo } from './toasts';
export {
  fieldOf,
  firstColumns,
  inSections,
  isShown,
  nameOf,
  ownFields,
  useListFields,
  useSectionTitle,
} from './typeFields';
export { WeekDays } from './WeekDays';
