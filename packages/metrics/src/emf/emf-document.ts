import type { MetricValues } from '../series/metric-values.ts';
import type { EmfDirectives } from './emf-directives.ts';

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

export interface DocumentHead {
  readonly dimensions: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly timestampMs: number;
  /** Members that say where the numbers come from. Never dimensions: each value would make new metrics. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Names that become metrics; the others are properties. Absent: all. */
  readonly publishedMetrics?: ReadonlySet<string> | undefined;
}

export interface EmfDocument {
  /** The member `_aws` as JSON text, empty when nothing is published: its names were judged when they were recorded. */
  readonly head: string;
  /** All other members: dimensions, properties and values. */
  readonly members: Readonly<Record<string, unknown>>;
  /** The series that CloudWatch reads from it. */
  readonly published: readonly MetricValues[];
}

/** As few documents as the format allows: one for each set of dimensions, hundred names and 200 KB. */
export function emfDocuments(
  head: DocumentHead,
  metrics: readonly MetricValues[],
  directives: EmfDirectives,
): readonly EmfDocument[] {
  return groups(metrics).flatMap((group) =>
    parts(head, group).map((part) => {
      const published = part.filter((metric) => isPublished(head, metric));
      return emfDocument(head, part, published, directives);
    }),
  );
}

/** By dimensions, which hold for a whole document. */
function groups(metrics: readonly MetricValues[]): readonly (readonly MetricValues[])[] {
  if (metrics.every(({ identity }) => identity.dimensions === undefined)) return metrics.length === 0 ? [] : [metrics];
  return [...Map.groupBy(metrics, ({ identity }) => JSON.stringify(identity.dimensions ?? {})).values()];
}

function parts(head: DocumentHead, group: readonly MetricValues[]): readonly (readonly MetricValues[])[] {
  const ordered =
    head.publishedMetrics === undefined
      ? group
      : [...group].sort((left, right) => rankOf(head, left) - rankOf(head, right));
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

/** The name stands in the directive and at the root. */
function bytesOf({ identity, values }: MetricValues): number {
  return 2 * Buffer.byteLength(JSON.stringify(identity.name)) + JSON.stringify(values).length + DEFINITION_BYTES;
}

function emfDocument(
  { dimensions, timestampMs, properties }: DocumentHead,
  all: readonly MetricValues[],
  published: readonly MetricValues[],
  directives: EmfDirectives,
): EmfDocument {
  const own = all[0]?.identity.dimensions;
  const everyDimension = own === undefined ? dimensions : { ...dimensions, ...own };
  // Without a prototype, so that a metric may be called `__proto__`.
  const members: Record<string, unknown> = Object.assign(Object.create(null), everyDimension, properties);
  for (const { identity, values } of all) members[identity.name] = values.length === 1 ? values[0] : values;
  if (published.length === 0) return { head: '', members, published };
  const text = directives.textFor(Object.keys(everyDimension), published);
  return { head: `"_aws":{"Timestamp":${timestampMs},"CloudWatchMetrics":${text}}`, members, published };
}

function isPublished({ publishedMetrics }: DocumentHead, { identity }: MetricValues): boolean {
  return publishedMetrics === undefined || publishedMetrics.has(identity.name);
}

function rankOf(head: DocumentHead, metric: MetricValues): number {
  return isPublished(head, metric) ? 0 : 1;
}
