import { Button, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { label } from '@/shared/i18n';
import type { Pipeline } from './pipelines';

interface PipelineChoiceProps {
  pipeline: Pipeline;
  onChange: (value: string) => void;
}

/** Says which of several pipelines a board shows, and leads to the others. */
export function PipelineChoice({ pipeline, onChange }: PipelineChoiceProps) {
  const { t, i18n } = useTranslation();
  const choices = pipeline.field.choices ?? [];
  const nameOf = (value: string) =>
    label(choices.find((choice) => choice.value === value)?.labels, i18n.language, value);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          rightSection={<IconChevronDown size={14} stroke={1.7} />}
          data-testid="pipeline"
        >
          {t('board.pipeline', { name: nameOf(pipeline.value) })}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={t('board.pipelines')}>
        {choices.map(({ value }) => (
          <Menu.Item key={value} disabled={value === pipeline.value} onClick={() => onChange(value)}>
            {nameOf(value)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
