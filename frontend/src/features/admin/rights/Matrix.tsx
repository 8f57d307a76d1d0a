import { Checkbox, NativeSelect, Popover, Stack } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { Fragment, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ACTIONS,
  type Action,
  type ElementType,
  type FieldRight,
  type Matrix as MatrixValue,
  type Profile,
  REACHES,
  type Reach,
  useTypes,
} from '@/shared/api';
import { label, typeLabel } from '@/shared/i18n';
import classes from '../admin.module.css';
import { extent, toggleReach, toReaches } from './reach';

type FieldRights = NonNullable<Profile['fields']>;

interface MatrixProps {
  matrix: MatrixValue;
  fields: FieldRights;
  onMatrix: (matrix: MatrixValue) => void;
  onFields: (fields: FieldRights) => void;
}

interface Open {
  type: string;
  action: Action;
  left: number;
  top: number;
  height: number;
}

/** Types down, actions across; a cell says how far the action reaches. One overlay serves all cells. */
export function Matrix({ matrix, fields, onMatrix, onFields }: MatrixProps) {
  const { t, i18n } = useTranslation();
  const types = useTypes();
  const [open, setOpen] = useState<Open>();
  const [expanded, setExpanded] = useState<string[]>([]);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);

  const handleOpen = (type: string, action: Action, button: HTMLButtonElement) => {
    const outer = box.current?.getBoundingClientRect();
    const inner = button.getBoundingClientRect();
    if (!outer) return;
    opener.current = button;
    setOpen({
      type,
      action,
      left: inner.left - outer.left,
      top: inner.top - outer.top,
      height: inner.height,
    });
  };
  const set = (type: string, action: Action, reaches: Reach[]) => {
    const { [action]: _, ...others } = matrix[type] ?? {};
    onMatrix({ ...matrix, [type]: reaches.length === 0 ? others : { ...others, [action]: reaches } });
  };

  return (
    <div ref={box} style={{ position: 'relative' }}>
      <div className={classes.matrixBox}>
        <table className={classes.matrix}>
          <thead>
            <tr>
              <th scope="col">{t('matrix.type')}</th>
              {ACTIONS.map((action) => (
                <th key={action} scope="col">
                  {t(`action.${action}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {types.map((type) => {
              const isOpen = expanded.includes(type.name);
              return (
                <Fragment key={type.name}>
                  <tr>
                    <th scope="row">
                      <button
                        type="button"
                        className={classes.expand}
                        aria-expanded={isOpen}
                        title={t('matrix.field_rights')}
                        onClick={() =>
                          setExpanded(
                            isOpen ? expanded.filter((name) => name !== type.name) : [...expanded, type.name],
                          )
                        }
                      >
                        {isOpen ? <IconChevronDown size={14} /> : <IconChevronRight size={14} />}
                        {typeLabel(type, i18n.language, 'many')}
                      </button>
                    </th>
                    {ACTIONS.map((action) => (
                      <td key={action}>
                        <Cell
                          name={`${typeLabel(type, i18n.language, 'many')}: ${t(`action.${action}`)}`}
                          reaches={toReaches(matrix[type.name]?.[action])}
                          onOpen={(button) => handleOpen(type.name, action, button)}
                        />
                      </td>
                    ))}
                  </tr>
                  {isOpen && (
                    <tr>
                      <td colSpan={ACTIONS.length + 1}>
                        <FieldRightsOf
                          type={type}
                          rights={fields[type.name] ?? {}}
                          onChange={(rights) => onFields({ ...fields, [type.name]: rights })}
                        />
                      </td>
                    </tr>
                  )}
                </Fragment>
              );
            })}
          </tbody>
        </table>
      </div>
      {open && (
        <Popover
          opened
          trapFocus
          position="bottom-start"
          onChange={() => setOpen(undefined)}
          onClose={() => opener.current?.focus()}
          onExitTransitionEnd={() => opener.current?.focus()}
        >
          <Popover.Target>
            <span
              aria-hidden="true"
              style={{
                position: 'absolute',
                left: open.left,
                top: open.top,
                height: open.height,
                width: 90,
                pointerEvents: 'none',
              }}
            />
          </Popover.Target>
          <Popover.Dropdown aria-label={t('matrix.reach')}>
            <Stack gap={8}>
              {REACHES.map((reach) => {
                const reaches = toReaches(matrix[open.type]?.[open.action]);
                return (
                  <Checkbox
                    key={reach}
                    label={t(`reach.${reach}`)}
                    checked={reaches.includes(reach)}
                    onChange={() => set(open.type, open.action, toggleReach(reaches, reach))}
                  />
                );
              })}
            </Stack>
          </Popover.Dropdown>
        </Popover>
      )}
    </div>
  );
}

interface CellProps {
  name: string;
  reaches: Reach[];
  onOpen: (button: HTMLButtonElement) => void;
}

function Cell({ name, reaches, onOpen }: CellProps) {
  const { t } = useTranslation();
  const text =
    reaches.length === 0 ? t('reach.none') : reaches.map((reach) => t(`reach.${reach}`)).join(', ');
  return (
    <button
      type="button"
      className={classes.cell}
      data-empty={reaches.length === 0}
      aria-label={`${name}: ${text}`}
      onClick={(event) => onOpen(event.currentTarget)}
    >
      {text}
      <span className={classes.bar} aria-hidden="true">
        <span style={{ width: `${extent(reaches) * 100}%` }} />
      </span>
    </button>
  );
}

const FIELD_RIGHTS: FieldRight[] = ['hidden', 'masked', 'read', 'edit'];

interface FieldRightsOfProps {
  type: ElementType;
  rights: Record<string, FieldRight>;
  onChange: (rights: Record<string, FieldRight>) => void;
}

function FieldRightsOf({ type, rights, onChange }: FieldRightsOfProps) {
  const { t, i18n } = useTranslation();
  return (
    <div className={classes.fieldRights}>
      {type.fields.map((field) => {
        const name = label(field.labels, i18n.language, field.name);
        return (
          <div key={field.name} className={classes.fieldRight}>
            <span>{name}</span>
            <NativeSelect
              size="xs"
              aria-label={t('matrix.right_to', { name })}
              data={[
                {
                  value: '',
                  label: t('matrix.unnamed', { right: t(`field_right.${field.default_right ?? 'edit'}`) }),
                },
                ...FIELD_RIGHTS.map((value) => ({ value, label: t(`field_right.${value}`) })),
              ]}
              value={rights[field.name] ?? ''}
              onChange={(event) => {
                const { [field.name]: _, ...rest } = rights;
                const { value } = event.currentTarget;
                onChange(value === '' ? rest : { ...rest, [field.name]: value as FieldRight });
              }}
            />
          </div>
        );
      })}
    </div>
  );
}
