import type { GetEntriesParams, LogEntry } from '@hearthgate/contracts';
import { severityOf } from '../level.ts';
import { toJson } from '../line/to-json.ts';

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
  select(params: GetEntriesParams = {}): readonly LogEntry[] {
    const { limit = DEFAULT_LIMIT } = params;
    const ordered = [...this.#entries.slice(this.#oldest), ...this.#entries.slice(0, this.#oldest)];
    const found = ordered.filter((entry) => fits(entry, params));
    return found.slice(Math.max(0, found.length - limit));
  }
}

function fits(entry: LogEntry, params: GetEntriesParams): boolean {
  const { level = 'debug', correlationId, search, gateway, sinceMs = -Infinity, untilMs = Infinity } = params;
  return (
    severityOf[entry.level] >= severityOf[level] &&
    entry.timeMs >= sinceMs &&
    entry.timeMs <= untilMs &&
    (correlationId === undefined || entry.correlationId === correlationId) &&
    (gateway === undefined || entry.gatewayChain.includes(gateway)) &&
    (search === undefined || says(entry, search.toLowerCase()))
  );
}

function says({ message, data }: LogEntry, wanted: string): boolean {
  if (message.toLowerCase().includes(wanted)) return true;
  return toJson(data)?.toLowerCase().includes(wanted) === true;
}
