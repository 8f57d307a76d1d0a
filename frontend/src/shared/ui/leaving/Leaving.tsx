import { Button, Group, Modal } from '@mantine/core';
import { useBlocker } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './leaving.module.css';
import { type Answer, LeavingContext, settle, type Unsaved } from './unsaved';

const SIGN_IN = '/sign-in';

/** Asks before a page is left with something unsaved on it: by a link, by Back, by the palette, or by closing the tab. */
export function Leaving({ children }: { children: ReactNode }) {
  const forms = useRef(new Set<Unsaved>());
  const [unsaved, setUnsaved] = useState(0);
  const [question, setQuestion] = useState<{ answer: (answer: Answer) => void }>();
  const asking = useRef(false);

  const leaving = useMemo(() => {
    const ask = async (asked: Unsaved[] = [...forms.current]): Promise<boolean> => {
      if (asked.length === 0) return true;
      // Whoever asks while the question stands gets no for an answer: one leaves one way at a time.
      if (asking.current) return false;
      asking.current = true;
      const answer = await new Promise<Answer>((resolve) => setQuestion({ answer: resolve }));
      setQuestion(undefined);
      asking.current = false;
      return settle(asked, answer);
    };
    const enter = (form: Unsaved) => {
      forms.current.add(form);
      setUnsaved(forms.current.size);
      return () => {
        forms.current.delete(form);
        setUnsaved(forms.current.size);
      };
    };
    return { ask, enter };
  }, []);

  useBlocker({
    disabled: unsaved === 0,
    // The session has ended where the sign-in comes up by itself: nothing can be saved, drafts wait until it is back.
    shouldBlockFn: async ({ current, next }) =>
      next.pathname !== current.pathname && next.pathname !== SIGN_IN && !(await leaving.ask()),
    enableBeforeUnload: () => forms.current.size > 0,
  });

  return (
    <LeavingContext value={leaving}>
      {children}
      {question && <LeavingQuestion onAnswer={question.answer} />}
    </LeavingContext>
  );
}

function LeavingQuestion({ onAnswer }: { onAnswer: (answer: Answer) => void }) {
  const { t } = useTranslation();
  // The dialog beneath hears Escape too: it must find the question still standing.
  const stayOnEscape = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onAnswer('stay');
  };
  return (
    <Modal
      opened
      onClose={() => onAnswer('stay')}
      closeOnEscape={false}
      onKeyDown={stayOnEscape}
      zIndex={400}
      title={t('leaving.title')}
      closeButtonProps={{ 'aria-label': t('leaving.stay') }}
      data-testid="leaving"
    >
      <p className={classes.text}>{t('leaving.text')}</p>
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={() => onAnswer('stay')}>
          {t('leaving.stay')}
        </Button>
        <Button variant="default" onClick={() => onAnswer('discard')}>
          {t('leaving.discard')}
        </Button>
        <Button data-autofocus onClick={() => onAnswer('save')}>
          {t('common.save')}
        </Button>
      </Group>
    </Modal>
  );
}
