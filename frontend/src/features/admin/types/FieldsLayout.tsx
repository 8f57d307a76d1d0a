import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FieldDesign, SectionDefinition, TypeDesign } from '@/shared/api';
import { label } from '@/shared/i18n';
import { useSectionTitle } from '@/shared/ui';
import { ArchiveFieldDialog } from './ArchiveFieldDialog';
import { useTypeCalls } from './calls';
import { FieldDialog } from './FieldDialog';
import { FieldRow, SectionRow } from './LayoutRows';
import { type LaidSection, layoutOf, placeField, placeSection, stepField, withoutSection } from './layout';
import { SectionDialog } from './SectionDialog';
import classes from './types.module.css';
import { useArrange } from './useArrange';

/** The card of a type as its sections with their fields: arranged by drag, by menu and by keys, each opened to be changed. */
export function FieldsLayout({ type }: { type: TypeDesign }) {
  const { t, i18n } = useTranslation();
  const calls = useTypeCalls();
  const sectionTitle = useSectionTitle();
  const [edited, setEdited] = useState<FieldDesign | { newIn?: string }>();
  const [archived, setArchived] = useState<FieldDesign>();
  const [section, setSection] = useState<SectionDefinition | 'new'>();
  const [told, setTold] = useState('');
  const { layout, dragged, arrange, begin } = useArrange(layoutOf(type), (next) =>
    calls.attempt(calls.arrange(type, next)),
  );
  const fieldsByName = new Map(type.fields.map((field) => [field.name, field]));

  const tell = (name: string, next: typeof layout) => {
    const home = next.find(({ fields }) => fields.includes(name));
    if (!home) return;
    setTold(
      t('types.moved', {
        name: label(fieldsByName.get(name)?.labels, i18n.language, name),
        section: sectionTitle(home),
        place: home.fields.indexOf(name) + 1,
      }),
    );
  };
  const moveField = (name: string, next: typeof layout) => {
    arrange(next);
    tell(name, next);
  };
  const saveSection = (laid: LaidSection) => {
    const known = layout.some(({ name }) => name === laid.name);
    arrange(known ? layout.map((each) => (each.name === laid.name ? laid : each)) : [...layout, laid]);
  };

  return (
    <>
      <ul className={classes.layout} data-dragging={dragged !== undefined}>
        {layout.flatMap((laid, at) => [
          <SectionRow
            key={`section ${laid.name}`}
            section={laid}
            title={sectionTitle(laid)}
            place={at}
            last={layout.length - 1}
            dragged={dragged?.kind === 'section' && dragged.name === laid.name}
            onGrab={() => begin({ kind: 'section', name: laid.name })}
            onMove={(to) => arrange(placeSection(layout, laid.name, to))}
            onAdd={() => setEdited({ newIn: laid.name })}
            onEdit={() => setSection(laid)}
            onRemove={() => arrange(withoutSection(layout, laid.name))}
          />,
          ...laid.fields.flatMap((name) => {
            const field = fieldsByName.get(name);
            return field ? (
              <FieldRow
                key={`field ${name}`}
                field={field}
                section={laid.name}
                sections={layout.map((each) => ({ name: each.name, title: sectionTitle(each) }))}
                dragged={dragged?.kind === 'field' && dragged.name === name}
                onGrab={() => begin({ kind: 'field', name })}
                onStep={(by) => moveField(name, stepField(layout, name, by))}
                onSection={(to) =>
                  moveField(
                    name,
                    placeField(layout, name, to, layout.find((each) => each.name === to)?.fields.length ?? 0),
                  )
                }
                onEdit={() => setEdited(field)}
                onArchive={() => setArchived(field)}
              />
            ) : (
              []
            );
          }),
        ])}
      </ul>
      <div className={classes.told} role="status">
        {told}
      </div>
      <div className={classes.buttons}>
        <Button
          leftSection={<IconPlus size={15} stroke={1.8} />}
          onClick={() => setEdited({})}
          data-testid="add-field"
        >
          {t('types.add_field')}
        </Button>
        <Button variant="default" onClick={() => setSection('new')} data-testid="add-section">
          {t('types.add_section')}
        </Button>
      </div>
      {edited !== undefined && (
        <FieldDialog
          type={type}
          {...('kind' in edited ? { field: edited } : { section: edited.newIn })}
          onClose={() => setEdited(undefined)}
        />
      )}
      {archived && (
        <ArchiveFieldDialog
          type={type}
          field={archived}
          name={label(archived.labels, i18n.language, archived.name)}
          onClose={() => setArchived(undefined)}
        />
      )}
      {section !== undefined && (
        <SectionDialog
          section={section === 'new' ? undefined : layout.find(({ name }) => name === section.name)}
          taken={layout.map(({ name }) => name)}
          title={section === 'new' ? '' : sectionTitle(section)}
          onSave={saveSection}
          onClose={() => setSection(undefined)}
        />
      )}
    </>
  );
}
