import { ActionIcon, Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Principal, type PrincipalKind, type SavedView, viewCalls, viewsQuery } from '@/shared/api';
import { PrincipalPicker, useErrorText, useProblem } from '@/shared/ui';
import { type Look, toViewLook } from './look';
import classes from './views.module.css';

interface ViewDialogProps {
  type: string;
  /** Undefined for a new one. */
  view: SavedView | undefined;
  look: Look;
  onSaved: (view: SavedView) => void;
  onClose: () => void;
}

const KINDS: PrincipalKind[] = ['role', 'group', 'employee', 'department', 'branch'];

/** The name of a view and who uses it; a new one keeps the list as it stands. */
export function ViewDialog({ type, view, look, onSaved, onClose }: ViewDialogProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const { problem, errors, fail, clear } = useProblem();
  const [name, setName] = useState(view?.name ?? '');
  const [people, setPeople] = useState<Principal[]>(view?.with ?? []);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    clear();
    const input = { name, with: people.map(({ kind, id }) => (id === '' ? { kind } : { kind, id })) };
    try {
      const saved = await (view
        ? viewCalls.change(view, input)
        : viewCalls.create(type, { ...input, look: toViewLook(look) }));
      await queries.invalidateQueries({ queryKey: viewsQuery(type).queryKey });
      onSaved(saved);
      onClose();
    } catch (error) {
      fail(error);
      setBusy(false);
    }
  };

  return (
    <Modal
      opened
      onClose={onClose}
      title={view ? t('views.rename') : t('views.save_as')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <TextInput
            label={t('views.name')}
            required
            data-autofocus
            maxLength={80}
            value={name}
            error={errors.name}
            data-testid="view-name"
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <People people={people} onChange={setPeople} />
          {problem !== undefined && !errors.name && (
            <div role="alert" className={classes.problem}>
              {Object.values(errors).join(' ') || errorText(problem)}
            </div>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={busy} data-testid="view-save">
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

interface PeopleProps {
  people: Principal[];
  onChange: (people: Principal[]) => void;
}

/** Who uses a view besides its owner. */
function People({ people, onChange }: PeopleProps) {
  const { t } = useTranslation();
  const everyone = people.some(({ kind }) => kind === 'everyone');
  return (
    <fieldset className={classes.people}>
      <legend className="mantine-InputWrapper-label">{t('views.with')}</legend>
      {people.length === 0 && <p className={classes.hint}>{t('views.only_me')}</p>}
      {people.map((principal, at) => {
        const name = principal.kind === 'everyone' ? t('principal.everyone') : (principal.name ?? '');
        return (
          <div key={`${principal.kind}/${principal.id}`} className={classes.person}>
            <span>
              {name}{' '}
              {principal.kind !== 'everyone' && (
                <span className={classes.hint}>{t(`principal.${principal.kind}`)}</span>
              )}
            </span>
            <ActionIcon
              size={24}
              aria-label={t('access.remove', { name })}
              onClick={() => onChange(people.toSpliced(at, 1))}
            >
              <IconX size={14} stroke={1.6} />
            </ActionIcon>
          </div>
        );
      })}
      {!everyone && (
        <div className={classes.person}>
          <PrincipalPicker
            key={people.length}
            kinds={KINDS}
            value={null}
            ariaLabel={t('views.with')}
            placeholder={t('principal.add')}
            onChange={(principal) => principal && onChange([...people, principal])}
          />
          <Button
            variant="subtle"
            data-testid="view-everyone"
            onClick={() => onChange([...people, { kind: 'everyone', id: '' }])}
          >
            {t('principal.everyone')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}
