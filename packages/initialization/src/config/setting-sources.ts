import type { SettingReference, SettingSource } from '@hearthgate/contracts';
import { type Clock, GatewayError } from '@hearthgate/kernel';
import { withinTime } from '../time-limit.ts';

/** How long a source that failed is left alone while last known good values are at hand. */
const RETRY_MS = 30_000;

/** More than any function reads for itself; names that come with the events must not fill the memory. */
const MAX_READINGS = 1_000;

/** A value as a source answered it. */
interface Reading {
  readonly value: string | undefined;
  readonly readAtMs: number;
  /** Which call it was: one that began later knows better, however late another comes back. */
  readonly call: number;
}

/** What was read, and why some of it is not fresh. */
export interface SourceReadings {
  readonly values: ReadonlyMap<SettingReference, string | undefined>;
  readonly stale: readonly string[];
}

export interface ReadOptions {
  readonly maxAgeMs: number;
  /** Ask the sources whatever is kept. */
  readonly fresh?: boolean | undefined;
}

/**
 * Values of sources, kept in this process only. A source that fails takes no value away: the last one it gave is served
 * until it answers again. A source that answers without a name has spoken: the value is gone.
 */
export class SettingSources {
  readonly #clock: Clock;
  readonly #sources: ReadonlyMap<string, SettingSource>;
  readonly #timeoutMs: number;
  readonly #readings = new Map<string, Reading>();
  readonly #flights = new Map<string, Promise<void>>();
  #calls = 0;
  /**
   * When a source that failed may be asked again for the same names, and what it said. For others it may answer: one secret
   * that nobody may read is no outage.
   */
  readonly #outages = new Map<string, { readonly untilMs: number; readonly error: GatewayError }>();

  constructor(clock: Clock, sources: Readonly<Record<string, SettingSource>>, timeoutMs: number) {
    this.#clock = clock;
    this.#sources = new Map(Object.entries(sources));
    this.#timeoutMs = timeoutMs;
  }

  has(source: string): boolean {
    return this.#sources.has(source);
  }

  /** @throws GatewayError `INITIALIZATION_UNKNOWN_SOURCE`, `INITIALIZATION_SOURCE_FAILED` without a last known good. */
  async read(references: readonly SettingReference[], options: ReadOptions): Promise<SourceReadings> {
    const bySource = Map.groupBy(references, ({ source }) => source);
    const stale = await Promise.all([...bySource].map(([source, wanted]) => this.#refresh(source, wanted, options)));
    const values = references.map((one) => [one, fieldOf(one, this.#readings.get(keyOf(one))?.value)] as const);
    this.#forgetOldest();
    return { values: new Map(values), stale: stale.filter((reason) => reason !== undefined) };
  }

  /** Answers why old values have to do, if so. */
  async #refresh(
    source: string,
    wanted: readonly SettingReference[],
    options: ReadOptions,
  ): Promise<string | undefined> {
    const old = wanted.filter((reference) => options.fresh === true || !this.#isFresh(reference, options.maxAgeMs));
    if (old.length === 0) return undefined;
    const names = [...new Set(old.map(({ name }) => name))].sort();
    const key = JSON.stringify([source, names]);
    const outage = this.#outages.get(key);
    try {
      if (outage !== undefined && options.fresh !== true && this.#clock.now() < outage.untilMs) throw outage.error;
      await this.#ask(key, source, names, options.fresh === true);
      return undefined;
    } catch (error) {
      if (old.some((reference) => !this.#readings.has(keyOf(reference)))) throw error;
      return (error as Error).message;
    }
  }

  /** After the values were taken, so that one call may read as many as it likes. */
  #forgetOldest(): void {
    for (const kept of [this.#readings, this.#outages]) {
      for (const key of kept.keys()) {
        if (kept.size <= MAX_READINGS) break;
        kept.delete(key);
      }
    }
  }

  #isFresh(reference: SettingReference, maxAgeMs: number): boolean {
    const reading = this.#readings.get(keyOf(reference));
    return reading !== undefined && this.#clock.now() - reading.readAtMs < maxAgeMs;
  }

  /**
   * One call for all names; concurrent callers that want the same share it, but who wants them fresh: what was asked for before
   * may be older than the change.
   */
  #ask(key: string, source: string, names: readonly string[], isFresh: boolean): Promise<void> {
    const running = isFresh ? undefined : this.#flights.get(key);
    if (running !== undefined) return running;
    const flight = this.#call(key, source, names).finally(() => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    });
    this.#flights.set(key, flight);
    return flight;
  }

  async #call(asked: string, source: string, names: readonly string[]): Promise<void> {
    this.#calls += 1;
    const call = this.#calls;
    const read = this.#sources.get(source);
    if (read === undefined) {
      const known = [...this.#sources.keys()].join(', ') || 'none';
      const message = `There is no source "${source}"; the gateway has ${known}. Add it to the option sources.`;
      throw new GatewayError('INITIALIZATION_UNKNOWN_SOURCE', message);
    }
    try {
      const work = (async () => read(names))();
      const answer = await withinTime(this.#clock, this.#timeoutMs, 'The source', work, 'sourceTimeoutMs');
      const readAtMs = this.#clock.now();
      for (const name of names) {
        const value = Object.hasOwn(answer, name) ? answer[name] : undefined;
        const key = keyOf({ source, name });
        if ((this.#readings.get(key)?.call ?? 0) > call) continue;
        this.#readings.delete(key);
        this.#readings.set(key, { value, readAtMs, call });
      }
      this.#outages.delete(asked);
    } catch (cause) {
      // Without the cause's words: a client may quote what it sent or got.
      const message = `The source "${source}" did not answer for ${names.join(', ')}; the cause has its error.`;
      const error = new GatewayError('INITIALIZATION_SOURCE_FAILED', message, { cause, data: { source } });
      this.#outages.set(asked, { untilMs: this.#clock.now() + RETRY_MS, error });
      throw error;
    }
  }
}

function keyOf({ source, name }: Pick<SettingReference, 'source' | 'name'>): string {
  return JSON.stringify([source, name]);
}

/** The texts in a value that is JSON: what a caller takes out of it by hand is as secret as the whole. */
export function textsIn(value: string): readonly string[] {
  const texts: string[] = [];
  if (!/^\s*[{[]/.test(value)) return texts;
  try {
    JSON.parse(value, (_name, member: unknown) => {
      if (typeof member === 'string') texts.push(member);
      return member;
    });
  } catch {
    // No JSON after all.
  }
  return texts;
}

/** A member of a value that is JSON text; a value that is none has no members. */
function fieldOf({ field }: SettingReference, value: string | undefined): string | undefined {
  if (field === undefined || value === undefined) return value;
  try {
    const parsed: unknown = JSON.parse(value);
    if (typeof parsed !== 'object' || parsed === null || !Object.hasOwn(parsed, field)) return undefined;
    const found = (parsed as Readonly<Record<string, unknown>>)[field];
    return typeof found === 'string' ? found : JSON.stringify(found);
  } catch {
    return undefined;
  }
}
