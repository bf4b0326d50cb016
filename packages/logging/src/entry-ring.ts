import type { GetEntriesParams, LogEntry } from '@hearthgate/contracts';
import { severityOf } from './level.ts';

const DEFAULT_LIMIT = 100;

/** The most recent entries, bounded in number: a new one takes the place of the oldest. */
export class EntryRing {
  readonly #maxEntries: number;
  readonly #entries: LogEntry[] = [];
  #oldest = 0;

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  add(entry: LogEntry): void {
    if (this.#entries.length < this.#maxEntries) {
      this.#entries.push(entry);
      return;
    }
    if (this.#maxEntries === 0) return;
    this.#entries[this.#oldest] = entry;
    this.#oldest = (this.#oldest + 1) % this.#maxEntries;
  }

  /** Entries that fit, oldest first; of too many, the newest. */
  select({
    level = 'debug',
    correlationId,
    search,
    limit = DEFAULT_LIMIT,
  }: GetEntriesParams = {}): readonly LogEntry[] {
    const wanted = search?.toLowerCase();
    const ordered = [...this.#entries.slice(this.#oldest), ...this.#entries.slice(0, this.#oldest)];
    const found = ordered.filter(
      (entry) =>
        severityOf[entry.level] >= severityOf[level] &&
        (correlationId === undefined || entry.correlationId === correlationId) &&
        (wanted === undefined || entry.message.toLowerCase().includes(wanted)),
    );
    return found.slice(Math.max(0, found.length - limit));
  }
}
