import { ActionIcon, Button, Modal } from '@mantine/core';
import { IconPencil, IconTrash, IconUserShare, IconX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ElementType, Job, Many } from '@/shared/api';
import { useFormat } from '@/shared/format';
import { JobReasons } from '@/shared/ui';
import type { ExportFormat } from '../api';
import { BulkDialog } from './BulkDialog';
import type { BulkDialogKind } from './bulk';
import classes from './bulk.module.css';
import { ExportMenu } from './ExportMenu';
import type { Bulk } from './useBulk';

interface BulkBarProps {
  type: ElementType;
  /** How many records are marked. */
  count: number;
  which: Many;
  bulk: Bulk;
  /** How many match in all, when they are more than are marked. */
  more: number | undefined;
  onAll: () => void;
  onClear: () => void;
  /** Where a file of the marked records is read. */
  file: (format: ExportFormat) => string;
  onRemove: () => void;
  dialog: BulkDialogKind | undefined;
  onDialog: (dialog: BulkDialogKind | undefined) => void;
}

/** What can be done with the marked records, at the bottom of the list. */
export function BulkBar(props: BulkBarProps) {
  const { type, count, which, bulk, more, onClear, dialog, onDialog } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const number = (of: number) => format.count(of);
  return (
    <>
      {(count > 0 || bulk.running) && (
        <section className={classes.bar} aria-label={t('bulk.title')} data-testid="bulk-bar">
          {bulk.running ? (
            <Progress bulk={bulk} job={bulk.running} />
          ) : (
            <>
              <span className={classes.count} role="status">
                {t('bulk.selected', { count, number: number(count) })}
              </span>
              {more !== undefined && (
                <Button variant="subtle" onClick={props.onAll} data-testid="select-all">
                  {t('bulk.select_all', { count: more, number: number(more) })}
                </Button>
              )}
              {type.can.mass_edit && (
                <Button
                  variant="light"
                  leftSection={<IconPencil size={14} stroke={1.7} />}
                  onClick={() => onDialog('field')}
                >
                  {t('bulk.edit_field')}
                </Button>
              )}
              {type.can.transfer && (
                <Button
                  variant="light"
                  leftSection={<IconUserShare size={14} stroke={1.7} />}
                  onClick={() => onDialog('responsible')}
                >
                  {t('bulk.change_responsible')}
                </Button>
              )}
              {type.can.export && <ExportMenu wide type={type.name} path={props.file} />}
              {type.can.delete && (
                <Button
                  variant="light"
                  color="red"
                  leftSection={<IconTrash size={14} stroke={1.7} />}
                  onClick={props.onRemove}
                  data-testid="bulk-delete"
                >
                  {t('bulk.delete')}
                </Button>
              )}
              <ActionIcon aria-label={t('bulk.clear')} title={t('bulk.clear')} onClick={onClear}>
                <IconX size={15} stroke={1.7} />
              </ActionIcon>
            </>
          )}
        </section>
      )}
      {dialog && count > 0 && (
        <BulkDialog
          kind={dialog}
          type={type}
          count={count}
          which={which}
          bulk={bulk}
          onClose={() => onDialog(undefined)}
        />
      )}
      <Refusals job={bulk.refused} onClose={bulk.forget} />
    </>
  );
}

function Progress({ bulk, job }: { bulk: Bulk; job: Job }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <progress
        className={classes.progress}
        value={job.done}
        max={Math.max(job.total, 1)}
        aria-label={t('bulk.working')}
      />
      <span className={classes.count} role="status">
        {t('bulk.progress', { finished: format.count(job.done), all: format.count(job.total) })}
      </span>
      {job.can.cancel && (
        <Button variant="default" onClick={bulk.stop}>
          {t('bulk.stop')}
        </Button>
      )}
    </>
  );
}

/** Why records were left as they are, with the first of them. */
function Refusals({ job, onClose }: { job: Job | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  const count = job?.state === 'undone' ? job.result.kept : (job?.result.refused ?? 0);
  return (
    <Modal
      opened={job !== undefined}
      onClose={onClose}
      title={t('bulk.refused', { count })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <div data-testid="bulk-refused">{job && <JobReasons job={job} undoing={job.state === 'undone'} />}</div>
    </Modal>
  );
}
