import type { MetricUnit } from '@hearthgate/contracts';
import { MIN_SECRET_LENGTH } from '@hearthgate/kernel';
import { isReservedMember } from './emf-document.ts';
import type { MetricBuffer } from './metric-buffer.ts';
import { type Refusal, refusalOf, refusals } from './metric-rules.ts';
import type { SeriesStore } from './series-store.ts';

/** What recording needs of the call that records. */
export interface RecordingContext {
  /** The values of the current invocation, or of the instance outside one. */
  readonly buffer: MetricBuffer;
  /** A copy of the value without secrets. */
  redaction(value: unknown): unknown;
  warn(message: string): void;
}

/** Decides what is recorded. It never throws: a refused value is counted, and the first of each kind is warned of. */
export class Recorder {
  rejected = 0;
  readonly #store: SeriesStore;
  readonly #dimensions: Readonly<Record<string, string>>;
  readonly #warned = new Set<Refusal>();

  constructor(store: SeriesStore, dimensions: Readonly<Record<string, string>>) {
    this.#store = store;
    this.#dimensions = dimensions;
  }

  record(name: string, value: number, unit: MetricUnit, context: RecordingContext): void {
    const refusal = refusalOf(name, value, unit) ?? this.#refusalAmongOthers(name, value, unit, context);
    if (refusal === undefined) {
      this.#store.add(name, unit, value);
      context.buffer.add(name, unit, value);
      return;
    }
    this.rejected += 1;
    if (this.#warned.has(refusal)) return;
    this.#warned.add(refusal);
    context.warn(`A metric was refused, and further ones for this reason are only counted. ${refusals[refusal]}`);
  }

  #refusalAmongOthers(name: string, value: number, unit: MetricUnit, context: RecordingContext): Refusal | undefined {
    const knownUnit = this.#store.unitOf(name);
    if (knownUnit !== undefined) {
      if (knownUnit !== unit) return 'otherUnit';
      return looksSecret(value, context) ? 'secret' : undefined;
    }
    if (isReservedMember(name) || Object.hasOwn(this.#dimensions, name)) return 'reserved';
    if (this.#store.isFull) return 'bound';
    return isHidden(name, value, context) || looksSecret(value, context) ? 'secret' : undefined;
  }
}

/** A document is redacted when it is written: a member that this would rename or hide is no metric any more. */
function isHidden(name: string, value: number, context: RecordingContext): boolean {
  const safe = context.redaction({ [name]: value });
  return typeof safe !== 'object' || safe === null || (safe as Record<string, unknown>)[name] !== value;
}

/** Shorter numbers are nobody's secret. */
function looksSecret(value: number, context: RecordingContext): boolean {
  const text = String(value);
  return text.length >= MIN_SECRET_LENGTH && context.redaction(text) !== text;
}
