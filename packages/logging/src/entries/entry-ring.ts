import type { GetEntriesParams, LogEntry } from '@hearthgate/contracts';
import { severityOf } from '../level.ts';
import { isNothing, type Told, toldJson, toldMembers } from '../line/told.ts';

const DEFAULT_LIMIT = 100;

/** What is kept of a line. */
export interface KeptEntry extends Omit<LogEntry, 'data'>, Told {}

/** The most recent entries, bounded in number: a new one takes the place of the oldest. */
export class EntryRing {
  readonly #maxEntries: number;
  readonly #entries: KeptEntry[] = [];
  #oldest = 0;

  constructor(maxEntries: number) {
    this.#maxEntries = maxEntries;
  }

  add(entry: KeptEntry): void {
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
    return found.slice(Math.max(0, found.length - limit)).map(entryOf);
  }
}

function entryOf(kept: KeptEntry): LogEntry {
  const { timeMs, level, message, correlationId, gatewayChain } = kept;
  const entry = { timeMs, level, message, correlationId, gatewayChain };
  return isNothing(kept) ? entry : { ...entry, data: toldMembers(kept) };
}

function fits(entry: KeptEntry, params: GetEntriesParams): boolean {
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

function says(entry: KeptEntry, wanted: string): boolean {
  if (entry.message.toLowerCase().includes(wanted)) return true;
  return !isNothing(entry) && toldJson(entry)?.toLowerCase().includes(wanted) === true;
}
