import type { MetricUnit, RecordMetricParams } from '@hearthgate/contracts';
import { type Call, MIN_SECRET_LENGTH } from '@hearthgate/kernel';
import { isReservedMember } from '../emf/emf-document.ts';
import type { MetricsPorts } from '../ports.ts';
import type { Series } from '../series/series.ts';
import { keyOf, type SeriesStore } from '../series/series-store.ts';
import { type DimensionGuard, type Dimensions, readDimensions } from './dimension-guard.ts';
import type { MetricBuffer } from './metric-buffer.ts';
import { isRecordable, type Refusal, refusalOf, refusals } from './metric-rules.ts';

/** Whole numbers below it have fewer digits than the shortest secret. */
const SHORT_NUMBER = 10 ** (MIN_SECRET_LENGTH - 1);

type MetricsCall = Call<MetricsPorts>;

/** What recording needs of the call that records. */
export interface RecordingContext {
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
  readonly #contextOf: (call: MetricsCall) => RecordingContext;
  readonly #warned = new Set<Refusal>();

  /** @param contextOf called for few values: new series, large numbers, and the first that is refused */
  constructor(
    store: SeriesStore,
    guard: DimensionGuard,
    fixedDimensions: Readonly<Record<string, string>>,
    contextOf: (call: MetricsCall) => RecordingContext,
  ) {
    this.#contextOf = contextOf;
    this.#store = store;
    this.#guard = guard;
    this.#fixedDimensions = fixedDimensions;
  }

  /**
   * Answers whether the value was taken.
   *
   * @param buffer the values of the current invocation, or of the instance outside one
   */
  record(params: RecordMetricParams, buffer: MetricBuffer, call: MetricsCall): boolean {
    const { name, value, unit = 'Count', resolution = 60 } = params;
    const dimensions = readDimensions(params.dimensions);
    const key = typeof name === 'string' && dimensions !== 'unfit' ? keyOf(name, dimensions) : '';
    const known = this.#store.get(key);
    const refusal =
      known === undefined
        ? this.#refusalOfNew({ name, value, unit }, dimensions, this.#contextOf(call))
        : this.#refusalOfKnown(known, value, unit, call);
    if (refusal !== undefined || dimensions === 'unfit' || (resolution !== 60 && resolution !== 1)) {
      this.#refuse(refusal ?? 'resolution', call);
      return false;
    }
    const series = known ?? this.#store.create(key, { name, unit, dimensions });
    series.add(value);
    buffer.add(key, series.identity, value, resolution);
    return true;
  }

  /** As `record`, of a value without dimensions. Nothing is made where its series is known, as it is with each invocation. */
  recordPlain(name: string, value: number, unit: MetricUnit, buffer: MetricBuffer, call: MetricsCall): boolean {
    const known = this.#store.get(name);
    if (known === undefined || this.#refusalOfKnown(known, value, unit, call) !== undefined) {
      return this.record({ name, value, unit }, buffer, call);
    }
    known.add(value);
    buffer.add(name, known.identity, value, 60);
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

  #refusalOfKnown(known: Series, value: unknown, unit: MetricUnit, call: MetricsCall): Refusal | undefined {
    if (!isRecordable(value)) return 'value';
    if (known.identity.unit !== unit) return 'otherUnit';
    return !isShort(value) && looksSecret(value, this.#contextOf(call)) ? 'secret' : undefined;
  }

  #refuse(refusal: Refusal, call: MetricsCall): void {
    this.rejected += 1;
    if (this.#warned.has(refusal)) return;
    this.#warned.add(refusal);
    this.#contextOf(call).warn(
      `A metric was refused, and further ones for this reason are only counted. ${refusals[refusal]}`,
    );
  }
}

/** A document is redacted when it is written: a member that this would rename or hide is no metric any more. */
function isHidden(members: Readonly<Record<string, unknown>>, context: RecordingContext): boolean {
  const safe = context.redaction(members);
  if (typeof safe !== 'object' || safe === null) return true;
  return Object.entries(members).some(([name, value]) => (safe as Record<string, unknown>)[name] !== value);
}

function isShort(value: number): boolean {
  return Number.isInteger(value) && Math.abs(value) < SHORT_NUMBER;
}

function looksSecret(value: number, context: RecordingContext): boolean {
  if (isShort(value)) return false;
  const text = String(value);
  return text.length >= MIN_SECRET_LENGTH && context.redaction(text) !== text;
}
