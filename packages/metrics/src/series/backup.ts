import type { MetricsBackup } from '@hearthgate/contracts';
import { GatewayError } from '@hearthgate/kernel';
import type { Usage } from '../cost/usage.ts';
import type { MetricsPorts } from '../ports.ts';
import type { SeriesState } from './series.ts';
import type { SeriesStore } from './series-store.ts';

const MS_PER_DAY = 86_400_000;
/** Longer than any month, so that its use is known to its end. */
const KEPT_MS = 32 * MS_PER_DAY;
const MAX_NAME_LENGTH = 256;

interface KeptSeries {
  readonly savedAtMs: number;
  readonly series: readonly SeriesState[];
}

/** Keeps series and the use of the month in the cache, and brings them back. */
export class Backups {
  readonly #store: SeriesStore;
  readonly #usage: Usage;
  readonly #now: () => number;
  /** What is in the store already, so that nothing counts twice. */
  readonly #known = new Set<string>();

  constructor(store: SeriesStore, usage: Usage, now: () => number) {
    this.#store = store;
    this.#usage = usage;
    this.#now = now;
  }

  /** Throws `METRICS_BACKUP_FAILED`. */
  async save(name: string, { cache }: Pick<MetricsPorts, 'cache'>): Promise<MetricsBackup> {
    const key = seriesKey(name);
    const savedAtMs = this.#now();
    const series = this.#store.all().map((one) => one.toState());
    try {
      const kept: KeptSeries = { savedAtMs, series };
      await cache.set({ key, value: kept, ttlMs: KEPT_MS, tags: ['metrics'] });
      await this.#shareUsage(cache);
    } catch (error) {
      throw failed('keep', error);
    }
    if (!(await cache.has({ key }))) throw failed('keep', new Error('The cache did not take it; it may be too large.'));
    this.#known.add(idOf(name, savedAtMs));
    return { name, series: series.length, savedAtMs };
  }

  /** Throws `METRICS_BACKUP_FAILED`. */
  async load(name: string, { cache }: Pick<MetricsPorts, 'cache'>): Promise<number> {
    let kept: KeptSeries | undefined;
    try {
      kept = (await cache.get<KeptSeries>({ key: seriesKey(name) }))?.value;
      this.#usage.adopt((await cache.get({ key: usageKey(this.#usage.month), scope: 'shared' }))?.value);
    } catch (error) {
      throw failed('give', error);
    }
    if (kept === undefined || !Array.isArray(kept.series) || this.#known.has(idOf(name, kept.savedAtMs))) return 0;
    this.#known.add(idOf(name, kept.savedAtMs));
    return this.#store.merge(kept.series);
  }

  /** After a reset what was kept is no longer in the store. */
  forget(): void {
    this.#known.clear();
  }

  /** Two environments that do this at the same moment may lose one contribution; a count of cost can bear that. */
  async #shareUsage(cache: MetricsPorts['cache']): Promise<void> {
    const key = usageKey(this.#usage.month);
    const kept = await cache.get({ key, scope: 'shared' });
    const value = this.#usage.contribute(kept?.value);
    await cache.set({ key, value, ttlMs: KEPT_MS, scope: 'shared', tags: ['metrics'] });
  }
}

/** The name of a backup. Throws `KERNEL_INVALID_PARAMS`. */
export function checkBackupName(name: unknown, serviceName: string): string {
  const asked = name ?? serviceName;
  if (typeof asked === 'string' && asked.length > 0 && asked.length <= MAX_NAME_LENGTH) return asked;
  throw new GatewayError('KERNEL_INVALID_PARAMS', `The name of a backup is a text of 1 to ${MAX_NAME_LENGTH}.`);
}

function seriesKey(name: string): string {
  return `metrics:backup:${name}`;
}

function usageKey(month: string): string {
  return `metrics:usage:${month}`;
}

function idOf(name: string, savedAtMs: number): string {
  return `${savedAtMs} ${name}`;
}

function failed(what: 'keep' | 'give', cause: unknown): GatewayError {
  return new GatewayError('METRICS_BACKUP_FAILED', `The cache did not ${what} the backup; try again later.`, { cause });
}
