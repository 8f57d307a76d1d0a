import { useState } from 'react';
import { ApiError } from '../api';

interface Problem {
  /** What went wrong at the last attempt to save, if anything did. */
  problem: unknown;
  /** The office's words for each field that was not changed since. */
  errors: Record<string, string>;
  fail: (error: unknown) => void;
  clear: () => void;
  /** A field that was changed is wrong no longer, as far as anybody knows. */
  touch: (fields: string[]) => void;
}

/** Keeps why a form could not be saved, and what of it still stands. */
export function useProblem(): Problem {
  const [problem, setProblem] = useState<unknown>();
  const [errors, setErrors] = useState<Record<string, string>>({});
  return {
    problem,
    errors,
    fail: (error) => {
      setProblem(error);
      setErrors(error instanceof ApiError ? error.fields : {});
    },
    clear: () => {
      setProblem(undefined);
      setErrors({});
    },
    touch: (fields) => {
      const left = Object.fromEntries(Object.entries(errors).filter(([field]) => !fields.includes(field)));
      setErrors(left);
      if (problem instanceof ApiError && Object.keys(errors).length > 0 && Object.keys(left).length === 0)
        setProblem(undefined);
    },
  };
}
