import type { MetricUnit } from '@hearthgate/contracts';

/**
 * CloudWatch Embedded Metric Format (Amazon CloudWatch user guide, "Specification: Embedded metric format"): a
 * directive names at most 100 metrics, a value is a number or a list of at most 100 numbers.
 */
export const MAX_METRICS_PER_DOCUMENT = 100;
export const MAX_VALUES_PER_METRIC = 100;

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

/** The values of one metric. */
export interface MetricValues {
  readonly name: string;
  readonly unit: MetricUnit;
  /** 1 to 100 numbers. */
  readonly values: readonly number[];
}

export interface DocumentHead {
  readonly namespace: string;
  readonly dimensions: Readonly<Record<string, string>>;
  /** Epoch milliseconds. */
  readonly timestampMs: number;
  /** Members that say where the numbers come from. Never dimensions: each value would make new metrics. */
  readonly properties: Readonly<Record<string, unknown>>;
  /** Names that become metrics; the others are properties. Absent: all. */
  readonly publishedMetrics?: ReadonlySet<string> | undefined;
}

export interface EmfDocument {
  readonly document: Readonly<Record<string, unknown>>;
  /** How many metrics CloudWatch reads from it. */
  readonly metrics: number;
}

/** As few documents as the format allows: one for every hundred names. */
export function emfDocuments(head: DocumentHead, metrics: readonly MetricValues[]): readonly EmfDocument[] {
  const { publishedMetrics } = head;
  const isPublished = ({ name }: MetricValues) => publishedMetrics === undefined || publishedMetrics.has(name);
  const ordered = [...metrics.filter(isPublished), ...metrics.filter((metric) => !isPublished(metric))];
  const documents: EmfDocument[] = [];
  for (let start = 0; start < ordered.length; start += MAX_METRICS_PER_DOCUMENT) {
    const part = ordered.slice(start, start + MAX_METRICS_PER_DOCUMENT);
    documents.push(emfDocument(head, part, part.filter(isPublished)));
  }
  return documents;
}

function emfDocument(
  head: DocumentHead,
  all: readonly MetricValues[],
  published: readonly MetricValues[],
): EmfDocument {
  const { namespace, dimensions, timestampMs, properties } = head;
  // Without a prototype, so that a metric may be called `__proto__`.
  const document: Record<string, unknown> = Object.create(null);
  if (published.length > 0) {
    const directive = {
      Namespace: namespace,
      Dimensions: [Object.keys(dimensions)],
      Metrics: published.map(({ name, unit }) => ({ Name: name, Unit: unit })),
    };
    document._aws = { Timestamp: timestampMs, CloudWatchMetrics: [directive] };
  }
  Object.assign(document, dimensions, properties);
  for (const { name, values } of all) document[name] = values.length === 1 ? values[0] : values;
  return { document, metrics: published.length };
}
