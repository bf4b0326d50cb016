import type { MetricValues } from '../series/metric-values.ts';
import type { SeriesIdentity } from '../series/series.ts';
import type { DocumentShape, EmfDirectives } from './emf-directives.ts';

/**
 * CloudWatch Embedded Metric Format (Amazon CloudWatch user guide, "Specification: Embedded metric format"): a
 * directive names at most 100 metrics, a value is a number or a list of at most 100 numbers, and a document has at most
 * 256 KB. Dimensions and properties have the rest of that.
 */
export const MAX_METRICS_PER_DOCUMENT = 100;
export const MAX_VALUES_PER_METRIC = 100;
const MAX_BYTES = 200_000;

/** Characters of the longest number in JSON, with the comma. */
const NUMBER_BYTES = 25;
/** What stands around a name, its unit and its resolution. */
const DEFINITION_BYTES = 60;

/** The one dimension that every metric has. */
export const DIMENSION_SERVICE = 'service';

/** Members at the root of a document that are no metrics; `level` and `timestamp` are what Lambda reads from lines. */
const reservedMembers: ReadonlySet<string> = new Set([
  '_aws',
  DIMENSION_SERVICE,
  'correlation_id',
  'requestId',
  'values_left_out',
  'level',
  'timestamp',
]);

/** Whether no metric and no further dimension may have this name. */
export function isReservedMember(name: string): boolean {
  return reservedMembers.has(name);
}

/** What a document tells beside its series. */
export interface DocumentFacts {
  /** Epoch milliseconds. */
  readonly timestampMs: number;
  /** Members that say where the numbers come from. Never dimensions: each value would make new metrics. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface EmfDocument {
  /** JSON text of the member `_aws`, the dimensions and all values, which were judged before they were taken. */
  readonly head: string;
  /** Whether the head is ASCII. */
  readonly isAscii: boolean;
  /** All other members. */
  readonly members: Readonly<Record<string, unknown>>;
  /** The series that CloudWatch reads from it. */
  readonly published: readonly SeriesIdentity[];
}

/** As few documents as the format allows: one for each set of dimensions, hundred names and 200 KB. */
export function emfDocuments(
  facts: DocumentFacts,
  metrics: readonly MetricValues[],
  directives: EmfDirectives,
): readonly EmfDocument[] {
  // A function records the same few series in each invocation, and they were in one document the last time.
  const shape = directives.knownShape(metrics);
  if (shape !== undefined && fitsOne(shape, metrics)) return [emfDocument(facts, metrics, shape)];
  return groups(metrics).flatMap((group) =>
    parts(group, directives).map((part) => emfDocument(facts, part, directives.shapeOf(part[0] as MetricValues, part))),
  );
}

/** By dimensions, which hold for a whole document. */
function groups(metrics: readonly MetricValues[]): readonly (readonly MetricValues[])[] {
  if (metrics.every(({ identity }) => identity.dimensions === undefined)) return metrics.length === 0 ? [] : [metrics];
  return [...Map.groupBy(metrics, ({ identity }) => JSON.stringify(identity.dimensions ?? {})).values()];
}

/** Those that are published first, so that they are in as few documents as can be. */
function parts(group: readonly MetricValues[], directives: EmfDirectives): readonly (readonly MetricValues[])[] {
  const others = group.filter(({ identity }) => !directives.isPublished(identity));
  const ordered =
    others.length === 0 ? group : [...group.filter(({ identity }) => directives.isPublished(identity)), ...others];
  const mostBytes = ordered.reduce((sum, metric) => sum + mostBytesOf(metric), 0);
  if (ordered.length <= MAX_METRICS_PER_DOCUMENT && mostBytes <= MAX_BYTES) return [ordered];
  const all: MetricValues[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const metric of ordered) {
    const size = bytesOf(metric);
    if (bytes + size > MAX_BYTES || (all.at(-1)?.length ?? 0) >= MAX_METRICS_PER_DOCUMENT) {
      all.push([]);
      bytes = 0;
    }
    all.at(-1)?.push(metric);
    bytes += size;
  }
  return all;
}

/** At most this, found without writing anything: a character takes six bytes at most. */
function mostBytesOf({ identity, values }: MetricValues): number {
  return identity.name.length * 12 + values.length * NUMBER_BYTES + DEFINITION_BYTES;
}

/** What was one document may be too much for one when it has more values. */
function fitsOne({ nameLength }: DocumentShape, metrics: readonly MetricValues[]): boolean {
  let values = 0;
  for (let index = 0; index < metrics.length; index += 1) values += (metrics[index] as MetricValues).values.length;
  return nameLength * 12 + values * NUMBER_BYTES + metrics.length * DEFINITION_BYTES <= MAX_BYTES;
}

/** The name stands in the directive and at the root. */
function bytesOf({ identity, values }: MetricValues): number {
  return 2 * Buffer.byteLength(JSON.stringify(identity.name)) + JSON.stringify(values).length + DEFINITION_BYTES;
}

function emfDocument(
  { timestampMs, properties }: DocumentFacts,
  metrics: readonly MetricValues[],
  { text, members, published, isAscii }: DocumentShape,
): EmfDocument {
  let head = published.length === 0 ? text : `"_aws":{"Timestamp":${timestampMs}${text}`;
  for (let index = 0; index < metrics.length; index += 1) {
    const { values } = metrics[index] as MetricValues;
    head += members[index] + (values.length === 1 ? String(values[0]) : `[${values.join(',')}]`);
  }
  return { head, isAscii, members: properties, published };
}
