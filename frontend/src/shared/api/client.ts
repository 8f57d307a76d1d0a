import type { Names, RecordItem, Version } from './types';

export type ErrorKind =
  | 'invalid'
  | 'unauthenticated'
  | 'denied'
  | 'not_found'
  | 'conflict'
  | 'unavailable'
  | 'internal'
  | 'offline';

interface Problem {
  status?: number;
  kind?: ErrorKind;
  key?: string;
  detail?: string;
  fields?: Record<string, string> | null;
  ref?: string;
  current?: RecordItem;
  names?: Names;
  used_by?: { name: string }[] | null;
}

/** A refusal of the office, in the reader's language, or `offline` when it did not answer at all. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly kind: ErrorKind;
  readonly key: string;
  readonly fields: Record<string, string>;
  readonly ref: string;
  readonly current: RecordItem | undefined;
  /** Names of what still uses the thing one wanted to remove. */
  readonly usedBy: string[];
  /** Seconds to wait, where the office said so. */
  readonly retryAfter: number | undefined;

  constructor(status: number, problem: Problem, retryAfter?: number) {
    super(problem.detail ?? '');
    this.status = status;
    this.kind = problem.kind ?? kindOf(status);
    this.key = problem.key ?? '';
    this.fields = problem.fields ?? {};
    this.ref = problem.ref ?? '';
    this.current = problem.current && {
      ...problem.current,
      names: { ...problem.names, ...problem.current.names },
    };
    this.usedBy = (problem.used_by ?? []).map((item) => item.name);
    this.retryAfter = retryAfter;
  }
}

/** Whether something failed because it needs the office, of which the desk knows that it is away. */
export const isOfficeAway = (error: unknown): boolean =>
  error instanceof ApiError && error.key === 'http.office_away';

function kindOf(status: number): ErrorKind {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'denied';
  if (status === 404) return 'not_found';
  if (status === 409 || status === 412) return 'conflict';
  if (status === 400 || status === 422) return 'invalid';
  if (status === 429 || status === 502 || status === 503) return 'unavailable';
  return 'internal';
}

interface RequestOptions {
  body?: unknown;
  /** Version the change was made against; the office refuses it when it is no longer the newest. */
  version?: Version | undefined;
  signal?: AbortSignal | undefined;
  /** Goes through even when the page is closed at once; for bodies of less than 64 KB. */
  keepalive?: boolean;
}

type Query = Record<string, string | number | boolean | null | undefined>;

const settings = { language: 'en', onUnauthenticated: () => {} };

/** Sets the language the office answers in before and after sign-in. */
export function setRequestLanguage(language: string): void {
  settings.language = language;
}

/** Registers what happens when the office no longer knows the session. */
export function whenUnauthenticated(handler: () => void): void {
  settings.onUnauthenticated = handler;
}

/** Builds a path with its query, leaving out what is empty. */
export function withQuery(path: string, query: Query): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === '' || value === false) continue;
    search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? path : `${path}?${text}`;
}

export const api = {
  get: <Answer>(path: string, signal?: AbortSignal) => send<Answer>('GET', path, { signal }),
  post: <Answer>(path: string, body: unknown = {}) => send<Answer>('POST', path, { body }),
  put: <Answer>(path: string, body: unknown, version?: Version) =>
    send<Answer>('PUT', path, { body, version }),
  /** A put that goes through even when the page is closed at once; for bodies of less than 64 KB. */
  putLasting: <Answer>(path: string, body: unknown) => send<Answer>('PUT', path, { body, keepalive: true }),
  patch: <Answer>(path: string, body: unknown, version?: Version) =>
    send<Answer>('PATCH', path, { body, version }),
  delete: <Answer = void>(path: string, version?: Version) => send<Answer>('DELETE', path, { version }),
};

async function send<Answer>(method: string, path: string, options: RequestOptions): Promise<Answer> {
  const response = await reach(method, path, options);
  if (response.status === 204) return undefined as Answer;
  const text = await response.text();
  if (response.ok) return (text === '' ? undefined : JSON.parse(text)) as Answer;
  const error = new ApiError(response.status, problemOf(text), seconds(response.headers.get('Retry-After')));
  if (error.kind === 'unauthenticated' && !path.startsWith('/api/session')) settings.onUnauthenticated();
  throw error;
}

async function reach(method: string, path: string, options: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'Accept-Language': settings.language,
  };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.version !== undefined) headers['If-Match'] = `"${options.version}"`;
  try {
    return await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal ? { signal: options.signal } : {}),
      ...(options.keepalive ? { keepalive: true } : {}),
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, { kind: 'offline' });
  }
}

function problemOf(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    return {};
  }
}

function seconds(header: string | null): number | undefined {
  const value = Number(header);
  return header !== null && Number.isFinite(value) ? value : undefined;
}
