import { useQuery } from '@tanstack/react-query';
import { EditorContent, useEditor } from '@tiptap/react';
import { StarterKit } from '@tiptap/starter-kit';
import { useEffect, useId, useRef, useState } from 'react';
import { isLink, rich, write } from '@/shared/markup';
import { type Colleague, colleaguesQuery } from '../../api';
import classes from './editor.module.css';
import { MentionPicker } from './MentionPicker';
import { type Asked, askedIn, Mention } from './mention';
import { Toolbar } from './Toolbar';

export interface RichEditorProps {
  /** The record whose readers can be told by a mention. */
  about: { type: string; id: string };
  /** What stands in it; what is typed goes to `onChange` and comes back. */
  value: string;
  onChange: (text: string) => void;
  onSubmit: () => void;
  onCancel?: () => void;
  /** Whether Enter alone sends, as in a chat. */
  enterSends?: boolean;
  autoFocus?: boolean;
  label: string;
  placeholder?: string;
  testId: string;
}

const extensions = [
  StarterKit.configure({
    heading: false,
    horizontalRule: false,
    underline: false,
    link: { openOnClick: false, protocols: ['mailto', 'tel'], isAllowedUri: (target) => isLink(target) },
  }),
  Mention,
];

/** Text with formatting and mentions, kept as the text that `write` makes of it. */
export function RichEditor(props: RichEditorProps) {
  const { about, value, label, placeholder, testId, autoFocus = false } = props;
  const listId = useId();
  const [empty, setEmpty] = useState(value === '');
  const [asked, setAsked] = useState<Asked>();
  const [active, setActive] = useState(0);
  const standing = useRef(value);
  const search = useQuery({
    ...colleaguesQuery(about.type, about.id, asked?.text ?? ''),
    enabled: asked !== undefined,
    placeholderData: (before) => before,
  });
  const found = asked ? (search.data ?? []) : [];

  const editor = useEditor({
    extensions,
    // One that is made while it is drawn is thrown away where a slow machine takes longer to put it on the page.
    immediatelyRender: false,
    injectCSS: false, // the page allows no styles but its own
    content: rich(value) as never,
    editorProps: {
      attributes: {
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': label,
        'data-testid': testId,
        class: classes.input ?? '',
      },
      handleKeyDown: (_, event) => latest.current.handleKey(event),
    },
    onUpdate: ({ editor: now }) => {
      const text = write(now.getJSON());
      standing.current = text;
      setEmpty(now.isEmpty);
      latest.current.onChange(text);
    },
    onTransaction: ({ editor: now }) => {
      setAsked(askedIn(now));
      setActive(0);
    },
    onBlur: () => setAsked(undefined),
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: it takes the focus once
  useEffect(() => {
    if (autoFocus) editor?.commands.focus('end');
  }, [editor]);

  // The text is exchanged within the editor, which so keeps the focus where it has it and takes it from nobody.
  useEffect(() => {
    if (!editor || value === standing.current) return;
    standing.current = value;
    if (value === '') editor.commands.clearContent(false);
    else editor.commands.setContent(rich(value) as never, { emitUpdate: false });
    if (editor.isFocused) editor.commands.setTextSelection(editor.state.doc.content.size);
    setEmpty(editor.isEmpty);
  }, [editor, value]);

  const pick = ({ id, name }: Colleague) => {
    if (!asked || !editor) return;
    const mention = { type: 'mention', attrs: { id, label: name } };
    editor
      .chain()
      .focus()
      .insertContentAt({ from: asked.from, to: asked.to }, [mention, { type: 'text', text: ' ' }])
      .run();
    setAsked(undefined);
  };

  /** Says whether the key was meant for the picker or for what is around the text. */
  const handleKey = (event: KeyboardEvent): boolean => {
    if (event.isComposing) return false;
    const chosen = found[active];
    if (chosen && (event.key === 'Enter' || event.key === 'Tab')) {
      pick(chosen);
      return true;
    }
    if (found.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      setActive((active + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length);
      return true;
    }
    if (event.key === 'Escape') return leave(event);
    const plainEnter = event.key === 'Enter' && !event.shiftKey && !event.altKey;
    if (!plainEnter || !(props.enterSends || event.ctrlKey || event.metaKey)) return false;
    props.onSubmit();
    return true;
  };

  const leave = (event: KeyboardEvent): boolean => {
    if (asked) setAsked(undefined);
    else if (props.onCancel) props.onCancel();
    else return false;
    event.stopPropagation();
    return true;
  };

  const latest = useRef({ handleKey, onChange: props.onChange });
  latest.current = { handleKey, onChange: props.onChange };

  return (
    <div className={classes.editor}>
      <div className={classes.text} data-placeholder={empty ? placeholder : undefined}>
        <EditorContent editor={editor} />
      </div>
      {found.length > 0 && <MentionPicker id={listId} found={found} active={active} onPick={pick} />}
      {editor && <Toolbar editor={editor} />}
    </div>
  );
}
