import type { Job } from './jobs';

export interface RecordEvent {
  seq: number;
  type: string;
  id: string;
  change: 'put' | 'gone';
}

/** What a list holds at least, or in all once `exact`. */
export interface CountedTotal {
  count_id: string;
  count: number;
  exact: boolean;
}

export type Connection = 'connecting' | 'open' | 'lost';

interface Listeners {
  record: (event: RecordEvent) => void;
  rights: () => void;
  /** How a job of one's own stands. */
  job: (job: Job) => void;
  /** One was told something. */
  notice: () => void;
  /** What waits for the office, or how it is reached, has changed. */
  sync: () => void;
  total: (event: CountedTotal) => void;
  signed_out: () => void;
  /** The stream is back after it was lost: what is on screen may be stale. */
  returned: () => void;
  /** The office answers, but not with a stream: the session may be over. */
  refused: () => void;
  connection: (state: Connection) => void;
}

type Kind = keyof Listeners;

const REOPEN_AFTER_MS = [1_000, 2_000, 5_000, 10_000, 30_000];

/** The one event stream of the page; it opens on `start` and reopens by itself until `stop`. */
class EventStream {
  private source: EventSource | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempts = 0;
  private wasLost = false;
  private state: Connection = 'connecting';
  private readonly listeners: { [K in Kind]: Set<Listeners[K]> } = {
    record: new Set(),
    rights: new Set(),
    job: new Set(),
    notice: new Set(),
    sync: new Set(),
    total: new Set(),
    signed_out: new Set(),
    returned: new Set(),
    refused: new Set(),
    connection: new Set(),
  };

  on<K extends Kind>(kind: K, listener: Listeners[K]): () => void {
    this.listeners[kind].add(listener);
    return () => {
      this.listeners[kind].delete(listener);
    };
  }

  connection(): Connection {
    return this.state;
  }

  start(): void {
    if (this.source) return;
    const source = new EventSource('/api/events');
    this.source = source;
    source.addEventListener('open', () => this.opened());
    source.addEventListener('error', () => this.failed());
    source.addEventListener('record', (event) => {
      const record = JSON.parse(event.data) as RecordEvent;
      for (const listener of this.listeners.record) listener(record);
    });
    source.addEventListener('total', (event) => {
      const total = JSON.parse(event.data) as CountedTotal;
      for (const listener of this.listeners.total) listener(total);
    });
    source.addEventListener('job', (event) => {
      const job = JSON.parse(event.data) as Job;
      for (const listener of this.listeners.job) listener(job);
    });
    source.addEventListener('notice', () => this.tell('notice'));
    source.addEventListener('sync', () => this.tell('sync'));
    source.addEventListener('rights', () => this.tell('rights'));
    source.addEventListener('signed_out', () => this.tell('signed_out'));
  }

  stop(): void {
    clearTimeout(this.timer);
    this.source?.close();
    this.source = undefined;
    this.attempts = 0;
    this.wasLost = false;
    this.change('connecting');
  }

  private opened(): void {
    this.attempts = 0;
    this.change('open');
    if (this.wasLost) this.tell('returned');
    this.wasLost = false;
  }

  private failed(): void {
    this.wasLost = true;
    this.change('lost');
    // The browser reopens a broken stream itself, except after an answer that is no stream.
    if (this.source?.readyState !== EventSource.CLOSED) return;
    this.source = undefined;
    this.tell('refused');
    const wait = REOPEN_AFTER_MS[Math.min(this.attempts, REOPEN_AFTER_MS.length - 1)];
    this.attempts += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.start(), wait);
  }

  private tell(kind: 'rights' | 'notice' | 'sync' | 'signed_out' | 'returned' | 'refused'): void {
    for (const listener of this.listeners[kind]) listener();
  }

  private change(state: Connection): void {
    if (this.state === state) return;
    this.state = state;
    for (const listener of this.listeners.connection) listener(state);
  }
}

export const events = new EventStream();
