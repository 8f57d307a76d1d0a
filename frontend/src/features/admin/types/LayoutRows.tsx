import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconGripVertical, IconPlus } from '@tabler/icons-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type FieldDesign, isEmptyFilter } from '@/shared/api';
import { label } from '@/shared/i18n';
import type { LaidSection } from './layout';
import classes from './types.module.css';

interface SectionRowProps {
  section: LaidSection;
  title: string;
  place: number;
  last: number;
  dragged: boolean;
  onGrab: () => void;
  onMove: (to: number) => void;
  onAdd: () => void;
  onEdit: () => void;
  onRemove: () => void;
}

/** The heading of a section in the layout of a card. */
export function SectionRow(props: SectionRowProps) {
  const { section, title, place, last, dragged, onGrab, onMove, onAdd, onEdit, onRemove } = props;
  const { t } = useTranslation();
  return (
    <li className={classes.sectionRow} data-section={section.name} data-dragged={dragged}>
      <Handle
        name={title}
        onGrab={onGrab}
        onStep={(by) => {
          if (place + by >= 0 && place + by <= last) onMove(place + by);
        }}
      />
      <h3>{title}</h3>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('types.add_field_to', { section: title })}
        title={t('types.add_field_to', { section: title })}
        onClick={onAdd}
      >
        <IconPlus size={15} />
      </ActionIcon>
      <RowMenu name={title}>
        <Menu.Item onClick={onEdit}>{t('types.rename_section')}</Menu.Item>
        <Menu.Item disabled={place === 0} onClick={() => onMove(place - 1)}>
          {t('types.move_up')}
        </Menu.Item>
        <Menu.Item disabled={place === last} onClick={() => onMove(place + 1)}>
          {t('types.move_down')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item disabled={last === 0} onClick={onRemove}>
          {t('types.remove_section')}
        </Menu.Item>
      </RowMenu>
    </li>
  );
}

interface FieldRowProps {
  field: FieldDesign;
  section: string;
  sections: { name: string; title: string }[];
  dragged: boolean;
  onGrab: () => void;
  onStep: (by: -1 | 1) => void;
  onSection: (name: string) => void;
  onEdit: () => void;
  onArchive: () => void;
}

/** A field in the layout of a card: what it is called, its kind and what is special about it. */
export function FieldRow(props: FieldRowProps) {
  const { field, section, sections, dragged, onGrab, onStep, onSection, onEdit, onArchive } = props;
  const { t, i18n } = useTranslation();
  const name = label(field.labels, i18n.language, field.name);
  const properties = [
    field.building && t('types.building'),
    field.refilling && t('types.refilling'),
    field.indexing && t('types.indexing'),
    field.not_unique && t('types.not_unique'),
    field.required && t('types.required'),
    field.unique && t('types.unique'),
    !isEmptyFilter(field.show_if) && t('types.conditional'),
    field.default_right !== 'edit' && t(`field_right.${field.default_right}`),
    field.cap && field.cap !== 'edit' && t('types.capped', { right: t(`field_right.${field.cap}`) }),
  ].filter(Boolean);
  return (
    <li
      className={classes.fieldRow}
      data-section={section}
      data-field={field.name}
      data-dragged={dragged}
      data-testid={`layout-${field.name}`}
    >
      <Handle name={name} onGrab={onGrab} onStep={onStep} />
      <button type="button" className={classes.fieldName} onClick={onEdit}>
        {name}
      </button>
      <span className={classes.kind}>{t(`kind.${field.kind}`)}</span>
      <span className={classes.properties}>{properties.join(', ')}</span>
      <RowMenu name={name}>
        <Menu.Item onClick={onEdit}>{t('types.edit_field')}</Menu.Item>
        <Menu.Item onClick={() => onStep(-1)}>{t('types.move_up')}</Menu.Item>
        <Menu.Item onClick={() => onStep(1)}>{t('types.move_down')}</Menu.Item>
        {sections.length > 1 && (
          <>
            <Menu.Divider />
            <Menu.Label>{t('types.move_to_section')}</Menu.Label>
            {sections
              .filter((other) => other.name !== section)
              .map((other) => (
                <Menu.Item key={other.name} onClick={() => onSection(other.name)}>
                  {other.title}
                </Menu.Item>
              ))}
          </>
        )}
        {!field.system && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={onArchive}>{t('types.archive')}</Menu.Item>
          </>
        )}
      </RowMenu>
    </li>
  );
}

interface HandleProps {
  name: string;
  onGrab: () => void;
  onStep: (by: -1 | 1) => void;
}

/** What a row is dragged by; with the keys it goes up and down. */
function Handle({ name, onGrab, onStep }: HandleProps) {
  const { t } = useTranslation();
  const handleKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    onStep(event.key === 'ArrowUp' ? -1 : 1);
  };
  return (
    <button
      type="button"
      className={classes.handle}
      aria-label={t('types.handle', { name })}
      title={t('types.handle_hint')}
      onKeyDown={handleKey}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.focus();
        // The rows under the pointer must hear of it, not the handle alone.
        event.currentTarget.releasePointerCapture(event.pointerId);
        onGrab();
      }}
    >
      <IconGripVertical size={14} stroke={1.7} aria-hidden="true" />
    </button>
  );
}

function RowMenu({ name, children }: { name: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('types.actions', { name })}>
          <IconDots size={15} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{children}</Menu.Dropdown>
    </Menu>
  );
}
