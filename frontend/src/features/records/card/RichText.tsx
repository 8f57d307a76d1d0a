import { lazy, Suspense } from 'react';
import type { RichEditorProps } from './editor/RichEditor';

const RichEditor = lazy(async () => ({ default: (await import('./editor/RichEditor')).RichEditor }));

/** The editor of formatted text, brought in once one writes; its place is kept until it is there. */
export function RichText(props: RichEditorProps) {
  return (
    <Suspense fallback={<div style={{ minHeight: 86 }} />}>
      <RichEditor {...props} />
    </Suspense>
  );
}
