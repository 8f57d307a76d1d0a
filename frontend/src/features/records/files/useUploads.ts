import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { RecordItem } from '@/shared/api';
import { useErrorText } from '@/shared/ui';
import { recordKeys } from '../api';
import { sendFile } from './api';

/** A file on its way to the office, or one that did not get there. */
export interface Upload {
  key: number;
  file: File;
  done: number;
  problem: string;
  stop: () => void;
}

/** Sends files to a record one after another; each can be stopped, and tried again when it failed. */
export function useUploads(record: RecordItem) {
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const last = useRef(0);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const running = useRef(new Set<AbortController>());

  useEffect(
    () => () => {
      for (const controller of running.current) controller.abort();
    },
    [],
  );

  const change = (key: number, fields: Partial<Upload>) =>
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, ...fields } : one)));
  const forget = (key: number) => setUploads((all) => all.filter((one) => one.key !== key));

  const add = (file: File) => {
    last.current += 1;
    const key = last.current;
    const controller = new AbortController();
    running.current.add(controller);
    const stop = () => {
      controller.abort();
      forget(key);
    };
    setUploads((all) => [...all, { key, file, done: 0, problem: '', stop }]);
    queue.current = queue.current.then(async () => {
      try {
        controller.signal.throwIfAborted();
        await sendFile(record, file, (done) => change(key, { done }), controller.signal);
        forget(key);
        await queries.invalidateQueries({ queryKey: recordKeys.one(record.type, record.id) });
      } catch (error) {
        if (!controller.signal.aborted) change(key, { problem: errorText(error) });
      } finally {
        running.current.delete(controller);
      }
    });
  };

  return {
    uploads,
    send: (files: Iterable<File>) => {
      for (const file of files) add(file);
    },
    retry: (upload: Upload) => {
      forget(upload.key);
      add(upload.file);
    },
  };
}
