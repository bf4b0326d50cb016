import type { MetricUnit, RecordMetricParams } from '@hearthgate/contracts';
import { MIN_SECRET_LENGTH } from '@hearthgate/kernel';
import { isReservedMember } from '../emf/emf-document.ts';
import type { Series } from '../series/series.ts';
import { keyOf, type SeriesStore } from '../series/series-store.ts';
import { type DimensionGuard, type Dimensions, readDimensions } from './dimension-guard.ts';
import type { MetricBuffer } from './metric-buffer.ts';
import { isRecordable, type Refusal, refusalOf, refusals } from './metric-rules.ts';

/** Whole numbers below it have fewer digits than the shortest secret. */
const SHORT_NUMBER = 10 ** (MIN_SECRET_LENGTH - 1);

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
  readonly #guard: DimensionGuard;
  readonly #fixedDimensions: Readonly<Record<string, string>>;
  readonly #warned = new Set<Refusal>();

  constructor(store: SeriesStore, guard: DimensionGuard, fixedDimensions: Readonly<Record<string, string>>) {
    this.#store = store;
    this.#guard = guard;
    this.#fixedDimensions = fixedDimensions;
  }

  /** Answers whether the value was taken. */
  record(params: RecordMetricParams, context: RecordingContext): boolean {
    const { name, value, unit = 'Count', resolution = 60 } = params;
    const dimensions = readDimensions(params.dimensions);
    const key = typeof name === 'string' && dimensions !== 'unfit' ? keyOf(name, dimensions) : '';
    const known = this.#store.get(key);
    const refusal =
      known === undefined
        ? this.#refusalOfNew({ name, value, unit }, dimensions, context)
        : refusalOfKnown(known, value, unit, context);
    if (refusal !== undefined || dimensions === 'unfit' || (resolution !== 60 && resolution !== 1)) {
      this.#refuse(refusal ?? 'resolution', context);
      return false;
    }
    const series = known ?? this.#store.create(key, { name, unit, dimensions });
    series.add(value);
    context.buffer.add(key, series.identity, value, resolution);
    return true;
  }

  #refusalOfNew(
    { name, value, unit }: RecordMetricParams,
    dimensions: Dimensions | 'unfit' | undefined,
    context: RecordingContext,
  ): Refusal | undefined {
    const refusal = refusalOf(name, value, unit);
    if (refusal !== undefined) return refusal;
    if (dimensions === 'unfit') return 'dimensions';
    const knownUnit = this.#store.unitOf(name);
    if (knownUnit !== undefined && knownUnit !== unit) return 'otherUnit';
    if (isReservedMember(name) || Object.hasOwn(this.#fixedDimensions, name)) return 'reserved';
    if (this.#store.isFull) return 'bound';
    if (isHidden({ [name]: value }, context) || looksSecret(value, context)) return 'secret';
    if (dimensions === undefined) return undefined;
    if (isHidden(dimensions, context)) return 'secret';
    return Object.hasOwn(dimensions, name) ? 'reserved' : this.#guard.refusalOf(dimensions);
  }

  #refuse(refusal: Refusal, context: RecordingContext): void {
    this.rejected += 1;
    if (this.#warned.has(refusal)) return;
    this.#warned.add(refusal);
    context.warn(`A metric was refused, and further ones for this reason are only counted. ${refusals[refusal]}`);
  }
}

function refusalOfKnown(
  known: Series,
  value: unknown,
  unit: MetricUnit,
  context: RecordingContext,
): Refusal | undefined {
  if (!isRecordable(value)) return 'value';
  if (known.identity.unit !== unit) return 'otherUnit';
  return looksSecret(value, context) ? 'secret' : undefined;
}

/** A document is redacted when it is written: a member that this would rename or hide is no metric any more. */
function isHidden(members: Readonly<Record<string, unknown>>, context: RecordingContext): boolean {
  const safe = context.redaction(members);
  if (typeof safe !== 'object' || safe === null) return true;
  return Object.entries(members).some(([name, value]) => (safe as Record<string, unknown>)[name] !== value);
}

function looksSecret(value: number, context: RecordingContext): boolean {
  if (Number.isInteger(value) && Math.abs(value) < SHORT_NUMBER) return false;
  const text = String(value);
  return text.length >= MIN_SECRET_LENGTH && context.redaction(text) !== text;
}
