import type { BufferContent, MetricBuffer } from '../recording/metric-buffer.ts';
import type { SeriesIdentity } from '../series/series.ts';
import { keyOf } from '../series/series-store.ts';
import { type DirectiveSettings, EmfDirectives } from './emf-directives.ts';
import { type EmfDocument, emfDocuments } from './emf-document.ts';

export interface PublisherSettings extends DirectiveSettings {
  /** The level that a document needs to get through Lambda's filter; absent when it needs none. */
  readonly logFilter: string | undefined;
}

/** Where the numbers of a document come from. */
export interface PublishContext {
  readonly timestampMs: number;
  readonly correlationId: string;
  readonly requestId: string | undefined;
  write(document: EmfDocument): void;
}

/** Writes what a buffer collected, and counts. */
export class Publisher {
  published = 0;
  failed = 0;
  /** The custom metrics that CloudWatch was told of, which is what it bills. */
  readonly customMetrics: Set<string> = new Set();
  /** Lists of series that are in `customMetrics` already, and the one that was looked up last. */
  readonly #counted = new WeakSet<object>();
  #lastCounted: object | undefined;
  readonly #directives: EmfDirectives;
  readonly #logFilter: string | undefined;

  constructor(settings: PublisherSettings) {
    this.#directives = new EmfDirectives(settings);
    this.#logFilter = settings.logFilter;
  }

  /** How many metrics CloudWatch was told of. A document that cannot be written is lost and counted, never thrown. */
  publish(buffer: MetricBuffer, context: PublishContext): number {
    const documents = this.documents(buffer.content(), context);
    buffer.clear();
    let told = 0;
    for (const document of documents) {
      try {
        context.write(document);
        this.published += 1;
        told += document.published.length;
        this.#count(document.published);
      } catch {
        this.failed += 1;
      }
    }
    return told;
  }

  documents({ metrics, leftOut }: BufferContent, context: PublishContext): readonly EmfDocument[] {
    if (metrics.length === 0) return [];
    const { timestampMs, correlationId, requestId } = context;
    const level = this.#logFilter;
    // Lambda takes a level only from a line that has a time too.
    const properties: Record<string, unknown> =
      level === undefined
        ? { correlation_id: correlationId }
        : { level, timestamp: new Date(timestampMs).toISOString(), correlation_id: correlationId };
    if (requestId !== undefined) properties.requestId = requestId;
    if (leftOut !== 0) properties.values_left_out = leftOut;
    return emfDocuments({ timestampMs, properties }, metrics, this.#directives);
  }

  #count(published: readonly SeriesIdentity[]): void {
    if (published === this.#lastCounted) return;
    this.#lastCounted = published;
    if (this.#counted.has(published)) return;
    this.#counted.add(published);
    for (const { name, dimensions } of published) this.customMetrics.add(keyOf(name, dimensions));
  }
}
