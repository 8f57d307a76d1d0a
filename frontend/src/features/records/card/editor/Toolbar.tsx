import {
  IconBlockquote,
  IconBold,
  IconCode,
  IconItalic,
  IconList,
  IconListNumbers,
  IconStrikethrough,
} from '@tabler/icons-react';
import { type Editor, useEditorState } from '@tiptap/react';
import { useTranslation } from 'react-i18next';
import classes from './editor.module.css';

const BUTTONS = [
  {
    name: 'bold',
    icon: IconBold,
    keys: 'Ctrl+B',
    run: (of: Editor) => of.chain().focus().toggleBold().run(),
  },
  {
    name: 'italic',
    icon: IconItalic,
    keys: 'Ctrl+I',
    run: (of: Editor) => of.chain().focus().toggleItalic().run(),
  },
  {
    name: 'strike',
    icon: IconStrikethrough,
    keys: 'Ctrl+Shift+S',
    run: (of: Editor) => of.chain().focus().toggleStrike().run(),
  },
  {
    name: 'bulletList',
    icon: IconList,
    keys: 'Ctrl+Shift+8',
    run: (of: Editor) => of.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'orderedList',
    icon: IconListNumbers,
    keys: 'Ctrl+Shift+7',
    run: (of: Editor) => of.chain().focus().toggleOrderedList().run(),
  },
  {
    name: 'blockquote',
    icon: IconBlockquote,
    keys: 'Ctrl+Shift+B',
    run: (of: Editor) => of.chain().focus().toggleBlockquote().run(),
  },
  {
    name: 'code',
    icon: IconCode,
    keys: 'Ctrl+E',
    run: (of: Editor) => of.chain().focus().toggleCode().run(),
  },
] as const;

/** Formats what is selected; everything here has a key too. */
export function Toolbar({ editor }: { editor: Editor }) {
  const { t } = useTranslation();
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => BUTTONS.filter(({ name }) => now.isActive(name)).map(({ name }) => name),
  });
  return (
    <div className={classes.toolbar} role="toolbar" aria-label={t('composer.format')}>
      {BUTTONS.map(({ name, icon: Icon, keys, run }) => (
        <button
          key={name}
          type="button"
          className={classes.tool}
          aria-label={t(`composer.formats.${name}`)}
          title={`${t(`composer.formats.${name}`)} (${keys})`}
          aria-pressed={active.includes(name)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => run(editor)}
        >
          <Icon size={15} stroke={1.7} aria-hidden="true" />
        </button>
      ))}
    </div>
  );
}
